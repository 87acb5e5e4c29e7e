package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A Linux cooked capture header, version 2 (LINKTYPE_LINUX_SLL2), which names the interface.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |           protocol            |           reserved            |
 * +-------------------------------+-------------------------------+
 * |                        interface index                        |
 * +-------------------------------+---------------+---------------+
 * |          ARPHRD type          |  packet type  |address length |
 * +-------------------------------+---------------+---------------+
 * |                       address (8 bytes)                       |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class LinuxCooked2View {
  static final int LENGTH = 20;

  private static final int PROTOCOL_FIELD_OFFSET = 0;
  private static final int INTERFACE_INDEX_FIELD_OFFSET = 4;
  private static final int PACKET_TYPE_FIELD_OFFSET = 10;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** An EtherType, or a small number for what has none. */
  int protocol() {
    return buffer.getShort(offset + PROTOCOL_FIELD_OFFSET) & 0xffff;
  }

  int interfaceIndex() {
    return buffer.getInt(offset + INTERFACE_INDEX_FIELD_OFFSET);
  }

  /** 0 to this host, 1 broadcast, 2 multicast, 3 to another host, 4 sent by this host. */
  int packetType() {
    return buffer.get(offset + PACKET_TYPE_FIELD_OFFSET) & 0xff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return LinuxCookedView.payload(protocol(), cursor);
  }
}
