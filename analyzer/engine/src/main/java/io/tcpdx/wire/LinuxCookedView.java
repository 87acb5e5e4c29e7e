package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A Linux cooked capture header, version 1 (LINKTYPE_LINUX_SLL): what capturing on "any" gives.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          packet type          |          ARPHRD type          |
 * +-------------------------------+-------------------------------+
 * |        address length         |     address (8 bytes)         |
 * +-------------------------------+                               |
 * |                                                               |
 * +                               +-------------------------------+
 * |                               |           protocol            |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
final class LinuxCookedView {
  static final int LENGTH = 16;

  private static final int PACKET_TYPE_FIELD_OFFSET = 0;
  private static final int PROTOCOL_FIELD_OFFSET = 14;

  /** In place of an EtherType, for frames that start with an LLC header. */
  private static final int PROTOCOL_LLC = 0x0004;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** 0 to this host, 1 broadcast, 2 multicast, 3 to another host, 4 sent by this host. */
  int packetType() {
    return buffer.getShort(offset + PACKET_TYPE_FIELD_OFFSET) & 0xffff;
  }

  /** An EtherType, or a small number for what has none. */
  int protocol() {
    return buffer.getShort(offset + PROTOCOL_FIELD_OFFSET) & 0xffff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return payload(protocol(), cursor);
  }

  /** What follows a cooked header that names {@code protocol}. */
  static Layer payload(int protocol, Cursor cursor) {
    return protocol == PROTOCOL_LLC ? Layer.LLC : EtherTypes.layer(protocol, cursor);
  }
}
