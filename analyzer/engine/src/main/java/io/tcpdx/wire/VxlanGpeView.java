package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A VXLAN-GPE header (draft-ietf-nvo3-vxlan-gpe §3.1), which names what it carries.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+---+-+-+-+-+-------------------------------+---------------+
 * |r|r|ver|I|P|B|O|           reserved            | next protocol |
 * +-+-+---+-+-+-+-+-------------------------------+---------------+
 * |           network identifier (VNI)            |   reserved    |
 * +-----------------------------------------------+---------------+
 * </pre>
 */
final class VxlanGpeView {
  static final int LENGTH = 8;

  private static final int FLAGS_FIELD_OFFSET = 0;
  private static final int NEXT_PROTOCOL_FIELD_OFFSET = 3;

  private static final int VERSION_MASK = 0x30;
  private static final int FLAG_NETWORK = 0x08;
  private static final int FLAG_NEXT_PROTOCOL = 0x04;

  private static final int NEXT_ETHERNET = 3;
  private static final int NEXT_MPLS = 5;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header. */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(LENGTH) || (cursor.u8(FLAGS_FIELD_OFFSET) & VERSION_MASK) != 0) {
      return false;
    }
    int next = cursor.u8(NEXT_PROTOCOL_FIELD_OFFSET);
    if ((cursor.u8(FLAGS_FIELD_OFFSET) & FLAG_NEXT_PROTOCOL) != 0) {
      return next >= 1 && next <= NEXT_MPLS && cursor.u16(1) == 0;
    }
    return (cursor.u8(FLAGS_FIELD_OFFSET) & FLAG_NETWORK) != 0
        && LooksLike.ethernet(cursor, LENGTH);
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.get(offset + FLAGS_FIELD_OFFSET) & 0xff;
  }

  /** What is carried: 1 IPv4, 2 IPv6, 3 Ethernet, 4 NSH, 5 MPLS; Ethernet where none is named. */
  int nextProtocol() {
    boolean named = (flags() & FLAG_NEXT_PROTOCOL) != 0;
    return named ? buffer.get(offset + NEXT_PROTOCOL_FIELD_OFFSET) & 0xff : NEXT_ETHERNET;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return NshView.payload(nextProtocol());
  }
}
