package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A Geneve header (RFC 8926 §3.4).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-----------+-+-+-----------+-------------------------------+
 * |ver|options len|O|C| reserved  |         protocol type         |
 * +---+-----------+-+-+-----------+---------------+---------------+
 * |           network identifier (VNI)            |   reserved    |
 * +-----------------------------------------------+---------------+
 * |                           [options]                           |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class GeneveView {
  /** Bytes of the header without options. */
  static final int FIXED_LENGTH = 8;

  private static final int VERSION_FIELD_OFFSET = 0;
  private static final int PROTOCOL_FIELD_OFFSET = 2;
  private static final int NETWORK_FIELD_OFFSET = 4;
  private static final int RESERVED_FIELD_OFFSET = 7;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  /** Whether what stands at {@code cursor} can be this header. */
  static boolean matches(Cursor cursor) {
    return cursor.has(FIXED_LENGTH)
        && cursor.u8(VERSION_FIELD_OFFSET) >>> 6 == 0
        && cursor.u8(RESERVED_FIELD_OFFSET) == 0
        && isKnown(cursor.u16(PROTOCOL_FIELD_OFFSET));
  }

  private static boolean isKnown(int protocol) {
    return protocol == EtherTypes.TRANSPARENT_ETHERNET
        || protocol == EtherTypes.IPV4
        || protocol == EtherTypes.IPV6;
  }

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  /** Length of the header with its options, in bytes. */
  int headerLength() {
    return FIXED_LENGTH + ((buffer.get(offset + VERSION_FIELD_OFFSET) & 0x3f) << 2);
  }

  /** The EtherType of the payload. */
  int protocol() {
    return buffer.getShort(offset + PROTOCOL_FIELD_OFFSET) & 0xffff;
  }

  /** The 24-bit network identifier. */
  int network() {
    return buffer.getInt(offset + NETWORK_FIELD_OFFSET) >>> 8;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return EtherTypes.layer(protocol(), cursor);
  }
}
