package io.tcpdx.wire;

/** The views of link layers, one of each, behind one switch. */
final class LinkLayers {
  private final EthernetView ethernet = new EthernetView();
  private final VlanTagView vlanTag = new VlanTagView();
  private final LlcView llc = new LlcView();
  private final MplsView mpls = new MplsView();
  private final PppoeView pppoe = new PppoeView();
  private final LinuxCookedView linuxCooked = new LinuxCookedView();
  private final LinuxCooked2View linuxCooked2 = new LinuxCooked2View();
  private final LoopbackView loopback = new LoopbackView();
  private final FddiView fddi = new FddiView();
  private final Ieee80211View ieee80211 = new Ieee80211View();
  private final RadiotapView radiotap = new RadiotapView();
  private final AggregateView aggregate = new AggregateView();
  private final MacsecView macsec = new MacsecView();
  private final PktapView pktap = new PktapView();
  private final IpOverInfinibandView ipOverInfiniband = new IpOverInfinibandView();
  private final CiscoHdlcView ciscoHdlc = new CiscoHdlcView();

  /** Peels the header at {@code cursor}; what follows it is the answer. */
  Layer peel(Layer layer, Cursor cursor) {
    return switch (layer) {
      case ETHERNET -> ethernet.peel(cursor);
      case VLAN -> vlanTag.peel(cursor);
      case VN_TAG -> BridgeTags.peelVnTag(cursor);
      case E_TAG -> BridgeTags.peelETag(cursor);
      case I_TAG -> BridgeTags.peelITag(cursor);
      case MACSEC -> macsec.peel(cursor);
      case LLC -> llc.peel(cursor);
      case MPLS -> mpls.peel(cursor);
      case PPPOE -> pppoe.peel(cursor);
      case PPP -> PppFraming.peel(cursor);
      case PPP_WITH_DIRECTION -> PppFraming.peelDirection(cursor);
      case LINUX_COOKED -> linuxCooked.peel(cursor);
      case LINUX_COOKED_2 -> linuxCooked2.peel(cursor);
      case LOOPBACK -> loopback.peel(cursor);
      case FDDI -> fddi.peel(cursor);
      case IEEE_802_11 -> ieee80211.peel(cursor, 1);
      case CAPWAP_802_11 -> ieee80211.peelInCapwap(cursor);
      case A_MSDU -> aggregate.peel(cursor);
      case RADIOTAP -> peelRadiotap(cursor);
      case NFLOG -> NflogAttributes.peel(cursor);
      case CISCO_HDLC -> ciscoHdlc.peel(cursor);
      case PKTAP -> pktap.peel(cursor);
      case IP_OVER_INFINIBAND -> ipOverInfiniband.peel(cursor);
      case RAW_IP -> rawIp(cursor);
      default -> Layer.UNKNOWN;
    };
  }

  private Layer peelRadiotap(Cursor cursor) {
    Layer next = radiotap.peel(cursor);
    return next == Layer.IEEE_802_11 ? ieee80211.peel(cursor, radiotap.headerAlignment()) : next;
  }

  /** An IP packet of either version, by its first four bits. */
  static Layer rawIp(Cursor cursor) {
    if (!cursor.has(1)) {
      return cursor.missing(1);
    }
    return switch (cursor.u8(0) >>> 4) {
      case 4 -> Layer.IPV4;
      case 6 -> Layer.IPV6;
      default -> Layer.UNKNOWN;
    };
  }
}
