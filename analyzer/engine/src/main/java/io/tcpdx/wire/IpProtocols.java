package io.tcpdx.wire;

/** IP protocol numbers (IANA), in IPv4's protocol field and IPv6's next header fields. */
final class IpProtocols {
  static final int HOP_BY_HOP = 0;
  static final int IPV4 = 4;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int IPV6 = 41;
  static final int IPV6_FRAGMENT = 44;

  private static final int ESP = 50;

  private IpProtocols() {}

  /** The layer that follows a header which names {@code protocol}, inside IP of {@code version}. */
  static Layer layer(int protocol, int version, Cursor cursor) {
    return switch (protocol) {
      case TCP -> Layer.TCP;
      case UDP -> Layer.UDP;
      case IPV4, 94 -> Layer.IPV4;
      case IPV6 -> Layer.IPV6;
      case 47 -> Layer.GRE;
      case 51 -> Layer.AUTHENTICATION;
      case 97 -> Layer.ETHER_IP;
      case 115 -> Layer.L2TP_OVER_IP;
      case 137 -> Layer.MPLS;
      case 143 -> Layer.ETHERNET;
      default -> version == 6 ? ipv6Layer(protocol, cursor) : end(protocol, cursor);
    };
  }

  /** Extension headers (RFC 8200 §4): options, routing, mobility, HIP, shim6, fragment. */
  private static Layer ipv6Layer(int protocol, Cursor cursor) {
    return switch (protocol) {
      case HOP_BY_HOP, 43, 60, 135, 139, 140 -> Layer.IPV6_EXTENSION;
      case IPV6_FRAGMENT -> Layer.IPV6_FRAGMENT;
      default -> end(protocol, cursor);
    };
  }

  private static Layer end(int protocol, Cursor cursor) {
    Layer end =
        switch (protocol) {
          case ESP, 99 -> Layer.ENCRYPTED;
          case 108 -> Layer.COMPRESSED;
          default -> withoutTcp(protocol).isEmpty() ? Layer.UNKNOWN : Layer.OTHER;
        };
    return cursor.end(end, Protocols.ipProtocol(protocol));
  }

  /** Whether a fragment of a datagram that {@code protocol} is in may be a piece of TCP. */
  static boolean mayCarryTcp(int protocol) {
    return withoutTcp(protocol).isEmpty();
  }

  /** The protocol's name; its number where it has none here. */
  static String name(int protocol) {
    String withoutTcp = withoutTcp(protocol);
    if (!withoutTcp.isEmpty()) {
      return withoutTcp;
    }
    return switch (protocol) {
      case IPV4, 94 -> "IPv4";
      case TCP -> "TCP";
      case UDP -> "UDP";
      case IPV6 -> "IPv6";
      case 47 -> "GRE";
      case ESP -> "ESP";
      case 51 -> "authentication header";
      case 55 -> "minimal encapsulation";
      case 97 -> "EtherIP";
      case 98 -> "ENCAP";
      case 99 -> "private encryption";
      case 108 -> "IPComp";
      case 115 -> "L2TPv3";
      case 137 -> "MPLS";
      default -> "IP protocol " + protocol;
    };
  }

  /** The name of a protocol that carries no TCP; empty for any other. */
  private static String withoutTcp(int protocol) {
    return switch (protocol) {
      case 1 -> "ICMP";
      case 2 -> "IGMP";
      case 8 -> "EGP";
      case 9 -> "IGP";
      case 33 -> "DCCP";
      case 46 -> "RSVP";
      case 54 -> "NHRP";
      case 58 -> "ICMPv6";
      case 59 -> "IPv6 without a payload";
      case 88 -> "EIGRP";
      case 89 -> "OSPF";
      case 103 -> "PIM";
      case 112 -> "VRRP";
      case 113 -> "PGM";
      case 124 -> "IS-IS";
      case 132 -> "SCTP";
      case 136 -> "UDP-Lite";
      default -> "";
    };
  }
}
