package io.tcpdx.wire;

/**
 * What stands before a PPP payload (RFC 1661 §2, RFC 1662 §3.1). Address and control are left out
 * in some encapsulations, and the protocol may be compressed to one byte, which is then odd.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * | [address ff]  | [control 03]  |  protocol (one or two bytes)  |
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
final class PppFraming {
  private static final int ADDRESS_AND_CONTROL = 0xff03;
  private static final int ADDRESS_AND_CONTROL_LENGTH = 2;
  private static final int PROTOCOL_LENGTH = 2;

  private static final int PROTOCOL_IPV4 = 0x0021;
  private static final int PROTOCOL_IPV6 = 0x0057;
  private static final int PROTOCOL_MPLS = 0x0281;

  private PppFraming() {}

  static Layer peel(Cursor cursor) {
    if (!cursor.has(PROTOCOL_LENGTH)) {
      return cursor.missing(PROTOCOL_LENGTH);
    }
    if (cursor.u16(0) == ADDRESS_AND_CONTROL) {
      cursor.advance(ADDRESS_AND_CONTROL_LENGTH);
      if (!cursor.has(PROTOCOL_LENGTH)) {
        return cursor.missing(PROTOCOL_LENGTH);
      }
    }
    boolean compressed = (cursor.u8(0) & 1) != 0;
    int protocol = compressed ? cursor.u8(0) : cursor.u16(0);
    cursor.advance(compressed ? 1 : PROTOCOL_LENGTH);
    return switch (protocol) {
      case PROTOCOL_IPV4 -> Layer.IPV4;
      case PROTOCOL_IPV6 -> Layer.IPV6;
      case PROTOCOL_MPLS -> Layer.MPLS;
      default -> Layer.OTHER;
    };
  }
}
