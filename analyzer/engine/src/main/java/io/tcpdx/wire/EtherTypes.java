package io.tcpdx.wire;

/** EtherType values (IEEE 802 Numbers at IANA), as Ethernet, SNAP, GRE and others use them. */
final class EtherTypes {
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int TRANSPARENT_ETHERNET = 0x6558;
  static final int VLAN = 0x8100;
  static final int PROVIDER_VLAN = 0x88a8;

  /** What stood for tags of providers before IEEE 802.1ad. */
  private static final int OLD_VLAN = 0x9100;

  private static final int OLD_VLAN_2 = 0x9200;
  static final int IPV6 = 0x86dd;
  static final int MPLS = 0x8847;
  static final int PPPOE_SESSION = 0x8864;
  static final int LLDP = 0x88cc;
  static final int NSH = 0x894f;

  /** Lower values are lengths of an IEEE 802.3 frame. */
  static final int FIRST = 0x0600;

  private EtherTypes() {}

  /** Whether it announces an IEEE 802.1Q tag. */
  static boolean isVlan(int etherType) {
    return switch (etherType) {
      case VLAN, PROVIDER_VLAN, OLD_VLAN, OLD_VLAN_2 -> true;
      default -> false;
    };
  }

  /** The layer that a payload of {@code etherType} starts with. */
  static Layer layer(int etherType, Cursor cursor) {
    return switch (etherType) {
      case IPV4 -> Layer.IPV4;
      case IPV6 -> Layer.IPV6;
      case VLAN, PROVIDER_VLAN, OLD_VLAN, OLD_VLAN_2 -> Layer.VLAN;
      case PPPOE_SESSION -> Layer.PPPOE;
      case MPLS, 0x8848 -> Layer.MPLS;
      case 0x880b -> Layer.PPP;
      case TRANSPARENT_ETHERNET -> Layer.ETHERNET;
      case 0x8926 -> Layer.VN_TAG;
      case 0x893f -> Layer.E_TAG;
      case 0x88e7 -> Layer.I_TAG;
      case 0x88e5 -> Layer.MACSEC;
      case NSH -> Layer.NSH;
      default ->
          cursor.end(
              withoutTcp(etherType).isEmpty() ? Layer.UNKNOWN : Layer.OTHER,
              Protocols.etherType(etherType));
    };
  }

  /** The name of a protocol that is not decoded; its number where it has none here. */
  static String name(int etherType) {
    String withoutTcp = withoutTcp(etherType);
    if (!withoutTcp.isEmpty()) {
      return withoutTcp;
    }
    return switch (etherType) {
      case 0x22f3 -> "TRILL";
      case 0x4305 -> "B.A.T.M.A.N.";
      case 0x6559 -> "frame relay";
      case 0x876b -> "PPP with compressed TCP headers";
      case 0x8881, 0x88d2 -> "PPP in 3GPP2 framing";
      case 0x8903 -> "FabricPath";
      case 0x892f -> "HSR";
      case 0x8909 -> "Cisco metadata";
      case 0xb7ea -> "GRE bonding";
      default -> "EtherType 0x%04x".formatted(etherType);
    };
  }

  /** The name of a protocol that carries no TCP; empty for any other. */
  private static String withoutTcp(int etherType) {
    return switch (etherType) {
      case 0x000c, 0x000d, 0x000e -> "CAN";
      case ARP -> "ARP";
      case 0x0842 -> "wake-on-LAN";
      case 0x2000 -> "CDP";
      case 0x2001 -> "NHRP";
      case 0x2003 -> "VTP";
      case 0x2004 -> "DTP";
      case 0x22ea, 0x22f0 -> "AVTP";
      case 0x6002 -> "DEC MOP";
      case 0x6003 -> "DECnet";
      case 0x8035 -> "RARP";
      case 0x809b -> "AppleTalk";
      case 0x80f3 -> "AppleTalk ARP";
      case 0x8137 -> "IPX";
      case 0x8808 -> "Ethernet flow control";
      case 0x8809 -> "LACP and other slow protocols";
      case 0x8863 -> "PPPoE discovery";
      case 0x886d -> "Intel teaming";
      case 0x887b, 0x88e1 -> "HomePlug";
      case 0x888e -> "EAPOL";
      case 0x8892 -> "PROFINET";
      case 0x88a2 -> "ATA over Ethernet";
      case 0x88a4 -> "EtherCAT";
      case 0x88b8, 0x88b9, 0x88ba -> "IEC 61850";
      case 0x88c7 -> "802.11 pre-authentication";
      case 0x88ca -> "TIPC";
      case LLDP -> "LLDP";
      case 0x88e3 -> "MRP";
      case 0x88f5 -> "MVRP";
      case 0x88f7 -> "PTP";
      case 0x8902 -> "CFM";
      case 0x8906 -> "FCoE";
      case 0x8914 -> "FIP";
      case 0x8915 -> "RoCE";
      case 0x9000 -> "Ethernet loop test";
      default -> "";
    };
  }
}
