package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A Cisco HDLC header.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |    address    |   control 0   |           EtherType           |
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
final class CiscoHdlcView {
  static final int LENGTH = 4;

  private static final int ETHER_TYPE_FIELD_OFFSET = 2;

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
