package io.tcpdx.wire;

import java.nio.ByteBuffer;

/**
 * An IPv6 extension header of the common shape (RFC 8200 §4.3 to §4.6, RFC 6564): hop-by-hop and
 * destination options, routing, mobility.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |  next header  | length (8 B)  |       options or data         |
 * +---------------+---------------+-------------------------------+
 * |                       options or data                         |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Ipv6ExtensionView {
  /** Bytes of the shortest extension header. */
  static final int MIN_LENGTH = 8;

  private static final int NEXT_HEADER_FIELD_OFFSET = 0;
  private static final int LENGTH_FIELD_OFFSET = 1;
  private static final int OPTIONS_FIELD_OFFSET = 2;

  private static final int OPTION_PAD_1 = 0;
  private static final int OPTION_JUMBO_PAYLOAD = 0xc2;

  private ByteBuffer buffer = ByteBuffer.allocate(MIN_LENGTH);
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
    return ((buffer.get(offset + LENGTH_FIELD_OFFSET) & 0xff) + 1) << 3;
  }

  /**
   * Length of a jumbogram's payload in bytes, extension headers included (RFC 2675 §2), or 0. To be
   * asked of a hop-by-hop header that was captured whole.
   */
  int jumboPayloadLength() {
    int end = headerLength();
    int at = OPTIONS_FIELD_OFFSET;
    while (at + 1 < end) {
      int type = buffer.get(offset + at) & 0xff;
      if (type == OPTION_PAD_1) {
        at++;
        continue;
      }
      int dataLength = buffer.get(offset + at + 1) & 0xff;
      if (type == OPTION_JUMBO_PAYLOAD && dataLength == 4 && at + 6 <= end) {
        return Math.max(0, buffer.getInt(offset + at + 2));
      }
      at += 2 + dataLength;
    }
    return 0;
  }

  /**
   * Moves past the header.
   *
   * @param jumbo whether the IPv6 header left the length of its payload to an option in this one
   */
  Layer peel(Cursor cursor, boolean jumbo) {
    if (!cursor.has(MIN_LENGTH)) {
      return cursor.missing(MIN_LENGTH);
    }
    wrap(cursor.buffer(), cursor.offset());
    int headerLength = headerLength();
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    if (jumbo) {
      int claimed = jumboPayloadLength();
      if (claimed != 0 && claimed < headerLength) {
        return Layer.MALFORMED;
      }
      if (claimed != 0) {
        cursor.claim(claimed);
      }
    }
    cursor.advance(headerLength);
    return IpProtocols.layer(nextHeader(), 6, cursor);
  }
}
