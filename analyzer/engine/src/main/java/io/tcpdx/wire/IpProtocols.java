package io.tcpdx.wire;

/** IP protocol numbers (IANA), in IPv4's protocol field and IPv6's next header fields. */
final class IpProtocols {
  static final int HOP_BY_HOP = 0;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int IPV6_FRAGMENT = 44;

  private IpProtocols() {}

  /** The layer that follows a header which names {@code protocol}, inside IP of {@code version}. */
  static Layer layer(int protocol, int version) {
    return switch (protocol) {
      case TCP -> Layer.TCP;
      case UDP -> Layer.UDP;
      case 4 -> Layer.IPV4;
      case 41 -> Layer.IPV6;
      case 47 -> Layer.GRE;
      case 51 -> Layer.AUTHENTICATION;
      case 97 -> Layer.ETHER_IP;
      case 137 -> Layer.MPLS;
      default -> version == 6 ? ipv6Layer(protocol) : Layer.OTHER;
    };
  }

  /** Extension headers (RFC 8200 §4): options, routing, mobility, HIP, shim6, fragment. */
  private static Layer ipv6Layer(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, 43, 60, 135, 139, 140 -> Layer.IPV6_EXTENSION;
      case IPV6_FRAGMENT -> Layer.IPV6_FRAGMENT;
      default -> Layer.OTHER;
    };
  }
}
