package io.tcpdx.wire;

/**
 * Peels a frame down to its TCP or UDP payload without copying; only fragments of IP packets are
 * copied, to be put together. Of packets in tunnels the innermost is what counts. One instance
 * serves one thread.
 */
public final class PacketDecoder {
  /** More headers than this in a frame are a loop, not a stack. */
  private static final int MAX_LAYERS = 32;

  /** IP headers in a frame, tunnels included. */
  private static final int MAX_IP_HEADERS = 8;

  private final LinkFallback fallback;
  private final Cursor cursor = new Cursor();
  private final LinkLayers links = new LinkLayers();
  private final Tunnels tunnels = new Tunnels();
  private final Ipv4View ipv4 = new Ipv4View();
  private final Ipv6View ipv6 = new Ipv6View();
  private final Ipv6ExtensionView ipv6Extension = new Ipv6ExtensionView();
  private final Ipv6FragmentView ipv6Fragment = new Ipv6FragmentView();
  private final AuthenticationHeaderView authentication = new AuthenticationHeaderView();
  private final IpReassembler reassembler = new IpReassembler();
  private int ipHeaders;

  /** Index of the frame's first byte that tells where it was captured. */
  private int linkBytesFrom;

  private boolean ethernet;

  /**
   * @param fallback asked for frames of link types without a view here
   */
  public PacketDecoder(LinkFallback fallback) {
    this.fallback = fallback;
  }

  /**
   * Fragmented IP datagrams that were given up because fragments were missing for 30 s, were in
   * conflict, or because more than 256 datagrams waited at a time.
   */
  public long abandonedDatagrams() {
    return reassembler.abandoned();
  }

  /**
   * Fragments of IP datagrams that were never complete, in whose place TCP may have been missed:
   * those given up, and those that still wait.
   */
  public LostFragments lostFragments() {
    return reassembler.lost();
  }

  /**
   * Decodes {@code frame} into {@code packet}; never throws, whatever the bytes. A frame may hold
   * further packets: {@link #hasMore()}.
   */
  public DecodeStatus decode(Frame frame, Packet packet) {
    packet.number = frame.number();
    packet.timeNs = frame.timeNs();
    packet.frameLength = frame.originalLength();
    cursor.set(frame.buffer(), frame.offset(), frame.capturedLength(), frame.originalLength());
    ipHeaders = 0;
    linkBytesFrom = LinkPlace.bytesFrom(frame);
    ethernet = frame.linkType() == LinkTypes.ETHERNET;
    packet.link = frame.source();
    Layer layer = LinkTypes.layer(frame.linkType());
    if (layer == Layer.UNSUPPORTED_LINK) {
      layer = askFallback(frame.linkType());
    }
    return decode(layer, packet);
  }

  /** Whether the frame holds another packet, as an aggregate of IEEE 802.11 may. */
  public boolean hasMore() {
    return cursor.hasRest();
  }

  /** Decodes the next packet of the frame, of which {@link #hasMore()}. */
  public DecodeStatus decodeMore(Packet packet) {
    cursor.enterRest();
    ipHeaders = 0;
    return decode(Layer.A_MSDU, packet);
  }

  private DecodeStatus decode(Layer start, Packet packet) {
    Layer layer = start;
    Layer header = start;
    for (int i = 0; i < MAX_LAYERS; i++) {
      DecodeStatus end = layer.end;
      if (end != null) {
        return end == DecodeStatus.TCP ? end : ended(end, header, packet);
      }
      header = layer;
      layer = peel(layer, packet);
    }
    return ended(DecodeStatus.UNKNOWN, tooDeep(), packet);
  }

  /**
   * What a view said that it stands before; else, or where it could not be read, its own header.
   */
  private DecodeStatus ended(DecodeStatus end, Layer header, Packet packet) {
    boolean unread = end == DecodeStatus.TRUNCATED || end == DecodeStatus.MALFORMED;
    boolean named = !unread && cursor.protocol() != 0;
    packet.protocol = named ? cursor.protocol() : Protocols.layer(header);
    return end;
  }

  private Layer askFallback(int linkType) {
    int ipOffset = fallback.ipOffset(linkType, cursor.buffer(), cursor.offset(), cursor.captured());
    if (ipOffset == LinkFallback.UNSUPPORTED) {
      return cursor.end(Layer.UNSUPPORTED_LINK, Protocols.linkType(linkType));
    }
    if (ipOffset < 0 || !cursor.has(ipOffset)) {
      return cursor.end(Layer.UNKNOWN, Protocols.linkType(linkType));
    }
    cursor.advance(ipOffset);
    return Layer.RAW_IP;
  }

  private Layer peel(Layer layer, Packet packet) {
    return switch (layer) {
      case IPV4 -> peelIpv4(packet);
      case TCP -> peelTcp(packet);
      case IPV6 -> peelIpv6(packet);
      case UDP -> peelUdp(packet);
      case IPV6_EXTENSION -> ipv6Extension.peel(cursor, ipv6.payloadLength() == 0);
      case IPV6_FRAGMENT -> peelIpv6Fragment(packet);
      case AUTHENTICATION -> authentication.peel(cursor, packet.ipVersion);
      case GRE,
          ERSPAN_2,
          ERSPAN_3,
          ETHER_IP,
          L2TP_OVER_IP,
          VXLAN,
          VXLAN_GPE,
          NSH,
          GENEVE,
          AYIYA,
          GTP_U,
          L2TP_OVER_UDP,
          TEREDO,
          CAPWAP ->
          tunnels.peel(layer, cursor);
      default -> links.peel(layer, cursor);
    };
  }

  private Layer tooDeep() {
    return cursor.end(Layer.UNKNOWN, Protocols.named(NamedProtocol.NESTED_TOO_DEEP));
  }

  /** Takes what stands before the outermost IP header for the place; inner ones add their count. */
  private void notePlace(Packet packet) {
    packet.ipHeaders = ipHeaders;
    if (ipHeaders == 1 && linkBytesFrom >= 0) {
      packet.link = LinkPlace.digest(packet.link, cursor, linkBytesFrom, ethernet);
    }
  }

  private Layer peelIpv4(Packet packet) {
    if (++ipHeaders > MAX_IP_HEADERS) {
      return tooDeep();
    }
    notePlace(packet);
    Layer next = ipv4.peel(cursor);
    if (next == Layer.TRUNCATED || next == Layer.MALFORMED) {
      return next;
    }
    packet.ipVersion = 4;
    packet.sourceHigh = 0;
    packet.sourceLow = ipv4.source();
    packet.destinationHigh = 0;
    packet.destinationLow = ipv4.destination();
    packet.hopLimit = ipv4.timeToLive();
    packet.ipIdentification = ipv4.identification();
    packet.ecn = ipv4.ecn();
    if (!ipv4.isFragment()) {
      return next;
    }
    return reassembler.add(
        cursor,
        packet,
        ipv4.identification(),
        ipv4.protocol(),
        ipv4.fragmentOffset(),
        ipv4.moreFragments());
  }

  private Layer peelIpv6(Packet packet) {
    if (++ipHeaders > MAX_IP_HEADERS) {
      return tooDeep();
    }
    notePlace(packet);
    Layer next = ipv6.peel(cursor);
    if (next == Layer.TRUNCATED || next == Layer.MALFORMED) {
      return next;
    }
    packet.ipVersion = 6;
    packet.sourceHigh = ipv6.sourceHigh();
    packet.sourceLow = ipv6.sourceLow();
    packet.destinationHigh = ipv6.destinationHigh();
    packet.destinationLow = ipv6.destinationLow();
    packet.hopLimit = ipv6.hopLimit();
    packet.ipIdentification = -1;
    packet.ecn = ipv6.ecn();
    return next;
  }

  private Layer peelIpv6Fragment(Packet packet) {
    Layer next = ipv6Fragment.peel(cursor);
    if (next == Layer.TRUNCATED || next == Layer.MALFORMED) {
      return next;
    }
    packet.ipIdentification = ipv6Fragment.identification() & 0xffff;
    if (!ipv6Fragment.isFragment()) {
      return next;
    }
    return reassembler.add(
        cursor,
        packet,
        ipv6Fragment.identification(),
        ipv6Fragment.nextHeader(),
        ipv6Fragment.fragmentOffset(),
        ipv6Fragment.moreFragments());
  }

  private Layer peelTcp(Packet packet) {
    if (!cursor.has(TcpView.FIXED_LENGTH)) {
      return cursor.missing(TcpView.FIXED_LENGTH);
    }
    TcpView tcp = packet.tcp;
    tcp.wrap(cursor.buffer(), cursor.offset());
    int headerLength = tcp.headerLength();
    if (headerLength < TcpView.FIXED_LENGTH || headerLength > cursor.length()) {
      return Layer.MALFORMED;
    }
    int headerCaptured = Math.min(headerLength, cursor.captured());
    packet.tcpOptions.parse(
        cursor.buffer(),
        cursor.offset() + TcpView.FIXED_LENGTH,
        headerCaptured - TcpView.FIXED_LENGTH,
        headerLength - TcpView.FIXED_LENGTH);
    packet.buffer = cursor.buffer();
    packet.payloadOffset = cursor.offset() + headerCaptured;
    packet.payloadLength = cursor.length() - headerLength;
    packet.payloadCapturedLength = cursor.captured() - headerCaptured;
    return Layer.TCP_REACHED;
  }

  private Layer peelUdp(Packet packet) {
    if (!cursor.has(UdpView.LENGTH)) {
      return cursor.missing(UdpView.LENGTH);
    }
    UdpView udp = packet.udp;
    udp.wrap(cursor.buffer(), cursor.offset());
    cursor.advance(UdpView.LENGTH);
    int payloadLength = udp.length() - UdpView.LENGTH;
    // 0 stands for a jumbogram (RFC 2675 §4), or for a length left to the card.
    if (udp.length() != 0) {
      if (payloadLength < 0) {
        return Layer.MALFORMED;
      }
      cursor.limit(payloadLength);
    }
    packet.buffer = cursor.buffer();
    packet.payloadOffset = cursor.offset();
    packet.payloadLength = cursor.length();
    packet.payloadCapturedLength = cursor.captured();
    return UdpTunnels.layer(udp, cursor);
  }
}
