package io.tcpdx.wire;

/**
 * What Teredo puts before an IPv6 packet in UDP (RFC 4380 §5.1.1): nothing, or an authentication
 * header, an origin indication, or both.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+---------------+---------------+
 * |   authentication 0x0001       | client id len | value length  |
 * +-------------------------------+---------------+---------------+
 * |       client id, value, nonce (8 bytes), confirmation (1)     |
 * +-------------------------------+-------------------------------+
 * |   origin 0x0000               |       obfuscated port         |
 * +-------------------------------+-------------------------------+
 * |                      obfuscated address                       |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class TeredoHeaders {
  private static final int AUTHENTICATION = 0x0001;
  private static final int AUTHENTICATION_LENGTH = 13;
  private static final int ORIGIN = 0x0000;
  private static final int ORIGIN_LENGTH = 8;
  private static final int INDICATOR_LENGTH = 4;

  /** The prefix of Teredo's addresses, 2001:0::/32 (RFC 4380 §4). */
  private static final int PREFIX = 0x20010000;

  private static final int SOURCE_OFFSET = 8;
  private static final int DESTINATION_OFFSET = 24;

  private TeredoHeaders() {}

  /** Whether what stands at {@code cursor} can be such headers before IPv6, or IPv6 itself. */
  static boolean matches(Cursor cursor) {
    return LooksLike.ipv6(cursor, headerLength(cursor));
  }

  /** Whether a bare IPv6 packet stands at {@code cursor}, to or from an address of Teredo's. */
  static boolean matchesOnAnyPort(Cursor cursor) {
    return LooksLike.ipv6(cursor, 0)
        && (cursor.i32(SOURCE_OFFSET) == PREFIX || cursor.i32(DESTINATION_OFFSET) == PREFIX);
  }

  private static int headerLength(Cursor cursor) {
    int at = 0;
    if (cursor.has(INDICATOR_LENGTH) && cursor.u16(0) == AUTHENTICATION) {
      at = AUTHENTICATION_LENGTH + cursor.u8(2) + cursor.u8(3);
    }
    boolean origin = cursor.has(at + INDICATOR_LENGTH) && cursor.u16(at) == ORIGIN;
    return origin ? at + ORIGIN_LENGTH : at;
  }

  static Layer peel(Cursor cursor) {
    int headerLength = headerLength(cursor);
    if (!cursor.has(headerLength)) {
      return cursor.missing(headerLength);
    }
    cursor.advance(headerLength);
    return Layer.IPV6;
  }
}
