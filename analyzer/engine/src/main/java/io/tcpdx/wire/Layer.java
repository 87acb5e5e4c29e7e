package io.tcpdx.wire;

import org.jspecify.annotations.Nullable;

/** What stands at a {@link Cursor}: a header still to be peeled, or the end of the decoding. */
enum Layer {
  ETHERNET("Ethernet"),
  VLAN("VLAN tag"),
  VN_TAG("VN-tag"),
  E_TAG("E-tag"),
  I_TAG("802.1ah I-tag"),
  MACSEC("MACsec"),
  LLC("LLC"),
  MPLS("MPLS"),
  PPPOE("PPPoE"),
  PPP("PPP"),
  PPP_WITH_DIRECTION("PPP"),
  LINUX_COOKED("Linux cooked header"),
  LINUX_COOKED_2("Linux cooked header"),
  LOOPBACK("loopback header"),
  FDDI("FDDI"),
  IEEE_802_11("802.11"),
  A_MSDU("802.11 A-MSDU"),
  RADIOTAP("radiotap header"),
  NFLOG("NFLOG header"),
  CISCO_HDLC("Cisco HDLC"),
  PKTAP("PKTAP header"),
  IP_OVER_INFINIBAND("IP over InfiniBand"),
  RAW_IP("IP"),
  IPV4("IPv4"),
  IPV6("IPv6"),
  IPV6_EXTENSION("IPv6 extension header"),
  IPV6_FRAGMENT("IPv6 fragment header"),
  AUTHENTICATION("authentication header"),
  GRE("GRE"),
  ERSPAN_2("ERSPAN"),
  ERSPAN_3("ERSPAN"),
  ETHER_IP("EtherIP"),
  L2TP_OVER_IP("L2TPv3"),
  TCP("TCP"),
  UDP("UDP"),
  VXLAN("VXLAN"),
  VXLAN_GPE("VXLAN-GPE"),
  NSH("NSH"),
  GENEVE("Geneve"),
  AYIYA("AYIYA"),
  GTP_U("GTP-U"),
  L2TP_OVER_UDP("L2TP"),
  TEREDO("Teredo"),
  CAPWAP("CAPWAP"),
  CAPWAP_802_11("802.11 in CAPWAP"),
  TCP_REACHED(DecodeStatus.TCP),
  UDP_REACHED(DecodeStatus.UDP),
  FRAGMENT(DecodeStatus.FRAGMENT),
  OTHER(DecodeStatus.OTHER),
  ENCRYPTED(DecodeStatus.ENCRYPTED),
  COMPRESSED(DecodeStatus.COMPRESSED),
  UNKNOWN(DecodeStatus.UNKNOWN),
  TRUNCATED(DecodeStatus.TRUNCATED),
  MALFORMED(DecodeStatus.MALFORMED),
  UNSUPPORTED_LINK(DecodeStatus.UNSUPPORTED_LINK);

  /** The header's name, for a person; empty at an end. */
  final String title;

  /** What the decoding answers where it ends here; null where a header follows. */
  final @Nullable DecodeStatus end;

  Layer(String title) {
    this.title = title;
    this.end = null;
  }

  Layer(DecodeStatus end) {
    this.title = "";
    this.end = end;
  }
}
