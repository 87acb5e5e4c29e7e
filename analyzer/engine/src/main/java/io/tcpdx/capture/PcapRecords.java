package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The records of a pcap file (draft-ietf-opsawg-pcap), in either byte order, with micro- or
 * nanoseconds, and with the longer record headers of Alexey Kuznetzov's libpcap.
 *
 * <pre>
 *    file header, 24 bytes                    record header, 16 bytes (24 with Kuznetzov's)
 *    0 magic        16 snap length            0 seconds
 *    4 major, minor 20 link type (low 16 bit) 4 micro- or nanoseconds
 *    8 zone, 12 sigfigs: unused               8 captured length   12 original length
 * </pre>
 */
final class PcapRecords implements Records {
  static final int FILE_HEADER_BYTES = 24;

  private static final int MAGIC_MICROS = 0xa1b2c3d4;
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int MAGIC_KUZNETZOV = 0xa1b2cd34;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final int KUZNETZOV_RECORD_HEADER_BYTES = 24;

  private static final int VERSION_2_0 = 2 << 16;
  private static final int VERSION_2_3 = 2 << 16 | 3;
  private static final int VERSION_DIGITAL_UNIX = 543 << 16;

  /** Old versions wrote the two lengths of a packet the other way round. */
  private enum LengthOrder {
    CAPTURED_FIRST,
    ORIGINAL_FIRST,
    EITHER;

    static LengthOrder of(int version) {
      if (version == VERSION_2_3 || version == VERSION_DIGITAL_UNIX) {
        return EITHER;
      }
      return version >= VERSION_2_0 && version < VERSION_2_3 ? ORIGINAL_FIRST : CAPTURED_FIRST;
    }

    boolean isExchanged(int first, int second) {
      return this == ORIGINAL_FIRST
          || (this == EITHER && Integer.compareUnsigned(first, second) > 0);
    }
  }

  private final ByteWindow window;
  private final CaptureTally tally;
  private final boolean swapped;
  private final int headerBytes;
  private final int fractionNs;
  private final int linkType;
  private final int mostCaptured;
  private final LengthOrder lengthOrder;
  private long position = FILE_HEADER_BYTES;
  private boolean ended;

  /** Reads the file header, which must be in view of {@code window}. */
  PcapRecords(String name, String formatSuffix, ByteWindow window) throws IOException {
    this.window = window;
    this.tally = new CaptureTally(name, "pcap" + formatSuffix);
    int at = window.index(0, FILE_HEADER_BYTES);
    ByteBuffer buffer = window.buffer();
    int magic = buffer.getInt(at);
    this.swapped = !isMagicInNetworkOrder(magic);
    int plainMagic = swapped ? Integer.reverseBytes(magic) : magic;
    this.headerBytes =
        plainMagic == MAGIC_KUZNETZOV ? KUZNETZOV_RECORD_HEADER_BYTES : RECORD_HEADER_BYTES;
    this.fractionNs = plainMagic == MAGIC_NANOS ? 1 : 1000;
    int versionField = buffer.getInt(at + 4);
    this.lengthOrder =
        LengthOrder.of(
            swapped ? Integer.rotateLeft(Integer.reverseBytes(versionField), 16) : versionField);
    this.linkType = DataLinks.linkType(int32(buffer, at + 20) & 0xffff);
    this.mostCaptured = CaptureLimits.capturedBytes(linkType);
    tally.addLinkType(linkType);
    tally.addSnapLength(CaptureLimits.snapLength(int32(buffer, at + 16)));
  }

  /** Whether these first four bytes, read in network order, begin a pcap file of either order. */
  static boolean isMagic(int magic) {
    return isMagicInNetworkOrder(magic) || isMagicInNetworkOrder(Integer.reverseBytes(magic));
  }

  private static boolean isMagicInNetworkOrder(int magic) {
    return magic == MAGIC_MICROS || magic == MAGIC_NANOS || magic == MAGIC_KUZNETZOV;
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    if (ended) {
      return false;
    }
    int at = window.index(position, headerBytes);
    if (at == ByteWindow.ABSENT) {
      return endInHeader();
    }
    ByteBuffer buffer = window.buffer();
    long timeNs =
        Integer.toUnsignedLong(int32(buffer, at)) * 1_000_000_000L
            + Integer.toUnsignedLong(int32(buffer, at + 4)) * fractionNs;
    int captured = int32(buffer, at + 8);
    int original = int32(buffer, at + 12);
    if (lengthOrder.isExchanged(captured, original)) {
      int first = captured;
      captured = original;
      original = first;
    }
    if (timeNs == 0 && captured == 0 && original == 0) {
      return stop(Damage.zeros(tally.packets() + 1, position));
    }
    if (Integer.compareUnsigned(captured, mostCaptured) > 0) {
      return stop(Damage.tooLong(tally.packets() + 1, position, captured, mostCaptured));
    }
    int data = window.index(position + headerBytes, captured);
    if (data == ByteWindow.ABSENT) {
      return stop(
          Damage.cut(window, "packet " + (tally.packets() + 1), position, headerBytes + captured));
    }
    position += headerBytes + captured;
    int wire = Damage.originalLength(original, captured);
    tally.count(captured, wire);
    frame.set(window.buffer(), data, captured, wire, timeNs, linkType, tally.packets());
    return true;
  }

  private boolean endInHeader() {
    if (window.end() > position || window.damage() != null) {
      return stop(
          Damage.cut(
              window, "the header of packet " + (tally.packets() + 1), position, headerBytes));
    }
    ended = true;
    return false;
  }

  private boolean stop(String why) {
    ended = true;
    tally.stoppedAt(position, why);
    return false;
  }

  private int int32(ByteBuffer buffer, int index) {
    int value = buffer.getInt(index);
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
