package io.tcpdx.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * All frames of a pcap or pcapng file, as far as it is whole. Independent of the capture package,
 * so that decoding can be tested without it.
 */
final class CaptureFrames {
  private static final int PCAP_HEADER_LENGTH = 24;
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private final ByteBuffer file;
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final List<Integer> linkTypes = new ArrayList<>();

  private CaptureFrames(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes);
  }

  /** Reads {@code path}; no frames where it is neither format. */
  static List<CapturedFrame> read(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
        bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      }
      CaptureFrames reader = new CaptureFrames(bytes);
      reader.readAll();
      return reader.frames;
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  private void readAll() {
    if (file.limit() < PCAP_HEADER_LENGTH) {
      return;
    }
    switch (file.getInt(0)) {
      case 0xa1b2c3d4 -> readPcap(ByteOrder.BIG_ENDIAN, 1000);
      case 0xd4c3b2a1 -> readPcap(ByteOrder.LITTLE_ENDIAN, 1000);
      case 0xa1b23c4d -> readPcap(ByteOrder.BIG_ENDIAN, 1);
      case 0x4d3cb2a1 -> readPcap(ByteOrder.LITTLE_ENDIAN, 1);
      case SECTION_HEADER -> readPcapng();
      default -> {
        // Not a capture that libpcap writes.
      }
    }
  }

  private void readPcap(ByteOrder order, int fractionNs) {
    file.order(order);
    int linkType = file.getInt(20) & 0xffff;
    int at = PCAP_HEADER_LENGTH;
    while (at + 16 <= file.limit()) {
      long timeNs =
          (file.getInt(at) & 0xffffffffL) * 1_000_000_000L
              + file.getInt(at + 4) * (long) fractionNs;
      if (!add(at + 16, file.getInt(at + 8), file.getInt(at + 12), timeNs, linkType)) {
        return;
      }
      at += 16 + file.getInt(at + 8);
    }
  }

  private void readPcapng() {
    int at = 0;
    while (at + 12 <= file.limit()) {
      if (file.order(ByteOrder.BIG_ENDIAN).getInt(at) == SECTION_HEADER) {
        linkTypes.clear();
      }
      file.order(sectionOrder(at));
      int length = file.getInt(at + 4);
      if (length < 12 || length > file.limit() - at || !readBlock(at, file.getInt(at))) {
        return;
      }
      at += length;
    }
  }

  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private ByteOrder sectionOrder(int at) {
    if (file.order(ByteOrder.BIG_ENDIAN).getInt(at) == SECTION_HEADER) {
      order = file.getInt(at + 8) == 0x1a2b3c4d ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
    return order;
  }

  private boolean readBlock(int at, int type) {
    switch (type) {
      case INTERFACE_DESCRIPTION -> linkTypes.add(file.getShort(at + 8) & 0xffff);
      case SIMPLE_PACKET -> {
        int length = file.getInt(at + 8);
        int captured = Math.min(length, file.getInt(at + 4) - 16);
        return add(at + 12, captured, length, 0, linkTypes.get(0));
      }
      case ENHANCED_PACKET -> {
        long ticks =
            (file.getInt(at + 12) & 0xffffffffL) << 32 | (file.getInt(at + 16) & 0xffffffffL);
        int linkType = linkTypes.get(file.getInt(at + 8));
        return add(at + 28, file.getInt(at + 20), file.getInt(at + 24), ticks * 1000, linkType);
      }
      default -> {
        // Holds no frame.
      }
    }
    return true;
  }

  private boolean add(int at, int captured, int original, long timeNs, int linkType) {
    if (captured < 0 || captured > file.limit() - at) {
      return false;
    }
    byte[] bytes = new byte[captured];
    file.get(at, bytes);
    frames.add(
        new CapturedFrame(
            bytes, Math.max(original, captured), timeNs, linkType, frames.size() + 1L));
    return true;
  }
}
