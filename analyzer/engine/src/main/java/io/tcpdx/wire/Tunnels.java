package io.tcpdx.wire;

/** The views of tunnel headers, one of each, behind one switch. */
final class Tunnels {
  /** EtherIP (RFC 3378 §2): version 3, twelve reserved bits. */
  private static final int ETHER_IP_HEADER = 0x3000;

  private static final int ETHER_IP_LENGTH = 2;

  private final GreView gre = new GreView();
  private final VxlanView vxlan = new VxlanView();
  private final GeneveView geneve = new GeneveView();
  private final AyiyaView ayiya = new AyiyaView();
  private final ErspanView erspan = new ErspanView();
  private final VxlanGpeView vxlanGpe = new VxlanGpeView();
  private final NshView nsh = new NshView();
  private final GtpView gtp = new GtpView();
  private final L2tpView l2tp = new L2tpView();
  private final CapwapView capwap = new CapwapView();

  /** Peels the header at {@code cursor}; what follows it is the answer. */
  Layer peel(Layer layer, Cursor cursor) {
    return switch (layer) {
      case GRE -> gre.peel(cursor);
      case ERSPAN_2 -> erspan.peel2(cursor);
      case ERSPAN_3 -> erspan.peel3(cursor);
      case ETHER_IP -> peelEtherIp(cursor);
      case VXLAN -> vxlan.peel(cursor);
      case GENEVE -> geneve.peel(cursor);
      case AYIYA -> ayiya.peel(cursor);
      case VXLAN_GPE -> vxlanGpe.peel(cursor);
      case NSH -> nsh.peel(cursor);
      case GTP_U -> gtp.peel(cursor);
      case L2TP_OVER_UDP -> l2tp.peelOverUdp(cursor);
      case L2TP_OVER_IP -> l2tp.peelOverIp(cursor);
      case TEREDO -> TeredoHeaders.peel(cursor);
      case CAPWAP -> capwap.peel(cursor);
      default -> Layer.UNKNOWN;
    };
  }

  private static Layer peelEtherIp(Cursor cursor) {
    if (!cursor.has(ETHER_IP_LENGTH)) {
      return cursor.missing(ETHER_IP_LENGTH);
    }
    if (cursor.u16(0) != ETHER_IP_HEADER) {
      return Layer.UNKNOWN;
    }
    cursor.advance(ETHER_IP_LENGTH);
    return Layer.ETHERNET;
  }
}
