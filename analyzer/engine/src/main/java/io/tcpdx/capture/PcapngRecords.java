package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of a pcapng file (draft-ietf-opsawg-pcapng): sections of either byte order, each with
 * its interfaces; enhanced, simple and obsolete packet blocks; the rest is skipped.
 *
 * <pre>
 *    block                       enhanced packet        simple packet      obsolete packet
 *    0 type                      8  interface           8  original        8  interface, drops
 *    4 total length, times 4     12 time, high          12 bytes           12 time, high
 *    8 body                      16 time, low                              16 time, low
 *    …                           20 captured length                        20 captured length
 *    length - 4: total length    24 original length                        24 original length
 *                                28 bytes                                  28 bytes
 * </pre>
 */
final class PcapngRecords implements Records {
  /** Type of the block that starts each section; the same in both byte orders. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  /** The shortest section header: type, length, byte order, version, section length, length. */
  static final int SECTION_HEADER_BYTES = 28;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int EMPTY_BLOCK_BYTES = 12;
  private static final int PACKET_FIELDS_BYTES = 28;
  private static final int SIMPLE_PACKET_FIELDS_BYTES = 12;
  private static final int TRAILER_BYTES = 4;
  private static final int MOST_BLOCK_BYTES = 256 * 1024 * 1024;
  private static final int MOST_INTERFACES = 1 << 20;

  private final ByteWindow window;
  private final CaptureTally tally;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private boolean swapped;
  private long position;
  private boolean ended;

  /** The block under way: its type, its index in the window, and its length in bytes. */
  private int type;

  private int at;
  private long length;

  PcapngRecords(String name, String formatSuffix, ByteWindow window) {
    this.window = window;
    this.tally = new CaptureTally(name, "pcapng" + formatSuffix);
  }

  /** Reads the first block; false where it is damaged or cut: then this is no capture at all. */
  boolean readFirstSectionHeader() throws IOException {
    return readBlock() && skipOrNote();
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    while (!ended && readBlock()) {
      if (type == ENHANCED_PACKET || type == OBSOLETE_PACKET) {
        return timedPacket(frame);
      }
      if (type == SIMPLE_PACKET) {
        return simplePacket(frame);
      }
      if (!skipOrNote()) {
        return false;
      }
    }
    return false;
  }

  /** Brings the block at {@link #position} into view; of a block to be skipped, its end only. */
  private boolean readBlock() throws IOException {
    int header = window.index(position, EMPTY_BLOCK_BYTES);
    if (header == ByteWindow.ABSENT) {
      return endInHeader();
    }
    ByteBuffer buffer = window.buffer();
    if (buffer.getInt(header) == SECTION_HEADER && !readByteOrder(buffer.getInt(header + 8))) {
      return stop("is a section header of unknown byte order");
    }
    type = int32(header);
    length = Integer.toUnsignedLong(int32(header + 4));
    if (length < leastBytes() || (length & 3) != 0) {
      return stop("claims a length of " + length + " bytes, which it cannot have");
    }
    if (isRead() && length > MOST_BLOCK_BYTES) {
      return stop("claims a length of " + length + " bytes, more than is sensible");
    }
    if (!bringIntoView()) {
      return cut("the block", length);
    }
    int trailer = window.index(position + length - TRAILER_BYTES, TRAILER_BYTES);
    if (int32(trailer) != (int) length) {
      return stop("does not end with its length again");
    }
    return true;
  }

  private boolean bringIntoView() throws IOException {
    if (isRead()) {
      at = window.index(position, (int) length);
      return at != ByteWindow.ABSENT;
    }
    return window.index(position + length - TRAILER_BYTES, TRAILER_BYTES) != ByteWindow.ABSENT;
  }

  private boolean readByteOrder(int magic) {
    swapped = magic != BYTE_ORDER_MAGIC;
    return !swapped || Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC;
  }

  private boolean isRead() {
    return switch (type) {
      case SECTION_HEADER,
          INTERFACE_DESCRIPTION,
          OBSOLETE_PACKET,
          SIMPLE_PACKET,
          INTERFACE_STATISTICS,
          ENHANCED_PACKET ->
          true;
      default -> false;
    };
  }

  private int leastBytes() {
    return switch (type) {
      case SECTION_HEADER -> SECTION_HEADER_BYTES;
      case INTERFACE_DESCRIPTION -> PcapngInterface.DESCRIPTION_BYTES;
      case INTERFACE_STATISTICS -> PcapngInterface.STATISTICS_BYTES;
      case ENHANCED_PACKET, OBSOLETE_PACKET -> PACKET_FIELDS_BYTES + TRAILER_BYTES;
      case SIMPLE_PACKET -> SIMPLE_PACKET_FIELDS_BYTES + TRAILER_BYTES;
      default -> EMPTY_BLOCK_BYTES;
    };
  }

  private boolean timedPacket(Frame frame) {
    int id = type == ENHANCED_PACKET ? int32(at + 8) : int16(at + 8);
    if (Integer.compareUnsigned(id, interfaces.size()) >= 0) {
      return stopAtUnknownInterface(id);
    }
    PcapngInterface source = interfaces.get(id);
    int captured = int32(at + 20);
    if (Integer.compareUnsigned(captured, source.mostCaptured()) > 0) {
      return stopWith(
          Damage.tooLong(tally.packets() + 1, position, captured, source.mostCaptured()));
    }
    if (captured > length - PACKET_FIELDS_BYTES - TRAILER_BYTES) {
      return stop("is too short for the " + captured + " bytes of its packet");
    }
    long ticks = (long) int32(at + 12) << 32 | Integer.toUnsignedLong(int32(at + 16));
    boolean read = emit(frame, source, PACKET_FIELDS_BYTES, captured, int32(at + 24), ticks);
    frame.from(id);
    return read;
  }

  /** A simple packet block: of the first interface, without a time. */
  private boolean simplePacket(Frame frame) {
    if (interfaces.isEmpty()) {
      return stopAtUnknownInterface(0);
    }
    PcapngInterface source = interfaces.get(0);
    int original = int32(at + 8);
    Integer snapLength = source.snapLength();
    int most = snapLength == null ? source.mostCaptured() : snapLength;
    int captured = Integer.compareUnsigned(original, most) > 0 ? most : original;
    if (captured > length - SIMPLE_PACKET_FIELDS_BYTES - TRAILER_BYTES) {
      return stop("is too short for the " + captured + " bytes of its packet");
    }
    return emit(frame, source, SIMPLE_PACKET_FIELDS_BYTES, captured, original, 0);
  }

  private boolean emit(
      Frame frame, PcapngInterface source, int dataAt, int captured, int original, long ticks) {
    int wire = Damage.originalLength(original, captured);
    tally.count(captured, wire);
    frame.set(
        window.buffer(),
        at + dataAt,
        captured,
        wire,
        source.toNanos(ticks),
        source.linkType(),
        tally.packets());
    position += length;
    return true;
  }

  /** Takes note of a block that is no packet, and steps over it. */
  private boolean skipOrNote() {
    switch (type) {
      case SECTION_HEADER -> interfaces.clear();
      case INTERFACE_DESCRIPTION -> {
        if (interfaces.size() == MOST_INTERFACES) {
          return stop("declares one more than " + MOST_INTERFACES + " interfaces");
        }
        addInterface(PcapngInterface.read(window.buffer(), at, (int) length, swapped));
      }
      case INTERFACE_STATISTICS -> {
        int id = int32(at + 8);
        if (Integer.compareUnsigned(id, interfaces.size()) < 0) {
          tally.addDropped(
              interfaces.get(id).readDrops(window.buffer(), at, (int) length, swapped));
        }
      }
      default -> {}
    }
    position += length;
    return true;
  }

  private void addInterface(PcapngInterface added) {
    interfaces.add(added);
    tally.addLinkType(added.linkType());
    tally.addSnapLength(added.snapLength());
  }

  private boolean endInHeader() {
    if (window.end() > position || window.damage() != null) {
      return cut("the header of a block", EMPTY_BLOCK_BYTES);
    }
    ended = true;
    return false;
  }

  private boolean cut(String what, long wanted) {
    return stopWith(Damage.cut(window, what, position, wanted));
  }

  private boolean stopAtUnknownInterface(int id) {
    return stop(
        "is a packet of interface " + Integer.toUnsignedString(id) + ", which is not described");
  }

  private boolean stop(String what) {
    return stopWith(Damage.block(what, position));
  }

  private boolean stopWith(String why) {
    ended = true;
    tally.stoppedAt(position, why);
    return false;
  }

  private int int16(int index) {
    short value = window.buffer().getShort(index);
    return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
  }

  private int int32(int index) {
    int value = window.buffer().getInt(index);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  @Override
  public CaptureTally tally() {
    return tally;
  }

  @Override
  public long position() {
    return position;
  }
}
