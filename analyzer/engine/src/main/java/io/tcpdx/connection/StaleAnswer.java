package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;

/**
 * Tells what answers a SYN in the name of a connection that only its sender still knows (a
 * half-open one, RFC 9293 §3.5.1): an ACK that does not acknowledge the SYN, and the reset by which
 * the client disowns it. Neither says anything of the new connection.
 */
final class StaleAnswer {
  private boolean seen;
  private int acknowledged;

  /** Takes a segment; answers whether it is such a one. */
  boolean isOfPrevious(
      Segment segment, HandshakeTracker handshake, HalfStream client, HalfStream server) {
    if (!client.synSeen || server.synSeen || handshake.answered() || handshake.established()) {
      return false;
    }
    TcpView tcp = segment.packet.tcp();
    if (segment.direction() == Direction.CLIENT_TO_SERVER) {
      return seen && segment.has(TcpView.RST) && tcp.sequence() == acknowledged;
    }
    boolean ofThis =
        !segment.has(TcpView.ACK)
            || segment.hasAny(TcpView.SYN | TcpView.RST)
            || (tcp.acknowledgment() - (int) client.synPosition > 0
                && tcp.acknowledgment() - (int) client.next <= 0);
    if (!ofThis) {
      seen = true;
      acknowledged = tcp.acknowledgment();
    }
    return !ofThis;
  }
}
