package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A subframe of an aggregate (A-MSDU) in an IEEE 802.11 data frame (IEEE 802.11 §9.3.2.2): several
 * packets in one frame. All but the last are padded to four bytes.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |        destination address (6 bytes), source address (6)      |
 * +-------------------------------+-------------------------------+
 * |            length             |        LLC header ...         |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class AggregateView {
  static final int LENGTH = 14;

  private static final int LENGTH_FIELD_OFFSET = 12;
  private static final int ALIGNMENT = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** Bytes behind this header. */
  int payloadLength() {
    return buffer.getShort(offset + LENGTH_FIELD_OFFSET) & 0xffff;
  }

  /** Moves past the header; the subframes behind this one are kept by {@code cursor}. */
  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int payloadLength = payloadLength();
    cursor.advance(LENGTH);
    int subframeLength = (LENGTH + payloadLength + ALIGNMENT - 1) & -ALIGNMENT;
    cursor.limitKeepingRest(payloadLength, subframeLength - LENGTH);
    return Layer.LLC;
  }
}
