package io.tcpdx.wire;

/**
 * Which tunnel a UDP payload belongs to. Ports are only registered, not reserved: each tunnel needs
 * its port and a header that looks right.
 */
final class UdpTunnels {
  private static final int PORT_DNS = 53;
  private static final int PORT_OPEN_VPN = 1194;
  private static final int PORT_L2TP = 1701;
  private static final int PORT_GTP_U = 2152;
  private static final int PORT_TEREDO = 3544;
  private static final int PORT_ESP = 4500;
  private static final int PORT_GRE = 4754;
  private static final int PORT_GRE_DTLS = 4755;
  private static final int PORT_VXLAN = 4789;
  private static final int PORT_VXLAN_GPE = 4790;
  private static final int PORT_AYIYA = 5072;
  private static final int PORT_CAPWAP = 5247;
  private static final int PORT_GENEVE = 6081;
  private static final int PORT_MPLS = 6635;
  private static final int PORT_MPLS_DTLS = 6636;
  private static final int PORT_VXLAN_LINUX = 8472;
  private static final int PORT_WIRE_GUARD = 51820;

  private static final int GRE_RESERVED_AND_VERSION = 0x4fff;

  /** An ESP packet has an SPI, a sequence number and at least a check value (RFC 4303 §2). */
  private static final int MIN_ESP_LENGTH = 20;

  /** WireGuard's data: type 4 and three zero bytes, then at least receiver, counter and tag. */
  private static final int WIRE_GUARD_DATA = 0x04000000;

  private static final int MIN_WIRE_GUARD_LENGTH = 32;

  /** OpenVPN's data, versions 1 and 2: an operation code in the five upper bits. */
  private static final int OPEN_VPN_DATA_1 = 6;

  private static final int OPEN_VPN_DATA_2 = 9;

  /** DTLS application data (RFC 6347 §4.1). */
  private static final int DTLS_APPLICATION_DATA = 0x17fe;

  private static final int MAX_LABELS = 8;

  private UdpTunnels() {}

  /**
   * The tunnel that a UDP payload at {@code cursor} belongs to; {@link Layer#UDP_REACHED} where it
   * is none.
   */
  static Layer layer(UdpView udp, Cursor cursor) {
    int source = udp.sourcePort();
    int destination = udp.destinationPort();
    // An answer to a name's query may go to any port.
    if (source == PORT_DNS || destination == PORT_DNS) {
      return Layer.UDP_REACHED;
    }
    Layer tunnel = toPort(destination, cursor);
    if (tunnel == Layer.UDP_REACHED) {
      tunnel = ofPort(destination, cursor);
    }
    if (tunnel == Layer.UDP_REACHED && source != destination) {
      tunnel = ofPort(source, cursor);
    }
    if (tunnel == Layer.UDP_REACHED && TeredoHeaders.matchesOnAnyPort(cursor)) {
      return Layer.TEREDO;
    }
    return tunnel;
  }

  /** Tunnels whose source port tells flows apart, and may be any. */
  private static Layer toPort(int port, Cursor cursor) {
    return switch (port) {
      case PORT_VXLAN, PORT_VXLAN_LINUX -> when(VxlanView.matches(cursor), Layer.VXLAN);
      case PORT_VXLAN_GPE -> when(VxlanGpeView.matches(cursor), Layer.VXLAN_GPE);
      case PORT_GENEVE -> when(GeneveView.matches(cursor), Layer.GENEVE);
      case PORT_GRE -> when(startsGre(cursor), Layer.GRE);
      case PORT_GRE_DTLS -> dtls(NamedProtocol.GRE_DTLS, cursor);
      case PORT_MPLS -> when(startsMpls(cursor), Layer.MPLS);
      case PORT_MPLS_DTLS -> dtls(NamedProtocol.MPLS_DTLS, cursor);
      default -> Layer.UDP_REACHED;
    };
  }

  /** Tunnels of which either side may have the port. */
  private static Layer ofPort(int port, Cursor cursor) {
    return switch (port) {
      case PORT_GTP_U -> when(GtpView.matches(cursor), Layer.GTP_U);
      case PORT_AYIYA -> when(AyiyaView.matches(cursor), Layer.AYIYA);
      case PORT_L2TP -> when(L2tpView.matches(cursor), Layer.L2TP_OVER_UDP);
      case PORT_TEREDO -> when(TeredoHeaders.matches(cursor), Layer.TEREDO);
      case PORT_CAPWAP -> when(CapwapView.matches(cursor), Layer.CAPWAP);
      case PORT_ESP -> encrypted(startsEsp(cursor), NamedProtocol.ESP_IN_UDP, cursor);
      case PORT_WIRE_GUARD -> encrypted(startsWireGuard(cursor), NamedProtocol.WIRE_GUARD, cursor);
      case PORT_OPEN_VPN -> encrypted(startsOpenVpn(cursor), NamedProtocol.OPEN_VPN, cursor);
      default -> Layer.UDP_REACHED;
    };
  }

  private static Layer when(boolean matches, Layer tunnel) {
    return matches ? tunnel : Layer.UDP_REACHED;
  }

  private static Layer encrypted(boolean matches, NamedProtocol protocol, Cursor cursor) {
    return matches ? cursor.end(Layer.ENCRYPTED, Protocols.named(protocol)) : Layer.UDP_REACHED;
  }

  private static Layer dtls(NamedProtocol protocol, Cursor cursor) {
    return encrypted(cursor.has(2) && cursor.u16(0) == DTLS_APPLICATION_DATA, protocol, cursor);
  }

  /** GRE over UDP (RFC 8086 §3): version 0, and nothing reserved. */
  private static boolean startsGre(Cursor cursor) {
    return cursor.has(GreView.FIXED_LENGTH) && (cursor.u16(0) & GRE_RESERVED_AND_VERSION) == 0;
  }

  /** MPLS over UDP (RFC 7510 §3): labels, then a version of IP or a control word. */
  private static boolean startsMpls(Cursor cursor) {
    int at = 0;
    for (int i = 0; i < MAX_LABELS && cursor.has(at + MplsView.LENGTH + 1); i++) {
      boolean bottomOfStack = (cursor.u8(at + 2) & 1) != 0;
      at += MplsView.LENGTH;
      if (bottomOfStack) {
        return LooksLike.ipv4(cursor, at)
            || LooksLike.ipv6(cursor, at)
            || LooksLike.ethernet(cursor, at)
            || LooksLike.ethernet(cursor, at + MplsView.CONTROL_WORD_LENGTH);
      }
    }
    return false;
  }

  /** ESP in UDP (RFC 3948 §2): what starts with four zero bytes is IKE. */
  private static boolean startsEsp(Cursor cursor) {
    return cursor.length() >= MIN_ESP_LENGTH && cursor.has(4) && cursor.i32(0) != 0;
  }

  private static boolean startsWireGuard(Cursor cursor) {
    return cursor.length() > MIN_WIRE_GUARD_LENGTH
        && cursor.has(4)
        && cursor.i32(0) == WIRE_GUARD_DATA;
  }

  private static boolean startsOpenVpn(Cursor cursor) {
    if (!cursor.has(1)) {
      return false;
    }
    int operation = cursor.u8(0) >>> 3;
    return operation == OPEN_VPN_DATA_1 || operation == OPEN_VPN_DATA_2;
  }
}
