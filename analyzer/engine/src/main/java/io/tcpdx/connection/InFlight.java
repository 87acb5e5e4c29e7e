package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;

/**
 * What one side had sent, and had not got acknowledged, when a reset came. What that was may show
 * only later: where a hole is before it, its reader gets it when the connection has ended.
 */
final class InFlight {
  static final InFlight NOTHING = new InFlight(new HalfStream(), 0, 0);

  private final HalfStream half;
  private final long from;
  private final long end;
  private final long bytesThen;

  /**
   * @param from the position up to which it was acknowledged
   * @param end one past what was sent
   */
  private InFlight(HalfStream half, long from, long end) {
    this.half = half;
    this.from = from;
    this.end = end;
    this.bytesThen = half.payloadBetween(from, end);
  }

  /** Of the side that was reset: the reset itself may acknowledge something. */
  static InFlight toResetter(HalfStream half, Segment reset) {
    long ackOfReset = reset.has(TcpView.ACK) ? reset.ack : 0;
    return half.ackedKnown
        ? new InFlight(half, Math.max(half.acked, ackOfReset), half.next)
        : NOTHING;
  }

  /**
   * Of the resetting side, as far as it can have known. A reset that acknowledges all of the other
   * side shows that it got that side's ACKs too.
   */
  static InFlight ofResetter(HalfStream half, HalfStream peer, Segment reset) {
    if (half.ackWasDue(reset.timeNs(), peer)) {
      return NOTHING;
    }
    boolean gotAll = reset.has(TcpView.ACK) && peer.nextKnown && reset.ack >= peer.next;
    if (gotAll && peer.lastPayloadNs >= peer.lastAckNs) {
      return half.ackedKnown ? new InFlight(half, half.acked, half.next) : NOTHING;
    }
    long known = half.ackKnownToSender(reset.timeNs(), peer.rtt.minNs());
    return known == Long.MAX_VALUE ? NOTHING : new InFlight(half, known, half.next);
  }

  /** Payload bytes of it, without what was housekeeping at their end, as far as is known by now. */
  long bytes() {
    return Math.min(bytesThen, half.payloadBetween(from, end));
  }
}
