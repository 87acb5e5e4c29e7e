package io.tcpdx.wire;

import java.util.ArrayList;
import java.util.List;

/** Frames written by hand, one at least per header that tcpdx decodes. */
final class SampleFrames {
  /** 50000 to 443, PSH ACK, timestamps, "hello". */
  static final String TCP =
      """
      c350 01bb 10203040 50607080 8018 01f5 abcd 0000
      0101 080a 00010002 00030004
      68656c6c6f""";

  /** 49153 to 53, "ping". */
  static final String UDP = "c001 0035 000c 0000 70696e67";

  static final String ETHERNET_ADDRESSES = "020000000002 020000000001";

  /** 192.0.2.1 to 198.51.100.2, ECT(0), time to live 64, identification 0x1234. */
  static final String IPV4_TCP = ipv4(6, TCP);

  static final String IPV4_UDP = ipv4(17, UDP);

  /** 2001:db8::1 to 2001:db8::2, ECT(0), hop limit 57. */
  static final String IPV6_TCP = ipv6(6, TCP);

  static final String ETHERNET_IPV4_TCP = ETHERNET_ADDRESSES + "0800" + IPV4_TCP;
  static final String ETHERNET_IPV6_TCP = ETHERNET_ADDRESSES + "86dd" + IPV6_TCP;
  static final String SNAP = "aaaa03 000000 ";
  static final String COOKED = "0000 0001 0006 020000000001 0000 ";
  static final String RADIOTAP_PADDED = "00 00 0a00 02000000 20 00";
  static final String DATA_80211 = " 0000 020000000001 020000000002 020000000003 1000 ";

  private SampleFrames() {}

  static String ipv4(int protocol, String payload) {
    return "45 02 %04x 1234 4000 40 %02x 0000 c0000201 c6336402 "
            .formatted(20 + Hex.length(payload), protocol)
        + payload;
  }

  static String ipv4Fragment(int start, boolean more, String payload) {
    return "45 00 %04x 1234 %04x 40 06 0000 c0000201 c6336402 "
            .formatted(20 + Hex.length(payload), (more ? 0x2000 : 0) | start >> 3)
        + payload;
  }

  static String ipv6(int nextHeader, String payload) {
    return "60 20 0000 %04x %02x 39 20010db8000000000000000000000001 20010db8000000000000000000000002 "
            .formatted(Hex.length(payload), nextHeader)
        + payload;
  }

  static String udp(int sourcePort, int destinationPort, String payload) {
    return "%04x %04x %04x 0000 ".formatted(sourcePort, destinationPort, 8 + Hex.length(payload))
        + payload;
  }

  /** A sample and what it is to be decoded to. */
  record Sample(String name, DecodeStatus status, CapturedFrame frame) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    addLinks(samples);
    addFurtherLinks(samples);
    addNetworks(samples);
    TunnelFrames.addTo(samples);
    addOthers(samples);
    return samples;
  }

  private static void addLinks(List<Sample> to) {
    tcp(to, "Ethernet IPv4", LinkTypes.ETHERNET, ETHERNET_IPV4_TCP);
    tcp(to, "Ethernet IPv6", LinkTypes.ETHERNET, ETHERNET_IPV6_TCP);
    tcp(to, "padding", LinkTypes.ETHERNET, ETHERNET_IPV4_TCP + "000000000000");
    tcp(to, "802.1Q", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "8100 a064 0800" + IPV4_TCP);
    tcp(to, "QinQ", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "88a8 0065 8100 0064 86dd" + IPV6_TCP);
    tcp(
        to,
        "802.3 SNAP",
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES + Hex.u16(8 + Hex.length(IPV4_TCP)) + SNAP + "0800" + IPV4_TCP);
    tcp(
        to,
        "PPPoE",
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES
            + "8864 1100 0001"
            + Hex.u16(2 + Hex.length(IPV4_TCP))
            + "0021"
            + IPV4_TCP);
    tcp(to, "MPLS", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "8847 00010040 00020140" + IPV4_TCP);
    tcp(to, "SLL", LinkTypes.LINUX_SLL, COOKED + "0800" + IPV4_TCP);
    tcp(
        to,
        "SLL2",
        LinkTypes.LINUX_SLL2,
        "86dd 0000 00000002 0001 00 06 020000000001 0000" + IPV6_TCP);
    tcp(to, "NULL little-endian", LinkTypes.NULL, "02000000" + IPV4_TCP);
    tcp(to, "LOOP", LinkTypes.LOOP, "0000001e" + IPV6_TCP);
    tcp(to, "FDDI", LinkTypes.FDDI, "50" + ETHERNET_ADDRESSES + SNAP + "0800" + IPV4_TCP);
    tcp(to, "Cisco HDLC", LinkTypes.CISCO_HDLC, "0f00 0800" + IPV4_TCP);
    tcp(to, "802.11", LinkTypes.IEEE802_11, "0801" + DATA_80211 + SNAP + "0800" + IPV4_TCP);
    tcp(
        to,
        "radiotap QoS padded",
        LinkTypes.IEEE802_11_RADIOTAP,
        RADIOTAP_PADDED + "8801" + DATA_80211 + "0000 0000" + SNAP + "0800" + IPV4_TCP);
    tcp(
        to,
        "NFLOG",
        LinkTypes.NFLOG,
        "02 00 0000 0800 0100 08000001 0500 0a00 00 000000"
            + Integer.toHexString(4 + Hex.length(IPV4_TCP))
            + "00 0900"
            + IPV4_TCP);
    tcp(
        to,
        "PPPoE link",
        LinkTypes.PPP_ETHER,
        "1100 0001" + Hex.u16(2 + Hex.length(IPV6_TCP)) + "0057" + IPV6_TCP);
  }

  private static void addFurtherLinks(List<Sample> to) {
    tcp(to, "PPP", LinkTypes.PPP, "ff03 0021" + IPV4_TCP);
    tcp(to, "PPP compressed protocol", LinkTypes.PPP_SERIAL, "57" + IPV6_TCP);
    tcp(to, "PPP multilink", LinkTypes.PPP, "ff03 003d c0000001 0021" + IPV4_TCP);
    tcp(to, "PPP Cisco HDLC", LinkTypes.PPP_SERIAL, "0f00 0800" + IPV4_TCP);
    tcp(to, "PPP MPLS", LinkTypes.PPP, "0281 00010140" + IPV4_TCP);
    tcp(to, "PPP direction", 204, "01 ff03 0021" + IPV4_TCP);
    tcp(to, "VN-tag", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "8926 80010002 0800" + IPV4_TCP);
    tcp(to, "E-tag", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "893f 000100020000 86dd" + IPV6_TCP);
    tcp(
        to,
        "802.1ah",
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES + "88a8 0065 88e7 00000123" + ETHERNET_IPV4_TCP);
    tcp(
        to,
        "MACsec in clear",
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES
            + "88e5 20 00 00000001 0200000000010001 0800"
            + IPV4_TCP
            + "5a".repeat(16));
    tcp(
        to,
        "A-MSDU",
        LinkTypes.IEEE802_11,
        "8801"
            + DATA_80211
            + "8000"
            + ETHERNET_ADDRESSES
            + Hex.u16(8 + Hex.length(IPV4_TCP))
            + SNAP
            + "0800"
            + IPV4_TCP);
    tcp(
        to,
        "PKTAP",
        LinkTypes.PKTAP,
        "6c000000 01000000 01000000"
            + "656e3000".concat("00".repeat(20))
            + "00000000 02000000 0e000000 00000000"
            + "00".repeat(56)
            + ETHERNET_IPV4_TCP);
    tcp(
        to,
        "IPoIB",
        LinkTypes.IP_OVER_INFINIBAND,
        "00".repeat(24) + "fe80000000000000001000000000000a" + "0800 0000" + IPV4_TCP);
  }

  private static void addNetworks(List<Sample> to) {
    tcp(to, "raw IPv4", LinkTypes.RAW, IPV4_TCP);
    tcp(to, "raw IPv6", LinkTypes.IPV6, IPV6_TCP);
    tcp(
        to,
        "IPv4 options",
        LinkTypes.IPV4,
        "46 00 003d 0001 4000 40 06 0000 c0000201 c6336402 01010100" + TCP);
    tcp(to, "IPv6 hop-by-hop", LinkTypes.RAW, ipv6(0, "06 00 010400000000" + TCP));
    tcp(to, "IPv6 router alert", LinkTypes.RAW, ipv6(0, "06 00 0502 0000 0100" + TCP));
    tcp(
        to,
        "IPv6 all extensions",
        LinkTypes.RAW,
        ipv6(
            0,
            "2b 00 010400000000"
                + "3c 00 000000000000"
                + "33 00 010400000000"
                + "2c 04 0000 00000001 00000001 000000000000000000000000"
                + "06 00 0000 00000007"
                + TCP));
    tcp(to, "authentication header", LinkTypes.RAW, ipv4(51, "06 01 0000 00000001 00000002" + TCP));
    sample(
        to,
        "IPv4 fragment",
        DecodeStatus.FRAGMENT,
        LinkTypes.RAW,
        ipv4Fragment(0, true, "00".repeat(24)));
    sample(
        to,
        "IPv6 fragment",
        DecodeStatus.FRAGMENT,
        LinkTypes.RAW,
        ipv6(44, "06 00 0001 00000007" + "00".repeat(24)));
  }

  private static void addOthers(List<Sample> to) {
    sample(to, "UDP", DecodeStatus.UDP, LinkTypes.RAW, IPV4_UDP);
    sample(to, "UDP over IPv6", DecodeStatus.UDP, LinkTypes.RAW, ipv6(17, UDP));
    sample(
        to,
        "ARP",
        DecodeStatus.OTHER,
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES + "0806" + "00".repeat(28));
    sample(
        to,
        "spanning tree",
        DecodeStatus.OTHER,
        LinkTypes.ETHERNET,
        ETHERNET_ADDRESSES + "0026 424203" + "00".repeat(43));
    sample(to, "ICMP", DecodeStatus.OTHER, LinkTypes.RAW, ipv4(1, "0800 0000 0001 0001"));
    sample(to, "unknown link", DecodeStatus.UNSUPPORTED_LINK, 147, IPV4_TCP);
  }

  static void tcp(List<Sample> to, String name, int linkType, String hex) {
    sample(to, name, DecodeStatus.TCP, linkType, hex);
  }

  static void sample(List<Sample> to, String name, DecodeStatus status, int linkType, String hex) {
    byte[] bytes = Hex.bytes(hex);
    to.add(new Sample(name, status, new CapturedFrame(bytes, bytes.length, 0, linkType, 1)));
  }
}
