package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IPv6 header (RFC 8200 §3).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-----------+---+---------------------------------------+
 * |version|   DSCP    |ECN|              flow label               |
 * +-------+-----------+---+-------+---------------+---------------+
 * |        payload length         |  next header  |   hop limit   |
 * +-------------------------------+---------------+---------------+
 * |                  source address (16 bytes)                    |
 * +---------------------------------------------------------------+
 * |                destination address (16 bytes)                 |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ipv6View {
  static final int LENGTH = 40;

  private static final int VERSION_FIELD_OFFSET = 0;
  private static final int PAYLOAD_LENGTH_FIELD_OFFSET = 4;
  private static final int NEXT_HEADER_FIELD_OFFSET = 6;
  private static final int HOP_LIMIT_FIELD_OFFSET = 7;
  private static final int SOURCE_FIELD_OFFSET = 8;
  private static final int DESTINATION_FIELD_OFFSET = 24;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int version() {
    return (buffer.get(offset + VERSION_FIELD_OFFSET) & 0xf0) >>> 4;
  }

  /** The two ECN bits (RFC 3168 §5). */
  int ecn() {
    return (buffer.getShort(offset + VERSION_FIELD_OFFSET) & 0x30) >>> 4;
  }

  /** Bytes behind this header; 0 for a jumbogram, or where the card does the segmentation. */
  int payloadLength() {
    return buffer.getShort(offset + PAYLOAD_LENGTH_FIELD_OFFSET) & 0xffff;
  }

  int nextHeader() {
    return buffer.get(offset + NEXT_HEADER_FIELD_OFFSET) & 0xff;
  }

  int hopLimit() {
    return buffer.get(offset + HOP_LIMIT_FIELD_OFFSET) & 0xff;
  }

  long sourceHigh() {
    return buffer.getLong(offset + SOURCE_FIELD_OFFSET);
  }

  long sourceLow() {
    return buffer.getLong(offset + SOURCE_FIELD_OFFSET + 8);
  }

  long destinationHigh() {
    return buffer.getLong(offset + DESTINATION_FIELD_OFFSET);
  }

  long destinationLow() {
    return buffer.getLong(offset + DESTINATION_FIELD_OFFSET + 8);
  }

  /** Moves past the header, to as many bytes of payload as it claims. */
  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (version() != 6) {
      return Layer.MALFORMED;
    }
    cursor.advance(LENGTH);
    int payloadLength = payloadLength();
    if (payloadLength != 0) {
      cursor.claim(payloadLength);
    }
    return IpProtocols.layer(nextHeader(), 6, cursor);
  }
}
