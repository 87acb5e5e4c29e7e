package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * IP over InfiniBand (RFC 4391 §6) as captures have it (LINKTYPE_IPOIB): a global routing header of
 * which only addresses are filled in, then an EtherType.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |               global routing header (40 bytes)                |
 * +-------------------------------+-------------------------------+
 * |           EtherType           |           reserved            |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class IpOverInfinibandView {
  static final int LENGTH = 44;

  private static final int ETHER_TYPE_FIELD_OFFSET = 40;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int etherType() {
    return buffer.getShort(offset + ETHER_TYPE_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return EtherTypes.layer(etherType(), cursor);
  }
}
