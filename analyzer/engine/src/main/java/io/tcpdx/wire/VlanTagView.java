package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A VLAN tag behind its EtherType (IEEE 802.1Q §9.6); two in a row are QinQ.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-----+-+-----------------------+-------------------------------+
 * | prio|d|        VLAN id        |        type or length         |
 * +-----+-+-----------------------+-------------------------------+
 * </pre>
 */
final class VlanTagView {
  static final int LENGTH = 4;

  private static final int CONTROL_FIELD_OFFSET = 0;
  private static final int TYPE_FIELD_OFFSET = 2;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** The 12-bit VLAN identifier. */
  int vlanId() {
    return buffer.getShort(offset + CONTROL_FIELD_OFFSET) & 0x0fff;
  }

  /** The EtherType of what is tagged, or its IEEE 802.3 length. */
  int type() {
    return buffer.getShort(offset + TYPE_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return EthernetView.payload(type(), cursor);
  }
}
