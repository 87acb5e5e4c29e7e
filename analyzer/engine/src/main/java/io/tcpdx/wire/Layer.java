package io.tcpdx.wire;

import org.jspecify.annotations.Nullable;

/** What stands at a {@link Cursor}: a header still to be peeled, or the end of the decoding. */
enum Layer {
  ETHERNET,
  VLAN,
  LLC,
  MPLS,
  PPPOE,
  PPP,
  LINUX_COOKED,
  LINUX_COOKED_2,
  LOOPBACK,
  FDDI,
  IEEE_802_11,
  RADIOTAP,
  NFLOG,
  CISCO_HDLC,
  RAW_IP,
  IPV4,
  IPV6,
  IPV6_EXTENSION,
  IPV6_FRAGMENT,
  AUTHENTICATION,
  GRE,
  ERSPAN_2,
  ERSPAN_3,
  ETHER_IP,
  TCP,
  UDP,
  VXLAN,
  GENEVE,
  AYIYA,
  TCP_REACHED(DecodeStatus.TCP),
  UDP_REACHED(DecodeStatus.UDP),
  FRAGMENT(DecodeStatus.FRAGMENT),
  OTHER(DecodeStatus.OTHER),
  TRUNCATED(DecodeStatus.TRUNCATED),
  MALFORMED(DecodeStatus.MALFORMED),
  UNSUPPORTED_LINK(DecodeStatus.UNSUPPORTED_LINK);

  /** What the decoding answers where it ends here; null where a header follows. */
  final @Nullable DecodeStatus end;

  Layer() {
    this.end = null;
  }

  Layer(DecodeStatus end) {
    this.end = end;
  }
}
