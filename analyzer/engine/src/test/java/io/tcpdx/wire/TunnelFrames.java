package io.tcpdx.wire;

import static io.tcpdx.wire.SampleFrames.DATA_80211;
import static io.tcpdx.wire.SampleFrames.ETHERNET_ADDRESSES;
import static io.tcpdx.wire.SampleFrames.ETHERNET_IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.ETHERNET_IPV6_TCP;
import static io.tcpdx.wire.SampleFrames.IPV4_TCP;
import static io.tcpdx.wire.SampleFrames.IPV6_TCP;
import static io.tcpdx.wire.SampleFrames.SNAP;
import static io.tcpdx.wire.SampleFrames.ipv4;
import static io.tcpdx.wire.SampleFrames.ipv6;
import static io.tcpdx.wire.SampleFrames.tcp;
import static io.tcpdx.wire.SampleFrames.udp;

import io.tcpdx.wire.SampleFrames.Sample;
import java.util.List;

/** Segments in tunnels, one at least per tunnel that tcpdx decodes. */
final class TunnelFrames {
  private static final String WIRELESS = "0801" + DATA_80211 + SNAP + "0800" + IPV4_TCP;

  private TunnelFrames() {}

  static void addTo(List<Sample> samples) {
    addIpTunnels(samples);
    addUdpTunnels(samples);
  }

  private static void addIpTunnels(List<Sample> to) {
    tcp(to, "IPv4 in IPv4", LinkTypes.RAW, ipv4(4, IPV4_TCP));
    tcp(to, "6in4", LinkTypes.RAW, ipv4(41, IPV6_TCP));
    tcp(to, "IPv4 in IPv6", LinkTypes.RAW, ipv6(4, IPV4_TCP));
    tcp(to, "GRE", LinkTypes.RAW, ipv4(47, "0000 0800" + IPV4_TCP));
    tcp(
        to,
        "GRE all fields",
        LinkTypes.RAW,
        ipv4(47, "b000 86dd 00000000 00000001 00000002" + IPV6_TCP));
    tcp(to, "GRE Ethernet", LinkTypes.RAW, ipv4(47, "0000 6558" + ETHERNET_IPV4_TCP));
    tcp(
        to,
        "GRE PPP",
        LinkTypes.RAW,
        ipv4(
            47,
            "3081 880b"
                + Hex.u16(4 + Hex.length(IPV4_TCP))
                + "0001 00000005 00000006 ff03 0021"
                + IPV4_TCP));
    tcp(
        to,
        "ERSPAN II",
        LinkTypes.RAW,
        ipv4(47, "1000 88be 00000001 1000 0000 00000000" + ETHERNET_IPV4_TCP));
    tcp(
        to,
        "ERSPAN III",
        LinkTypes.RAW,
        ipv4(
            47,
            "1000 22eb 00000001 2000 0000 00000000 0000 0001 0000000000000000"
                + ETHERNET_IPV4_TCP));
    tcp(to, "EtherIP", LinkTypes.RAW, ipv4(97, "3000" + ETHERNET_IPV4_TCP));
    tcp(to, "GRE 802.11", LinkTypes.RAW, ipv4(47, "0000 8200" + WIRELESS));
    tcp(to, "GRE WCCP", LinkTypes.RAW, ipv4(47, "0000 883e 00000000" + IPV4_TCP));
    tcp(
        to,
        "EoIP",
        LinkTypes.RAW,
        ipv4(
            47, "2001 6400" + Hex.u16(Hex.length(ETHERNET_IPV4_TCP)) + "0700" + ETHERNET_IPV4_TCP));
    tcp(to, "NSH", LinkTypes.ETHERNET, ETHERNET_ADDRESSES + "894f 0fc2 02 01 00000fff" + IPV4_TCP);
  }

  private static void addUdpTunnels(List<Sample> to) {
    tcp(
        to,
        "VXLAN",
        LinkTypes.RAW,
        ipv4(17, udp(40000, 4789, "08000000 00002a00" + ETHERNET_IPV4_TCP)));
    tcp(
        to,
        "Geneve options",
        LinkTypes.RAW,
        ipv6(17, udp(40000, 6081, "01 00 6558 00002a00 0102 80 00" + ETHERNET_IPV6_TCP)));
    tcp(
        to,
        "AYIYA",
        LinkTypes.RAW,
        ipv4(
            17,
            udp(
                5072,
                5072,
                "41 52 11 29 00000000" + "00".repeat(16) + "11".repeat(20) + IPV6_TCP)));
    overUdp(to, "GTP-U", 2152, "30ff" + Hex.u16(Hex.length(IPV4_TCP)) + "00000007" + IPV4_TCP);
    overUdp(
        to,
        "GTP-U extension",
        2152,
        "34ff" + Hex.u16(8 + Hex.length(IPV6_TCP)) + "00000007 0000 00 85 01 1009 00" + IPV6_TCP);
    overUdp(to, "VXLAN reserved bits", 4789, "ff01d1f2 00000b07" + ETHERNET_IPV4_TCP);
    overUdp(to, "VXLAN-GPE", 4790, "0c000003 12340002" + ETHERNET_IPV4_TCP);
    overUdp(
        to,
        "VXLAN-GPE NSH",
        4790,
        "0c000004 12340002 0fc60103 000001ff" + "00".repeat(16) + ETHERNET_IPV4_TCP);
    overUdp(to, "L2TPv2", 1701, "0002 0007 0009 ff03 0021" + IPV4_TCP);
    overUdp(
        to,
        "L2TPv2 all fields",
        1701,
        "4a02"
            + Hex.u16(18 + Hex.length(IPV4_TCP))
            + "0007 0009 0001 0001 0002 ffff 0021"
            + IPV4_TCP);
    overUdp(to, "L2TPv3", 1701, "0003 0000 00000009" + ETHERNET_IPV4_TCP);
    overUdp(to, "Teredo", 3544, IPV6_TCP);
    overUdp(
        to, "Teredo headers", 3544, "0001 00 00 0102030405060708 00 0000 1234 3fffffff" + IPV6_TCP);
    overUdp(to, "CAPWAP", 5247, "00 10 0200 0000 0000" + ETHERNET_IPV4_TCP);
    overUdp(to, "CAPWAP 802.11", 5247, "00 20 0320 0000 0000 04 bf230000 000000" + WIRELESS);
    overUdp(to, "GRE over UDP", 4754, "0000 0800" + IPV4_TCP);
    overUdp(to, "MPLS over UDP", 6635, "00010140" + IPV4_TCP);
  }

  private static void overUdp(List<Sample> to, String name, int port, String payload) {
    tcp(to, name, LinkTypes.RAW, ipv4(17, udp(40_000, port, payload)));
  }
}
