package io.tcpdx.wire;

/**
 * LINKTYPE_ values as they stand in capture files (tcpdump.org/linktypes.html), and their names as
 * libpcap gives them, without DLT_.
 */
public final class LinkTypes {
  public static final int NULL = 0;
  public static final int ETHERNET = 1;
  public static final int PPP = 9;
  public static final int FDDI = 10;
  public static final int PPP_SERIAL = 50;
  public static final int PPP_ETHER = 51;
  public static final int RAW = 101;
  public static final int CISCO_HDLC = 104;
  public static final int IEEE802_11 = 105;
  public static final int LOOP = 108;
  public static final int LINUX_SLL = 113;
  public static final int IEEE802_11_RADIOTAP = 127;
  public static final int IPV4 = 228;
  public static final int IPV6 = 229;
  public static final int NFLOG = 239;
  public static final int IP_OVER_INFINIBAND = 242;
  public static final int PKTAP = 258;
  public static final int LINUX_SLL2 = 276;

  /** PPP with a byte before it that tells who sent it. */
  private static final int PPP_WITH_DIRECTION = 204;

  /** DLT_RAW, on OpenBSD 14, on others 12: some programs write it into files. */
  private static final int DLT_RAW = 12;

  private static final int DLT_RAW_OPENBSD = 14;

  private LinkTypes() {}

  /**
   * The name of a LINKTYPE_ value, such as {@code EN10MB}; {@code LINKTYPE_n} where it has none.
   */
  public static String name(int linkType) {
    return switch (linkType) {
      case NULL -> "NULL";
      case ETHERNET -> "EN10MB";
      case 6 -> "IEEE802";
      case 8 -> "SLIP";
      case PPP -> "PPP";
      case FDDI -> "FDDI";
      case PPP_SERIAL -> "PPP_SERIAL";
      case PPP_ETHER -> "PPP_ETHER";
      case DLT_RAW, DLT_RAW_OPENBSD, RAW -> "RAW";
      case CISCO_HDLC -> "C_HDLC";
      case IEEE802_11 -> "IEEE802_11";
      case 107 -> "FRELAY";
      case LOOP -> "LOOP";
      case LINUX_SLL -> "LINUX_SLL";
      case 117 -> "PFLOG";
      case 119 -> "PRISM_HEADER";
      case IEEE802_11_RADIOTAP -> "IEEE802_11_RADIO";
      case 143 -> "DOCSIS";
      case 163 -> "IEEE802_11_RADIO_AVS";
      case 166 -> "PPP_PPPD";
      case 189 -> "USB_LINUX";
      case 192 -> "PPI";
      case PPP_WITH_DIRECTION -> "PPP_WITH_DIR";
      case 220 -> "USB_LINUX_MMAPPED";
      case IPV4 -> "IPV4";
      case IPV6 -> "IPV6";
      case NFLOG -> "NFLOG";
      case IP_OVER_INFINIBAND -> "IPOIB";
      case 249 -> "USBPCAP";
      case 253 -> "NETLINK";
      case PKTAP -> "PKTAP";
      case LINUX_SLL2 -> "LINUX_SLL2";
      default -> "LINKTYPE_" + linkType;
    };
  }

  /** The layer that frames of {@code linkType} start with. */
  static Layer layer(int linkType) {
    return switch (linkType) {
      case ETHERNET -> Layer.ETHERNET;
      case LINUX_SLL -> Layer.LINUX_COOKED;
      case LINUX_SLL2 -> Layer.LINUX_COOKED_2;
      case NULL, LOOP -> Layer.LOOPBACK;
      case RAW, DLT_RAW, DLT_RAW_OPENBSD, IPV4, IPV6 -> Layer.RAW_IP;
      case PPP, PPP_SERIAL -> Layer.PPP;
      case PPP_WITH_DIRECTION -> Layer.PPP_WITH_DIRECTION;
      case PPP_ETHER -> Layer.PPPOE;
      case NFLOG -> Layer.NFLOG;
      case FDDI -> Layer.FDDI;
      case IEEE802_11 -> Layer.IEEE_802_11;
      case IEEE802_11_RADIOTAP -> Layer.RADIOTAP;
      case CISCO_HDLC -> Layer.CISCO_HDLC;
      case IP_OVER_INFINIBAND -> Layer.IP_OVER_INFINIBAND;
      case PKTAP -> Layer.PKTAP;
      default -> Layer.UNSUPPORTED_LINK;
    };
  }
}
