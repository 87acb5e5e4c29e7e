package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IPv4 header (RFC 791 §3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+-----------+---+-------------------------------+
 * |version|  IHL  |   DSCP    |ECN|         total length          |
 * +-------+-------+-----------+---+-----+-------------------------+
 * |        identification         |r|d|m|     fragment offset     |
 * +---------------+---------------+-----+-------------------------+
 * | time to live  |   protocol    |        header checksum        |
 * +---------------+---------------+-------------------------------+
 * |                        source address                         |
 * +---------------------------------------------------------------+
 * |                      destination address                      |
 * +---------------------------------------------------------------+
 * |                           [options]                           |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ipv4View {
  /** Bytes of the header without options. */
  static final int FIXED_LENGTH = 20;

  private static final int VERSION_FIELD_OFFSET = 0;
  private static final int TRAFFIC_CLASS_FIELD_OFFSET = 1;
  private static final int TOTAL_LENGTH_FIELD_OFFSET = 2;
  private static final int IDENTIFICATION_FIELD_OFFSET = 4;
  private static final int FRAGMENT_FIELD_OFFSET = 6;
  private static final int TIME_TO_LIVE_FIELD_OFFSET = 8;
  private static final int PROTOCOL_FIELD_OFFSET = 9;
  private static final int SOURCE_FIELD_OFFSET = 12;
  private static final int DESTINATION_FIELD_OFFSET = 16;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int version() {
    return (buffer.get(offset + VERSION_FIELD_OFFSET) & 0xf0) >>> 4;
  }

  /** Length of the header with its options, in bytes, as it claims. */
  int headerLength() {
    return (buffer.get(offset + VERSION_FIELD_OFFSET) & 0x0f) << 2;
  }

  /** The two ECN bits (RFC 3168 §5). */
  int ecn() {
    return buffer.get(offset + TRAFFIC_CLASS_FIELD_OFFSET) & 0x03;
  }

  /** Header and payload in bytes; 0 where the sending host leaves segmentation to its card. */
  int totalLength() {
    return buffer.getShort(offset + TOTAL_LENGTH_FIELD_OFFSET) & 0xffff;
  }

  int identification() {
    return buffer.getShort(offset + IDENTIFICATION_FIELD_OFFSET) & 0xffff;
  }

  boolean moreFragments() {
    return (buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 0x2000) != 0;
  }

  /** Distance of this fragment from the datagram's start, in bytes. */
  int fragmentOffset() {
    return (buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 0x1fff) << 3;
  }

  boolean isFragment() {
    return (buffer.getShort(offset + FRAGMENT_FIELD_OFFSET) & 0x3fff) != 0;
  }

  int timeToLive() {
    return buffer.get(offset + TIME_TO_LIVE_FIELD_OFFSET) & 0xff;
  }

  int protocol() {
    return buffer.get(offset + PROTOCOL_FIELD_OFFSET) & 0xff;
  }

  /** The source address in the low 32 bits. */
  long source() {
    return buffer.getInt(offset + SOURCE_FIELD_OFFSET) & 0xffffffffL;
  }

  /** The destination address in the low 32 bits. */
  long destination() {
    return buffer.getInt(offset + DESTINATION_FIELD_OFFSET) & 0xffffffffL;
  }

  /** Moves past the header, to as many bytes of payload as it claims. */
  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (version() != 4 || headerLength < FIXED_LENGTH) {
      return Layer.MALFORMED;
    }
    int totalLength = totalLength();
    if (totalLength != 0) {
      if (totalLength < headerLength) {
        return Layer.MALFORMED;
      }
      cursor.claim(totalLength);
    }
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return IpProtocols.layer(protocol(), 4, cursor);
  }
}
