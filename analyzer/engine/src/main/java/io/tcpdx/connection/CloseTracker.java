package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/** Follows how one connection ends (RFC 9293 §3.6). */
final class CloseTracker {
  /** After such a silence a middlebox or a time-out may have forgotten the connection. */
  static final long IDLE_NS = 10_000_000_000L;

  /** Segments sent again in a row without any answer that mean the sender gave up, or will. */
  private static final int UNANSWERED_RETRANSMISSIONS = 5;

  /** Fewer do if then nothing came for this many times the last wait. */
  private static final int FEWER_UNANSWERED_RETRANSMISSIONS = 3;

  private static final int QUIET_FACTOR = 3;

  private @Nullable Side firstFin;
  private @Nullable Side reset;
  private long resetPacket;
  private long resetNs;
  private boolean resetAfterIdle;
  private boolean requestUnanswered;
  private long unackedBytes;

  /** Whether that side was sent data after its own FIN, by the direction in which it sends. */
  private final boolean[] sentAfterFin = new boolean[2];

  private boolean halfCloseUsed;
  private long lastNs = AckRound.NEVER;
  private long idleEndedNs = AckRound.NEVER;
  private long idleNs;
  private final int[] unanswered = new int[2];
  private final TimeWaitTracker timeWaits = new TimeWaitTracker();
  private long lastRetransmissionNs = AckRound.NEVER;
  private long lastRetransmissionWaitNs;

  /** Takes a segment after the streams' state was brought up to date by it. */
  void onSegment(Segment segment, HalfStream me, HalfStream peer) {
    Side side = segment.direction().sender();
    if (lastNs != AckRound.NEVER && segment.timeNs() - lastNs >= IDLE_NS) {
      idleEndedNs = segment.timeNs();
      idleNs = segment.timeNs() - lastNs;
    }
    lastNs = Math.max(lastNs, segment.timeNs());
    if (segment.has(TcpView.RST)) {
      onReset(segment, side, me, peer);
      return;
    }
    if (reset == null) {
      timeWaits.onSegment(segment, me, peer);
    }
    countUnanswered(segment);
    if (segment.is(Segment.ADVANCES_ACK) && segment.timeNs() != idleEndedNs) {
      idleEndedNs =
          AckRound.NEVER; // answered: whatever ends the connection now, it is not the silence
    }
    if (segment.has(TcpView.FIN) && firstFin == null) {
      firstFin = side;
    }
    boolean knowsPeersFin = peer.finSeen && segment.has(TcpView.ACK) && segment.ack >= peer.finEnd;
    halfCloseUsed |= knowsPeersFin && segment.payloadLength > 0 && segment.is(Segment.NEW);
    sentAfterFin[side.opposite().sends().index()] |= peer.finSeen && segment.payloadLength > 0;
  }

  private void countUnanswered(Segment segment) {
    unanswered[segment.direction().opposite().index()] = 0;
    if (segment.is(Segment.RETRANSMISSION)) {
      unanswered[segment.direction().index()]++;
      if (lastRetransmissionNs != AckRound.NEVER) {
        lastRetransmissionWaitNs = segment.timeNs() - lastRetransmissionNs;
      }
      lastRetransmissionNs = segment.timeNs();
    }
  }

  private void onReset(Segment segment, Side side, HalfStream me, HalfStream peer) {
    if (reset != null) {
      return;
    }
    reset = side;
    resetPacket = segment.number();
    resetNs = segment.timeNs();
    resetAfterIdle = idleEndedNs != AckRound.NEVER && !me.finSeen;
    long ackOfReset = segment.has(TcpView.ACK) ? segment.ack : 0;
    unackedBytes =
        peer.unackedPayload(ackOfReset)
            + me.unackedPayloadAsKnownHere(segment.timeNs(), peer.rtt.minNs());
    requestUnanswered =
        side == Side.SERVER
            && !me.finSeen
            && !peer.finSeen
            && peer.housekeepingStart == Long.MAX_VALUE
            && peer.lastPayloadNs != AckRound.NEVER
            && peer.lastPayloadNs > me.lastPayloadNs;
  }

  boolean closed(HalfStream client, HalfStream server) {
    boolean bothFins = client.finSeen && server.finSeen;
    return reset != null
        || (bothFins && client.acked >= client.finEnd && server.acked >= server.finEnd);
  }

  @Nullable Side resetBy() {
    return reset;
  }

  long idleBeforeResetNs() {
    return resetAfterIdle ? idleNs : 0;
  }

  long resetPacket() {
    return resetPacket;
  }

  long resetNs() {
    return resetNs;
  }

  /** Whether what was lost had been sent after the resetting side's own FIN. */
  boolean sentAfterResettersFin() {
    return reset != null && sentAfterFin[reset.sends().index()];
  }

  CloseSummary summary(Connection connection, long captureEndNs) {
    CloseKind kind = kind(connection, captureEndNs);
    Side initiator = firstFin != null ? firstFin : reset;
    boolean finsOnly = kind == CloseKind.GRACEFUL || kind == CloseKind.HALF_CLOSE;
    return new CloseSummary(
        kind,
        initiator,
        finsOnly ? firstFin : null,
        closeWaitNs(connection, captureEndNs),
        unackedBytes,
        timeWaits.summary(connection, reset, resetNs),
        fin(connection, Side.CLIENT),
        fin(connection, Side.SERVER),
        reset == null ? null : new ClosingSegment(reset, resetNs, resetPacket));
  }

  private static @Nullable ClosingSegment fin(Connection connection, Side side) {
    HalfStream half = connection.halfStream(side.sends());
    return half.finSeen ? new ClosingSegment(side, half.finNs, half.finPacket) : null;
  }

  private CloseKind kind(Connection connection, long captureEndNs) {
    HalfStream client = connection.halfStream(Direction.CLIENT_TO_SERVER);
    HalfStream server = connection.halfStream(Direction.SERVER_TO_CLIENT);
    if (connection.neverOpened()) {
      return CloseKind.NEVER_OPENED;
    }
    boolean finsDone =
        client.finSeen
            && server.finSeen
            && client.unackedPayload(0) == 0
            && server.unackedPayload(0) == 0;
    if (reset != null && !(finsDone && unackedBytes == 0)) {
      return resetKind();
    }
    if (finsDone || (firstFin != null && !connection.bothDirections())) {
      return halfCloseUsed ? CloseKind.HALF_CLOSE : CloseKind.GRACEFUL;
    }
    return gaveUp(captureEndNs) ? CloseKind.TIMED_OUT : CloseKind.OPEN_AT_END;
  }

  private CloseKind resetKind() {
    if (resetAfterIdle) {
      return CloseKind.RESET_AFTER_IDLE;
    }
    return unackedBytes > 0 || requestUnanswered ? CloseKind.RESET_DATA_LOSS : CloseKind.ABORTIVE;
  }

  private boolean gaveUp(long captureEndNs) {
    int most = Math.max(unanswered[0], unanswered[1]);
    boolean quiet = captureEndNs - lastNs > QUIET_FACTOR * lastRetransmissionWaitNs;
    return most >= UNANSWERED_RETRANSMISSIONS
        || (most >= FEWER_UNANSWERED_RETRANSMISSIONS && quiet);
  }

  private @Nullable Long closeWaitNs(Connection connection, long captureEndNs) {
    if (firstFin == null) {
      return null;
    }
    HalfStream first = connection.halfStream(firstFin.sends());
    HalfStream second = connection.halfStream(firstFin.opposite().sends());
    long until = captureEndNs;
    if (second.finSeen) {
      until = second.finNs;
    } else if (reset != null) {
      until = resetNs;
    }
    return Math.max(0, until - first.finNs);
  }
}
