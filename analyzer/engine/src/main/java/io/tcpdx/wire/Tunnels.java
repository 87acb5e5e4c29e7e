package io.tcpdx.wire;

/** The views of tunnel headers, one of each, behind one switch. */
final class Tunnels {
  private static final int PORT_VXLAN = 4789;
  private static final int PORT_VXLAN_LINUX = 8472;
  private static final int PORT_GENEVE = 6081;
  private static final int PORT_AYIYA = 5072;

  /** EtherIP (RFC 3378 §2): version 3, twelve reserved bits. */
  private static final int ETHER_IP_HEADER = 0x3000;

  private static final int ETHER_IP_LENGTH = 2;

  private final GreView gre = new GreView();
  private final VxlanView vxlan = new VxlanView();
  private final GeneveView geneve = new GeneveView();
  private final AyiyaView ayiya = new AyiyaView();
  private final ErspanView erspan = new ErspanView();

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
      default -> Layer.OTHER;
    };
  }

  /**
   * The tunnel that a UDP payload at {@code cursor} belongs to, by its port and by a header that
   * looks right; {@link Layer#UDP_REACHED} where it is none.
   */
  static Layer overUdp(UdpView udp, Cursor cursor) {
    int destination = udp.destinationPort();
    if (destination == PORT_VXLAN || destination == PORT_VXLAN_LINUX) {
      return VxlanView.matches(cursor) ? Layer.VXLAN : Layer.UDP_REACHED;
    }
    if (destination == PORT_GENEVE) {
      return GeneveView.matches(cursor) ? Layer.GENEVE : Layer.UDP_REACHED;
    }
    if (destination == PORT_AYIYA || udp.sourcePort() == PORT_AYIYA) {
      return AyiyaView.matches(cursor) ? Layer.AYIYA : Layer.UDP_REACHED;
    }
    return Layer.UDP_REACHED;
  }

  private static Layer peelEtherIp(Cursor cursor) {
    if (!cursor.has(ETHER_IP_LENGTH)) {
      return cursor.missing(ETHER_IP_LENGTH);
    }
    if (cursor.u16(0) != ETHER_IP_HEADER) {
      return Layer.OTHER;
    }
    cursor.advance(ETHER_IP_LENGTH);
    return Layer.ETHERNET;
  }
}
