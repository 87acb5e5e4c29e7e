package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/** Follows how one connection ends (RFC 9293 §3.6). */
public final class CloseTracker {
  private @Nullable Side firstFin;
  private long firstFinAckedNs = AckRound.NEVER;
  private long clockJumpedNs = AckRound.NEVER;
  private @Nullable Side reset;
  private long resetPacket;
  private long resetNs;
  private long silenceBeforeResetNs;
  private long idleBeforeResetNs;
  private boolean givenUp;
  private boolean requestUnanswered;
  private InFlight ofResetter = InFlight.NOTHING;
  private InFlight toResetter = InFlight.NOTHING;

  /** Whether that side was sent data after its own FIN, by the direction in which it sends. */
  private final boolean[] sentAfterFin = new boolean[2];

  private boolean halfCloseUsed;
  private final Rest rest = new Rest();
  private final Unanswered unanswered = new Unanswered();
  private final TimeWaitTracker timeWaits = new TimeWaitTracker();

  /** Takes a segment after the streams' state was brought up to date by it. */
  void onSegment(Segment segment, HalfStream me, HalfStream peer) {
    Side side = segment.direction().sender();
    if (segment.has(TcpView.RST)) {
      onReset(segment, side, me, peer);
      return;
    }
    if (reset == null) {
      timeWaits.onSegment(segment, me, peer);
      unanswered.onSegment(segment, me.fullRttNs(peer));
      rest.onSegment(segment, me, peer);
    }
    if (segment.has(TcpView.FIN) && firstFin == null) {
      firstFin = side;
    }
    boolean knowsPeersFin = peer.finSeen && segment.has(TcpView.ACK) && segment.ack >= peer.finEnd;
    if (knowsPeersFin && side.opposite() == firstFin && firstFinAckedNs == AckRound.NEVER) {
      firstFinAckedNs = segment.timeNs();
    }
    halfCloseUsed |= knowsPeersFin && segment.payloadLength > 0 && segment.is(Segment.NEW);
    sentAfterFin[side.opposite().sends().index()] |= peer.finSeen && segment.payloadLength > 0;
  }

  private void onReset(Segment segment, Side side, HalfStream me, HalfStream peer) {
    if (reset != null) {
      return;
    }
    reset = side;
    resetPacket = segment.number();
    resetNs = segment.timeNs();
    silenceBeforeResetNs = rest.silentNs(resetNs);
    idleBeforeResetNs = me.finSeen ? 0 : rest.brokenInVainNs(side.opposite());
    givenUp = unanswered.givenUpBy(side);
    ofResetter = InFlight.ofResetter(me, peer, segment);
    toResetter = InFlight.toResetter(peer, segment);
    requestUnanswered =
        side == Side.SERVER
            && me.lastAckNs != AckRound.NEVER
            && !me.finSeen
            && !peer.finSeen
            && peer.housekeepingStart == Long.MAX_VALUE
            && silenceBeforeResetNs < Rest.LONG_NS
            && peer.lastPayloadNs != AckRound.NEVER
            && peer.lastPayloadNs > me.lastPayloadNs;
  }

  /**
   * The capture's clock jumps: what waits has waited until then, as far as anybody knows.
   *
   * @param untilNs the latest time before the jump
   */
  void onClockJump(long untilNs, Connection connection) {
    rest.forget();
    unanswered.forget();
    if (firstFinAckedNs != AckRound.NEVER && clockJumpedNs == AckRound.NEVER && waits(connection)) {
      clockJumpedNs = untilNs;
    }
  }

  /** Whether the side that did not close first has neither closed nor reset. */
  private boolean waits(Connection connection) {
    return firstFin != null
        && reset == null
        && !connection.halfStream(firstFin.opposite().sends()).finSeen;
  }

  boolean closed(HalfStream client, HalfStream server) {
    boolean bothFins = client.finSeen && server.finSeen;
    return reset != null
        || (bothFins && client.acked >= client.finEnd && server.acked >= server.finEnd);
  }

  @Nullable Side resetBy() {
    return reset;
  }

  /**
   * How long the connection had rested before what the first reset answered was sent, in
   * nanoseconds; 0 where that answers nothing of the kind.
   */
  public long idleBeforeResetNs() {
    return idleBeforeResetNs;
  }

  /** From the segment before the first reset to that, in nanoseconds. */
  public long silenceBeforeResetNs() {
    return silenceBeforeResetNs;
  }

  /**
   * Payload bytes that the resetting side itself had sent and, as far as it knew, not got
   * acknowledged.
   */
  public long resettersUnackedBytes() {
    return ofResetter.bytes();
  }

  private long unackedBytes() {
    return ofResetter.bytes() + toResetter.bytes();
  }

  long resetPacket() {
    return resetPacket;
  }

  long resetNs() {
    return resetNs;
  }

  /** What one side sends again since the other was heard last. */
  public Unanswered unanswered() {
    return unanswered;
  }

  /**
   * How long the connection had rested before what is {@link #unanswered} was sent, in nanoseconds;
   * 0 where it had not.
   */
  public long restBeforeUnansweredNs() {
    Side side = unanswered.by();
    return side == null ? 0 : rest.brokenInVainNs(side);
  }

  /** Whether what was lost had been sent after the resetting side's own FIN. */
  boolean sentAfterResettersFin() {
    return reset != null && sentAfterFin[reset.sends().index()];
  }

  /**
   * @param untilNs until when the capture shows what became of the connection
   */
  CloseSummary summary(Connection connection, long untilNs) {
    CloseKind kind = kind(connection, untilNs);
    Side initiator = firstFin != null ? firstFin : reset;
    boolean finsOnly = kind == CloseKind.GRACEFUL || kind == CloseKind.HALF_CLOSE;
    return new CloseSummary(
        kind,
        initiator,
        finsOnly ? firstFin : null,
        closeWaitNs(connection, untilNs),
        unackedBytes(),
        timeWaits.summary(connection, reset, resetNs),
        fin(connection, Side.CLIENT),
        fin(connection, Side.SERVER),
        reset == null ? null : new ClosingSegment(reset, resetNs, resetPacket));
  }

  private static @Nullable ClosingSegment fin(Connection connection, Side side) {
    HalfStream half = connection.halfStream(side.sends());
    return half.finSeen ? new ClosingSegment(side, half.finNs, half.finPacket) : null;
  }

  private CloseKind kind(Connection connection, long untilNs) {
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
    if (reset != null && !(finsDone && unackedBytes() == 0)) {
      return resetKind();
    }
    if (finsDone || (firstFin != null && !connection.bothDirections())) {
      return halfCloseUsed ? CloseKind.HALF_CLOSE : CloseKind.GRACEFUL;
    }
    return unanswered.inVain(untilNs) ? CloseKind.TIMED_OUT : CloseKind.OPEN_AT_END;
  }

  private CloseKind resetKind() {
    if (givenUp) {
      return CloseKind.TIMED_OUT;
    }
    if (idleBeforeResetNs > 0) {
      return CloseKind.RESET_AFTER_IDLE;
    }
    return unackedBytes() > 0 || requestUnanswered ? CloseKind.RESET_DATA_LOSS : CloseKind.ABORTIVE;
  }

  private @Nullable Long closeWaitNs(Connection connection, long untilNs) {
    if (firstFin == null || firstFinAckedNs == AckRound.NEVER) {
      return null;
    }
    HalfStream second = connection.halfStream(firstFin.opposite().sends());
    long endedNs = untilNs;
    if (clockJumpedNs != AckRound.NEVER) {
      endedNs = clockJumpedNs;
    } else if (second.finSeen) {
      endedNs = second.finNs;
    } else if (reset != null) {
      endedNs = resetNs;
    }
    return Math.max(0, endedNs - firstFinAckedNs);
  }
}
