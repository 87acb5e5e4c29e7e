package io.tcpdx.wire;

/** EtherType values (IEEE 802 Numbers at IANA), as Ethernet, SNAP, GRE and others use them. */
final class EtherTypes {
  static final int IPV4 = 0x0800;
  static final int TRANSPARENT_ETHERNET = 0x6558;
  static final int IPV6 = 0x86dd;

  /** Lower values are lengths of an IEEE 802.3 frame. */
  static final int FIRST = 0x0600;

  private EtherTypes() {}

  /** The layer that a payload of {@code etherType} starts with. */
  static Layer layer(int etherType) {
    return switch (etherType) {
      case IPV4 -> Layer.IPV4;
      case IPV6 -> Layer.IPV6;
      case 0x8100, 0x88a8, 0x9100, 0x9200 -> Layer.VLAN;
      case 0x8864 -> Layer.PPPOE;
      case 0x8847, 0x8848 -> Layer.MPLS;
      case 0x880b -> Layer.PPP;
      case TRANSPARENT_ETHERNET -> Layer.ETHERNET;
      default -> Layer.OTHER;
    };
  }
}
