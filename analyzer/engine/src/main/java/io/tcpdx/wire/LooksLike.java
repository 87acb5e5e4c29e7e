package io.tcpdx.wire;

/**
 * Whether bytes ahead look like a header, where no field says what follows. Only what was captured
 * is looked at, and nothing is moved.
 */
final class LooksLike {
  private static final int MAX_VLAN_TAGS = 2;
  private static final int ETHERNET_ADDRESSES_LENGTH = 12;
  private static final int MAX_802_3_LENGTH = 1500;
  private static final int LLC_SPANNING_TREE = 0x4242;
  private static final int LLC_SNAP = 0xaaaa;
  private static final int ARP_OVER_ETHERNET = 1;
  private static final int PPPOE_VERSION_AND_TYPE = 0x11;

  private LooksLike() {}

  /** An IPv4 header, and room for as much as it claims. */
  static boolean ipv4(Cursor cursor, int at) {
    if (!cursor.has(at + Ipv4View.FIXED_LENGTH) || !startsIpv4(cursor, at)) {
      return false;
    }
    int totalLength = cursor.u16(at + 2);
    int headerLength = (cursor.u8(at) & 0x0f) << 2;
    return totalLength >= headerLength && totalLength <= cursor.length() - at;
  }

  /** An IPv4 header whose checksum fits (RFC 791 §3.1): by chance one in 65,536 does. */
  static boolean checkedIpv4(Cursor cursor, int at) {
    if (!ipv4(cursor, at)) {
      return false;
    }
    int headerLength = (cursor.u8(at) & 0x0f) << 2;
    if (!cursor.has(at + headerLength)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < headerLength; i += 2) {
      sum += cursor.u16(at + i);
    }
    return (sum >>> 16) + (sum & 0xffff) == 0xffff;
  }

  /** An IPv6 header, and room for as much as it claims. */
  static boolean ipv6(Cursor cursor, int at) {
    return cursor.has(at + Ipv6View.LENGTH)
        && cursor.u8(at) >>> 4 == 6
        && cursor.u16(at + 4) + Ipv6View.LENGTH <= cursor.length() - at;
  }

  /** An IPv6 header that claims just what is left. */
  static boolean wholeIpv6(Cursor cursor) {
    return ipv6(cursor, 0) && cursor.u16(4) + Ipv6View.LENGTH == cursor.length();
  }

  /** An Ethernet header before something that is usual in Ethernet. */
  static boolean ethernet(Cursor cursor, int at) {
    int typeAt = at + ETHERNET_ADDRESSES_LENGTH;
    for (int tags = 0; tags <= MAX_VLAN_TAGS; tags++) {
      if (!cursor.has(typeAt + 4)) {
        return false;
      }
      int type = cursor.u16(typeAt);
      if (type != EtherTypes.VLAN && type != EtherTypes.PROVIDER_VLAN) {
        return inEthernet(type, cursor, typeAt + 2);
      }
      typeAt += 4;
    }
    return false;
  }

  /**
   * Ethernet, of which the first address may start as a version of IP does; else {@code layer}.
   *
   * @param fits whether {@code layer} fits what is here
   */
  static Layer ethernetElse(Layer layer, boolean fits, Cursor cursor) {
    return !fits && ethernet(cursor, 0) ? Layer.ETHERNET : layer;
  }

  private static boolean inEthernet(int type, Cursor cursor, int at) {
    return switch (type) {
      case EtherTypes.IPV4 -> startsIpv4(cursor, at);
      case EtherTypes.IPV6 -> cursor.u8(at) >>> 4 == 6;
      case EtherTypes.ARP -> cursor.u16(at) == ARP_OVER_ETHERNET;
      case EtherTypes.PPPOE_SESSION -> cursor.u8(at) == PPPOE_VERSION_AND_TYPE;
      case EtherTypes.MPLS, EtherTypes.LLDP -> true;
      default ->
          type <= MAX_802_3_LENGTH
              && (cursor.u16(at) == LLC_SPANNING_TREE || cursor.u16(at) == LLC_SNAP);
    };
  }

  private static boolean startsIpv4(Cursor cursor, int at) {
    int versionAndLength = cursor.u8(at);
    return versionAndLength >>> 4 == 4 && (versionAndLength & 0x0f) >= 5;
  }
}
