package io.tcpdx.capture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An interface of a pcapng section: how its packets are to be read, and what it dropped. */
final class PcapngInterface {
  /** Type, length, link type, reserved, snap length, length: a description without options. */
  static final int DESCRIPTION_BYTES = 20;

  /** Type, length, interface, time, length: statistics without options. */
  static final int STATISTICS_BYTES = 24;

  private static final int TRAILER_BYTES = 4;
  private static final int OPTION_HEADER_BYTES = 4;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final int MICROSECONDS = 6;
  private static final int ABSENT = -1;

  private final int linkType;
  private final @Nullable Integer snapLength;
  private final int mostCaptured;
  private final TimeResolution resolution;
  private long dropped;

  private PcapngInterface(int linkType, @Nullable Integer snapLength, TimeResolution resolution) {
    this.linkType = linkType;
    this.snapLength = snapLength;
    this.mostCaptured = CaptureLimits.capturedBytes(linkType);
    this.resolution = resolution;
  }

  /** Reads the interface description block at {@code at}, of {@code length} bytes. */
  static PcapngInterface read(ByteBuffer buffer, int at, int length, boolean swapped) {
    int options = at + DESCRIPTION_BYTES - TRAILER_BYTES;
    int end = at + length - TRAILER_BYTES;
    int resolutionAt = option(buffer, options, end, swapped, IF_TSRESOL, 1);
    int offsetAt = option(buffer, options, end, swapped, IF_TSOFFSET, 8);
    int resolution = resolutionAt == ABSENT ? MICROSECONDS : buffer.get(resolutionAt) & 0xff;
    long offset = offsetAt == ABSENT ? 0 : int64(buffer, offsetAt, swapped);
    return new PcapngInterface(
        DataLinks.linkType(int16(buffer, at + 8, swapped)),
        CaptureLimits.snapLength(int32(buffer, at + 12, swapped)),
        TimeResolution.of(resolution, offset));
  }

  /**
   * Reads the interface statistics block at {@code at}, whose counts are since the interface's
   * start.
   *
   * @return the frames dropped since the last such block, or -1 where this one does not say
   */
  long readDrops(ByteBuffer buffer, int at, int length, boolean swapped) {
    int options = at + STATISTICS_BYTES - TRAILER_BYTES;
    int end = at + length - TRAILER_BYTES;
    int byInterface = option(buffer, options, end, swapped, ISB_IFDROP, 8);
    int bySystem = option(buffer, options, end, swapped, ISB_OSDROP, 8);
    if (byInterface == ABSENT && bySystem == ABSENT) {
      return -1;
    }
    long total =
        (byInterface == ABSENT ? 0 : int64(buffer, byInterface, swapped))
            + (bySystem == ABSENT ? 0 : int64(buffer, bySystem, swapped));
    long more = Math.max(0, total - dropped);
    dropped += more;
    return more;
  }

  private static int option(
      ByteBuffer buffer, int from, int end, boolean swapped, int wanted, int wantedLength) {
    int index = from;
    while (index + OPTION_HEADER_BYTES <= end) {
      int code = int16(buffer, index, swapped);
      int valueLength = int16(buffer, index + 2, swapped);
      int value = index + OPTION_HEADER_BYTES;
      if (code == 0 || value + valueLength > end) {
        return ABSENT;
      }
      if (code == wanted && valueLength == wantedLength) {
        return value;
      }
      index = value + (valueLength + 3 & ~3);
    }
    return ABSENT;
  }

  private static int int16(ByteBuffer buffer, int index, boolean swapped) {
    short value = buffer.getShort(index);
    return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
  }

  private static int int32(ByteBuffer buffer, int index, boolean swapped) {
    int value = buffer.getInt(index);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  private static long int64(ByteBuffer buffer, int index, boolean swapped) {
    long value = buffer.getLong(index);
    return swapped ? Long.reverseBytes(value) : value;
  }

  /** The LINKTYPE_ value. */
  int linkType() {
    return linkType;
  }

  /** Most bytes of a frame that it keeps, or null where it keeps all. */
  @Nullable Integer snapLength() {
    return snapLength;
  }

  /** The most bytes that a frame can claim without being damage. */
  int mostCaptured() {
    return mostCaptured;
  }

  /** Nanoseconds since the epoch of a timestamp of this interface. */
  long toNanos(long ticks) {
    return resolution.toNanos(ticks);
  }
}
