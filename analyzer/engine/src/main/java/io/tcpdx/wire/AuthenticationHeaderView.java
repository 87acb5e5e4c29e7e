package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IPsec authentication header (RFC 4302 §2): what it protects is not encrypted.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |  next header  | length (4 B)  |           reserved            |
 * +---------------+---------------+-------------------------------+
 * |                   security parameters index                   |
 * +---------------------------------------------------------------+
 * |                        sequence number                        |
 * +---------------------------------------------------------------+
 * |                     integrity check value                     |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class AuthenticationHeaderView {
  /** Bytes of the header without an integrity check value. */
  static final int FIXED_LENGTH = 12;

  private static final int NEXT_HEADER_FIELD_OFFSET = 0;
  private static final int LENGTH_FIELD_OFFSET = 1;

  private ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH);
  private int offset;

  void wrap(ByteBuffer newBuffer, int newOffset) {
    this.buffer = newBuffer;
    this.offset = newOffset;
  }

  int nextHeader() {
    return buffer.get(offset + NEXT_HEADER_FIELD_OFFSET) & 0xff;
  }

  /** Length of the header in bytes. */
  int headerLength() {
    return ((buffer.get(offset + LENGTH_FIELD_OFFSET) & 0xff) + 2) << 2;
  }

  Layer peel(Cursor cursor, int ipVersion) {
    if (!cursor.has(FIXED_LENGTH)) {
      return cursor.missing(FIXED_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (headerLength < FIXED_LENGTH) {
      return Layer.MALFORMED;
    }
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return IpProtocols.layer(nextHeader(), ipVersion, cursor);
  }
}
