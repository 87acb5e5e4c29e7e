package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An Ethernet header (IEEE 802.3 §3.2).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |                      destination address                      |
 * |                               +-------------------------------+
 * |                               |        source address         |
 * +-------------------------------+                               |
 * |                                                               |
 * +-------------------------------+-------------------------------+
 * |        type or length         |
 * +-------------------------------+
 * </pre>
 */
final class EthernetView {
  static final int LENGTH = 14;

  private static final int DESTINATION_FIELD_OFFSET = 0;
  private static final int SOURCE_FIELD_OFFSET = 6;
  private static final int TYPE_FIELD_OFFSET = 12;

  private static final int MAX_802_3_LENGTH = 1500;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** The 48 bits of the destination address. */
  long destination() {
    return buffer.getLong(offset + DESTINATION_FIELD_OFFSET) >>> 16;
  }

  /** The 48 bits of the source address. */
  long source() {
    return buffer.getLong(offset + SOURCE_FIELD_OFFSET) >>> 16;
  }

  /** The EtherType, or the length of an IEEE 802.3 frame. */
  int type() {
    return buffer.getShort(offset + TYPE_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return payload(type(), cursor);
  }

  /** What follows a type-or-length field. */
  static Layer payload(int type, Cursor cursor) {
    if (type >= EtherTypes.FIRST) {
      return EtherTypes.layer(type, cursor);
    }
    if (type > MAX_802_3_LENGTH) {
      return cursor.end(Layer.UNKNOWN, Protocols.etherType(type));
    }
    cursor.limit(type);
    return Layer.LLC;
  }
}
