package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Follows the acts of a connection, and finds out of each pause between two of them what it was
 * that its end had waited for.
 */
final class PauseTracker {
  /**
   * Pauses within a flight that are shorter than the RTT divided by this are the path's own rate: a
   * sender whose window holds it back waits for most of an RTT, less the time that the window takes
   * to pass.
   */
  private static final int RATE_DIVISOR = 4;

  /** Segments that follow each other no slower than this times the pace before are a stream. */
  private static final int STEADY_FACTOR = 2;

  /** What the latest pause counts in the average pace: 1/8, as in SRTT (RFC 6298 §2). */
  private static final int PACE_SHIFT = 3;

  /** Shorter pauses than this are a sender's own time to send. */
  private static final long MIN_PAUSE_NS = 200_000L;

  final Pause pause = new Pause();

  private boolean due;
  private boolean ended;

  /** The sender's state when the pause began. */
  private boolean senderKnown;

  private long roomBytes;
  private boolean fullBefore;
  private boolean slowStartBefore;
  private final long[] paceNs = {-1, -1};

  /** What the next pause begins with. */
  private Act nextAct = Act.NONE;

  private boolean nextEndingSeen;
  private long nextFlightBytes;
  private boolean nextClosed;

  PauseTracker(long startNs, long firstPacket) {
    pause.begin(startNs, firstPacket);
  }

  /** Whether a pause has ended and is to be handed out, before {@link #restart}. */
  boolean due() {
    return due;
  }

  /**
   * Takes a segment after both streams' state was brought up to date by it.
   *
   * @param establishes whether it completes the set-up
   */
  void onSegment(Segment segment, boolean establishes, HalfStream me, HalfStream peer) {
    if (due) {
      restart(); // nobody asked for it
    }
    noteWindow(segment, me);
    Act act = actOf(segment, establishes);
    if (act == Act.NONE) {
      noteAck(segment, peer);
      return;
    }
    end(segment.timeNs(), segment.number(), segment.direction(), act);
    if (pause.sameSender()) {
      judge(segment, me, peer);
    }
    nextAct = segment.has(TcpView.FIN) ? Act.FIN : act;
    nextEndingSeen = pause.endingSeen || segment.hasAny(TcpView.FIN | TcpView.RST);
    me.flight.learn(segment, peer.rtt.minNs(), me.fullRttNs(peer));
    slowStartBefore = me.slowStart.active();
    senderKnown = me.flight.known() && me.ackedKnown;
    nextFlightBytes = senderKnown ? Math.max(0, me.next - me.flight.knownAck()) : 0;
    nextClosed = peer.windowKnown && peer.windowBytes == 0;
    roomBytes = me.flight.knownEdge() - me.next;
    fullBefore = !HalfStream.isSmall(segment.payloadLength, me.segmentSize(peer));
  }

  /** The connection has ended: so has its last pause. */
  void finish(long endNs, long lastPacket) {
    if (due) {
      restart();
    }
    if (!ended) {
      ended = true;
      end(endNs, lastPacket, pause.before, Act.END);
    }
  }

  private void end(long timeNs, long packet, Direction direction, Act act) {
    pause.endNs = Math.max(pause.startNs, timeNs);
    pause.endPacket = packet;
    pause.after = direction;
    pause.afterAct = act;
    due = true;
  }

  /** The pause that ended was handed out: the next one begins. */
  void restart() {
    Direction before = pause.after;
    pause.begin(pause.endNs, pause.endPacket);
    pause.before = before;
    pause.beforeAct = nextAct;
    pause.endingSeen = nextEndingSeen;
    pause.flightBytes = nextFlightBytes;
    pause.windowClosedNs = nextClosed ? pause.startNs : AckRound.NEVER;
    due = false;
  }

  private static Act actOf(Segment segment, boolean establishes) {
    if (segment.has(TcpView.RST)) {
      return Act.RESET;
    }
    if (segment.has(TcpView.SYN)) {
      return segment.is(Segment.NEW) ? Act.SYN : Act.NONE; // once more it moves nobody on
    }
    if (segment.is(Segment.WINDOW_PROBE | Segment.KEEP_ALIVE)) {
      return Act.NONE;
    }
    if (segment.is(Segment.RETRANSMISSION)) {
      return Act.DATA_AGAIN;
    }
    if (segment.is(Segment.NEW)) {
      return segment.payloadLength > 0 ? Act.DATA : Act.FIN;
    }
    return establishes ? Act.ESTABLISH : Act.NONE;
  }

  private void noteWindow(Segment segment, HalfStream me) {
    boolean towardSender = segment.direction() != pause.before;
    pause.probed |= !towardSender && segment.is(Segment.WINDOW_PROBE);
    if (!towardSender || !me.windowKnown || segment.hasAny(TcpView.SYN | TcpView.RST)) {
      return;
    }
    if (me.windowBytes == 0 && pause.windowClosedNs == AckRound.NEVER) {
      pause.windowClosedNs = Math.max(pause.startNs, segment.timeNs());
    }
    if (me.windowBytes > 0 && pause.windowClosedNs != AckRound.NEVER) {
      pause.windowReopenedNs = Math.max(pause.windowClosedNs, segment.timeNs());
    }
  }

  private void noteAck(Segment segment, HalfStream peer) {
    boolean coversAll =
        segment.is(Segment.ADVANCES_ACK)
            && segment.direction() != pause.before
            && peer.outstanding.isEmpty();
    if (coversAll && pause.ackedNs == AckRound.NEVER) {
      pause.ackedNs = Math.max(pause.startNs, segment.timeNs());
    }
  }

  private void judge(Segment segment, HalfStream me, HalfStream peer) {
    long senderRttNs = peer.rtt.minNs();
    boolean late = segment.is(Segment.OUT_OF_ORDER); // the path's doing, not the sender's
    pause.limit = late ? SendLimit.NONE : limit(segment, me, peer, senderRttNs);
    pause.slowStart = slowStartBefore;
    boolean windowHeldIt =
        pause.limit == SendLimit.RECEIVE_WINDOW || pause.limit == SendLimit.ZERO_WINDOW;
    if (!late && !windowHeldIt) {
      notePace(segment);
    }
  }

  private SendLimit limit(Segment segment, HalfStream me, HalfStream peer, long senderRttNs) {
    long fullRttNs = me.fullRttNs(peer);
    if (waitedForReopening(segment, Math.max(0, senderRttNs))) {
      return SendLimit.ZERO_WINDOW;
    }
    if (!senderKnown || fullRttNs < 0) {
      return pause.durationNs() <= MIN_PAUSE_NS ? SendLimit.NONE : SendLimit.UNKNOWN;
    }
    long slackNs = AckRound.slackNs(senderRttNs);
    long sinceAckNs = sinceAckNs(segment, me.flight, senderRttNs, slackNs);
    boolean ackCame = sinceAckNs <= pause.durationNs() + slackNs;
    long segmentSize = me.segmentSize(peer);
    if (roomBytes < Math.min(segmentSize, segment.payloadLength) && roomBytes >= 0) {
      boolean soon = ackCame && sinceAckNs <= Math.max(slackNs, fullRttNs / 2);
      return soon ? SendLimit.RECEIVE_WINDOW : SendLimit.APPLICATION;
    }
    if (fillsLittleRoom(segment, segmentSize)) {
      return SendLimit.RECEIVE_WINDOW;
    }
    boolean steady = followsSteadily(segment, fullRttNs);
    boolean released = ackCame && sinceAckNs <= slackNs && !(steady && sentBefore(segment, me));
    long currentRttNs = Math.max(fullRttNs, me.rtt.lastNs() + senderRttNs);
    if (released && fullBefore && pause.flightBytes >= segmentSize) {
      boolean waited = pause.durationNs() > Math.max(MIN_PAUSE_NS, currentRttNs / RATE_DIVISOR);
      return waited ? SendLimit.CONGESTION_WINDOW : SendLimit.NONE;
    }
    boolean atRate =
        pause.durationNs() <= MIN_PAUSE_NS
            || (fullBefore && pause.durationNs() <= currentRttNs / RATE_DIVISOR)
            || steady;
    return atRate ? SendLimit.NONE : SendLimit.APPLICATION;
  }

  /**
   * How long ago the latest ACK had reached the sender, in nanoseconds. The path jitters: one that
   * should arrive within the slack has arrived.
   */
  private static long sinceAckNs(
      Segment segment, FlightTracker flight, long senderRttNs, long slackNs) {
    long nowThereNs = segment.timeNs() - senderRttNs;
    boolean justCame = flight.nextAckNs() <= nowThereNs + slackNs;
    return justCame ? 0 : Math.max(0, nowThereNs - flight.knownAckNs());
  }

  private boolean followsSteadily(Segment segment, long fullRttNs) {
    long pace = paceNs[segment.direction().index()];
    boolean steady =
        pace >= 0
            ? pause.durationNs() <= STEADY_FACTOR * pace
            : pause.durationNs() <= fullRttNs / 2;
    return steady && fullBefore && pause.flightBytes > 0;
  }

  /**
   * Whether less than a segment fills all the room there was: its sender had waited for more until
   * its timer ran out (RFC 9293 §3.8.6.2.1).
   */
  private boolean fillsLittleRoom(Segment segment, long segmentSize) {
    return roomBytes < segmentSize
        && segment.payloadLength() == roomBytes
        && pause.durationNs() > MIN_PAUSE_NS;
  }

  /** Whether the window was closed, and the sender had something to send all the while. */
  private boolean waitedForReopening(Segment segment, long senderRttNs) {
    long sinceNs = segment.timeNs() - pause.windowReopenedNs - senderRttNs;
    return pause.windowReopenedNs != AckRound.NEVER
        && (pause.probed || sinceNs <= AckRound.slackNs(senderRttNs));
  }

  /** Whether it echoes an older timestamp than the ACK's that would have released it. */
  private static boolean sentBefore(Segment segment, HalfStream me) {
    TcpOptions options = segment.packet.tcpOptions();
    return options.hasTimestamps()
        && me.flight.knownHasTimestamp()
        && options.timestampEcho() - me.flight.knownTimestamp() < 0;
  }

  private void notePace(Segment segment) {
    int index = segment.direction().index();
    long durationNs = pause.durationNs();
    long before = paceNs[index];
    paceNs[index] = before < 0 ? durationNs : before + ((durationNs - before) >> PACE_SHIFT);
  }
}
