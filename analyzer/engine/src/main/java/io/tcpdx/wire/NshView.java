package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * A network service header (RFC 8300 §2).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+-+-----------+-----------+-------+-------+---------------+
 * |ver|O|r|    TTL    |length(4 B)|reservd|metatyp| next protocol |
 * +---+-+-+-----------+-----------+-------+-------+---------------+
 * |           service path identifier             | service index |
 * +-----------------------------------------------+---------------+
 * |                      [context headers]                        |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class NshView {
  /** Bytes of the header without context headers. */
  static final int FIXED_LENGTH = 8;

  private static final int VERSION_FIELD_OFFSET = 0;
  private static final int NEXT_PROTOCOL_FIELD_OFFSET = 3;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int version() {
    return (buffer.get(offset + VERSION_FIELD_OFFSET) & 0xc0) >>> 6;
  }

  /** Length of the header with its context headers, in bytes. */
  int headerLength() {
    return (buffer.getShort(offset + VERSION_FIELD_OFFSET) & 0x3f) << 2;
  }

  int nextProtocol() {
    return buffer.get(offset + NEXT_PROTOCOL_FIELD_OFFSET) & 0xff;
  }

  Layer peel(Cursor cursor) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    if (version() != 0) {
      return Layer.UNKNOWN;
    }
    int headerLength = headerLength();
    if (headerLength < FIXED_LENGTH) {
      return Layer.MALFORMED;
    }
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return payload(nextProtocol());
  }

  /** What follows a header that names {@code next}, here or in VXLAN-GPE (RFC 8300 §2.2). */
  static Layer payload(int next) {
    return switch (next) {
      case 1 -> Layer.IPV4;
      case 2 -> Layer.IPV6;
      case 3 -> Layer.ETHERNET;
      case 4 -> Layer.NSH;
      case 5 -> Layer.MPLS;
      default -> Layer.UNKNOWN;
    };
  }
}
