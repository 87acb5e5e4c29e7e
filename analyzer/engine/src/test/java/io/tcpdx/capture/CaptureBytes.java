package io.tcpdx.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the bytes of a capture field by field, so that a test shows each of them. */
final class CaptureBytes {
  static final int SECTION = 0x0a0d0d0a;
  static final int INTERFACE = 1;
  static final int OBSOLETE = 2;
  static final int SIMPLE = 3;
  static final int STATISTICS = 5;
  static final int ENHANCED = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order;

  private CaptureBytes(ByteOrder order) {
    this.order = order;
  }

  static CaptureBytes in(ByteOrder order) {
    return new CaptureBytes(order);
  }

  /** A pcap file header: version 2.4. */
  static CaptureBytes pcap(ByteOrder order, int magic, int snapLength, int linkType) {
    return in(order)
        .int32(magic)
        .int16(2)
        .int16(4)
        .int32(0)
        .int32(0)
        .int32(snapLength)
        .int32(linkType);
  }

  /** A section header of unknown length, version 1.0. */
  static CaptureBytes pcapng(ByteOrder order) {
    return in(order).section(order);
  }

  CaptureBytes section(ByteOrder newOrder) {
    order = newOrder;
    return block(SECTION, in(order).int32(0x1a2b3c4d).int16(1).int16(0).int64(-1));
  }

  CaptureBytes describe(int linkType, int snapLength, CaptureBytes options) {
    return block(
        INTERFACE,
        in(order).int16(linkType).int16(0).int32(snapLength).bytes(options.toByteArray()));
  }

  CaptureBytes describe(int linkType, int snapLength) {
    return describe(linkType, snapLength, in(order));
  }

  CaptureBytes option(int code, CaptureBytes value) {
    byte[] bytes = value.toByteArray();
    return int16(code).int16(bytes.length).bytes(bytes).pad();
  }

  CaptureBytes enhanced(int id, long ticks, int original, byte[] data) {
    return block(
        ENHANCED,
        in(order)
            .int32(id)
            .int32((int) (ticks >>> 32))
            .int32((int) ticks)
            .int32(data.length)
            .int32(original)
            .bytes(data)
            .pad());
  }

  CaptureBytes record(int seconds, int fraction, int original, byte[] data) {
    return int32(seconds).int32(fraction).int32(data.length).int32(original).bytes(data);
  }

  CaptureBytes block(int type, CaptureBytes body) {
    byte[] bytes = body.toByteArray();
    int length = bytes.length + 12;
    return int32(type).int32(length).bytes(bytes).int32(length);
  }

  CaptureBytes int8(int value) {
    out.write(value);
    return this;
  }

  CaptureBytes int16(int value) {
    return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
  }

  CaptureBytes int32(int value) {
    return bytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
  }

  CaptureBytes int64(long value) {
    return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
  }

  CaptureBytes bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  CaptureBytes pad() {
    while (out.size() % 4 != 0) {
      out.write(0);
    }
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  Path writeTo(Path directory) throws IOException {
    return Files.write(directory.resolve("capture"), toByteArray());
  }
}
