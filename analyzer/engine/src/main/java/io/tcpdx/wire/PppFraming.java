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

  /** Cisco HDLC instead, which some serial lines speak (RFC 1547 §4.3.1): to one, or to all. */
  private static final int CISCO_UNICAST = 0x0f00;

  private static final int CISCO_MULTICAST = 0x8f00;

  private static final int PROTOCOL_IPV4 = 0x0021;
  private static final int PROTOCOL_MULTILINK = 0x003d;
  private static final int PROTOCOL_IPV6 = 0x0057;
  private static final int PROTOCOL_MPLS = 0x0281;
  private static final int PROTOCOL_MPLS_MULTICAST = 0x0283;

  /** From here on, protocols negotiate and carry nothing (RFC 1661 §2). */
  private static final int FIRST_CONTROL_PROTOCOL = 0x4000;

  /** Begin and end bits, and a sequence number of 24 bits (RFC 1990 §3). */
  private static final int MULTILINK_LENGTH = 4;

  private static final int MULTILINK_WHOLE = 0xc0;

  private PppFraming() {}

  static Layer peel(Cursor cursor) {
    if (!cursor.has(PROTOCOL_LENGTH)) {
      return cursor.missing(PROTOCOL_LENGTH);
    }
    int start = cursor.u16(0);
    if (start == CISCO_UNICAST || start == CISCO_MULTICAST) {
      return Layer.CISCO_HDLC;
    }
    if (start == ADDRESS_AND_CONTROL) {
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
      case PROTOCOL_MPLS, PROTOCOL_MPLS_MULTICAST -> Layer.MPLS;
      case PROTOCOL_MULTILINK -> peelMultilink(cursor);
      default -> cursor.end(end(protocol), Protocols.pppProtocol(protocol));
    };
  }

  /** What LINKTYPE_PPP_WITH_DIR adds: a byte that tells who sent it. */
  static Layer peelDirection(Cursor cursor) {
    if (!cursor.has(1)) {
      return cursor.missing(1);
    }
    cursor.advance(1);
    return Layer.PPP;
  }

  private static Layer peelMultilink(Cursor cursor) {
    if (!cursor.has(MULTILINK_LENGTH)) {
      return cursor.missing(MULTILINK_LENGTH);
    }
    if ((cursor.u8(0) & MULTILINK_WHOLE) != MULTILINK_WHOLE) {
      return cursor.end(Layer.UNKNOWN, Protocols.named(NamedProtocol.PPP_MULTILINK_FRAGMENT));
    }
    cursor.advance(MULTILINK_LENGTH);
    return Layer.PPP;
  }

  private static Layer end(int protocol) {
    if (protocol >= FIRST_CONTROL_PROTOCOL) {
      return Layer.OTHER;
    }
    return switch (protocol) {
      case 0x0023, 0x0025, 0x0027, 0x0029, 0x002b, 0x0201 -> Layer.OTHER;
      case 0x0053, 0x0055 -> Layer.ENCRYPTED;
      case 0x0003, 0x0005, 0x002d, 0x002f, 0x0061, 0x0063, 0x0065, 0x0067, 0x0069, 0x00fb, 0x00fd ->
          Layer.COMPRESSED;
      default -> Layer.UNKNOWN;
    };
  }

  /** The name of a protocol that is not decoded; its number where it has none here. */
  static String name(int protocol) {
    return switch (protocol) {
      case 0x0003, 0x0005 -> "PPP with robust header compression";
      case 0x0023 -> "OSI in PPP";
      case 0x0027 -> "DECnet in PPP";
      case 0x0029 -> "AppleTalk in PPP";
      case 0x002b -> "IPX in PPP";
      case 0x002d, 0x002f -> "PPP with compressed TCP headers";
      case 0x0031 -> "PPP bridging";
      case 0x0053, 0x0055 -> "encrypted PPP";
      case 0x0059 -> "PPP multiplexing";
      case 0x0061, 0x0063, 0x0065, 0x0067, 0x0069 -> "PPP with compressed IP headers";
      case 0x00fb, 0x00fd -> "compressed or encrypted PPP";
      default ->
          (protocol >= FIRST_CONTROL_PROTOCOL
                  ? "PPP control protocol 0x%04x"
                  : "PPP protocol 0x%04x")
              .formatted(protocol);
    };
  }
}
