package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A VXLAN header (RFC 7348 §5).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-----------------------------------------------+
 * |r|r|r|r|I|r|r|r|                   reserved                    |
 * +-+-+-+-+-+-+-+-+-------------------------------+---------------+
 * |           network identifier (VNI)            |   reserved    |
 * +-----------------------------------------------+---------------+
 * </pre>
 */
final class VxlanView {
  static final int LENGTH = 8;

  private static final int FLAGS_FIELD_OFFSET = 0;
  private static final int NETWORK_FIELD_OFFSET = 4;

  private static final int FLAG_NETWORK = 0x08;

  private ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private int offset;

  /**
   * Whether what stands at {@code cursor} can be this header. Reserved bits are to be ignored (RFC
   * 7348 §5), and carry a group policy or a card's marks: a header that has some needs Ethernet
   * behind it.
   */
  static boolean matches(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return false;
    }
    boolean plain =
        cursor.i32(FLAGS_FIELD_OFFSET) == FLAG_NETWORK << 24
            && cursor.u8(NETWORK_FIELD_OFFSET + 3) == 0;
    return plain || LooksLike.ethernet(cursor, LENGTH);
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int flags() {
    return buffer.get(offset + FLAGS_FIELD_OFFSET) & 0xff;
  }

  /** The 24-bit network identifier. */
  int network() {
    return buffer.getInt(offset + NETWORK_FIELD_OFFSET) >>> 8;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.missing(LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    cursor.advance(LENGTH);
    return Layer.ETHERNET;
  }
}
