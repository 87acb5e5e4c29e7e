package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * How the amount that one side has in flight grows (RFC 5681 §3.1): in slow start from the
 * connection's start, after a timeout, or where the sender takes its window back after a pause;
 * until a loss, or until flight or rate stop growing without one. Seen as the sender saw it, so
 * that it holds from every capture point.
 */
public final class SlowStart {
  /**
   * A round's flight in slow start is 1.5 times the one before at least (delayed ACKs without byte
   * counting, RFC 3465); in congestion avoidance it is a segment more. Half way, in per cent.
   */
  static final int GROWTH_PERCENT = 125;

  /** A queue may swallow the growth of one round's rate by chance, but not of two. */
  private static final int FLAT_ROUNDS = 2;

  /** Floor of the retransmission timer in Linux and BSD; RFC 6298 §2.4 would have 1 s. */
  private static final long MIN_RTO_NS = 200_000_000L;

  private final SendingRounds rounds = new SendingRounds();
  private final SendingWaits waits = new SendingWaits();
  private final IdleRestart restart = new IdleRestart();

  private boolean active;
  private @Nullable Ramp first;
  private boolean startSeen;
  private long firstPacket;
  private long lastPacket;
  private long bestFlightBytes;
  private int flatRounds;
  private long bestDeliveredBytes;
  private long bestDeliveredInNs;

  private boolean afterTimeout;
  private long thresholdBytes;

  private long smoothedRttNs = -1;
  private long rttVariationNs;

  /** Whether this side is in slow start, as far as can be seen by now. */
  public boolean active() {
    return active;
  }

  /**
   * The slow start at the connection's beginning; null where that was not seen, or where all that
   * this side sent were first flights.
   */
  public @Nullable Ramp first() {
    return first;
  }

  /** The times that this side took its window back after a pause. */
  public IdleRestart restart() {
    return restart;
  }

  /** The stream's SYN was seen: what follows starts slowly. */
  void onStart() {
    active = true;
    startSeen = true;
  }

  /** The clock jumped: a slow start that has shown no round cannot be told from then on. */
  void onClockJump() {
    startSeen &= first != null;
  }

  /** The other side sent payload. */
  void onPeerPayload(long timeNs) {
    waits.onPeerPayload(timeNs);
  }

  /** A sample of the RTT beyond the capture point; that on its near side is added (RFC 6298 §2). */
  void onRtt(long sampleNs, long senderRttNs) {
    long rttNs = sampleNs + Math.max(0, senderRttNs);
    if (smoothedRttNs < 0) {
      smoothedRttNs = rttNs;
      rttVariationNs = rttNs / 2;
      return;
    }
    rttVariationNs += (Math.abs(smoothedRttNs - rttNs) - rttVariationNs) / 4;
    smoothedRttNs += (rttNs - smoothedRttNs) / 8;
  }

  private long retransmissionTimeoutNs() {
    return Math.max(MIN_RTO_NS, smoothedRttNs + 4 * rttVariationNs);
  }

  /** New data passed; the flight is up to date. */
  void onData(Segment segment, HalfStream me, HalfStream peer) {
    FlightTracker flight = me.flight;
    if (!flight.known()) {
      return;
    }
    notePause(segment, flight.knownAck());
    waits.beforeData(segment, me, peer);
    firstPacket = rounds.any() ? firstPacket : segment.number();
    if (rounds.onData(segment, flight)) {
      endRound(segment, me, peer);
      waits.reset();
    }
    waits.afterData(segment, flight, peer.rtt.minNs());
    lastPacket = segment.number();
  }

  private void notePause(Segment segment, long knownAck) {
    long pauseNs = segment.timeNs() - waits.lastNs();
    boolean quiet = waits.any() && rounds.any() && knownAck >= rounds.sentEnd();
    if (quiet && smoothedRttNs >= 0 && pauseNs > retransmissionTimeoutNs()) {
      restart.onPause(segment, pauseNs, lastPacket, bestFlightBytes(), active);
    }
  }

  private long bestFlightBytes() {
    return Math.max(bestFlightBytes, rounds.peakFlightBytes());
  }

  /** Data passed again. */
  void onRetransmission(Segment segment) {
    boolean timedOut =
        waits.any() && segment.timeNs() - waits.lastNs() >= retransmissionTimeoutNs();
    waits.afterAnyData(segment.timeNs());
    if (afterTimeout && !timedOut) {
      return; // slow start sends again what the timeout gave up
    }
    Ramp ramp = first;
    if (active && ramp != null && !ramp.ended()) {
      long lastedNs = segment.timeNs() - rounds.startNs();
      takeRound(ramp, rounds.peakFlightBytes(), rounds.bytes(), lastedNs);
      ramp.end = SlowStartEnd.LOSS;
    }
    restart.end();
    thresholdBytes = bestFlightBytes() / 2;
    bestFlightBytes = 0;
    flatRounds = 0;
    afterTimeout = timedOut;
    active = timedOut;
  }

  /** The connection is over: so is the round under way. */
  void finish(HalfStream me, HalfStream peer) {
    if (!rounds.any()) {
      return;
    }
    restart.finish(rounds.peakFlightBytes(), waits, initialWindowBytes(me), me.segmentSize(peer));
    Ramp ramp = first;
    if (active && !afterTimeout && ramp != null && !ramp.ended() && rounds.bytes() > 0) {
      takeRound(ramp, rounds.peakFlightBytes(), rounds.bytes(), waits.ackNs());
    }
  }

  private long initialWindowBytes(HalfStream me) {
    return startSeen ? me.flight.initialWindowBytes() : 0;
  }

  private void endRound(Segment next, HalfStream me, HalfStream peer) {
    long flight = rounds.lastPeakFlightBytes();
    int restartsBefore = restart.count();
    boolean wasRestart = restart.active();
    boolean ofRestart =
        restart.onRound(flight, waits, next.number(), initialWindowBytes(me), me.segmentSize(peer));
    if (ofRestart) {
      active = true;
      endFirst(restart.confirmed());
    } else if (wasRestart) {
      boolean regained = restart.count() > restartsBefore;
      active = !regained && restart.activeBefore();
      endFirst(regained);
    } else if (active) {
      grow(flight);
    } else if (first != null && first.ended()) {
      first.addRoundAfter(rounds.lastBytes(), rounds.lastDurationNs() - waits.applicationNs());
    }
    bestFlightBytes = Math.max(bestFlightBytes, flight);
  }

  private void endFirst(boolean confirmed) {
    if (confirmed && first != null && !first.ended()) {
      first.end = SlowStartEnd.APPLICATION;
    }
  }

  /** Judges a round of slow start: whether it was one. */
  private void grow(long flight) {
    boolean grew = flight * 100 >= bestFlightBytes * GROWTH_PERCENT;
    boolean idle = waits.applicationNs() > 0;
    boolean faster = noteDelivery();
    flatRounds = faster || idle ? 0 : flatRounds + 1;
    if (afterTimeout) {
      active = flight < thresholdBytes && (grew || idle);
      afterTimeout = active;
      return;
    }
    boolean over = !idle && (!grew || flatRounds >= FLAT_ROUNDS);
    active = !over;
    Ramp ramp = first;
    if (ramp == null && startSeen && !over && !idle) {
      ramp = new Ramp(rounds.lastStartNs(), firstPacket);
      first = ramp;
    }
    if (ramp == null || ramp.ended()) {
      return;
    }
    ramp.applicationLast = idle;
    if (over) {
      ramp.end = waits.windowNs() > 0 ? SlowStartEnd.RECEIVE_WINDOW : SlowStartEnd.NO_GROWTH;
      ramp.addRoundAfter(rounds.lastBytes(), rounds.lastDurationNs() - waits.applicationNs());
    } else if (grew && !idle) {
      takeRound(ramp, flight, rounds.lastBytes(), rounds.lastDurationNs());
    }
  }

  private void takeRound(Ramp ramp, long flight, long bytes, long durationNs) {
    long ownNs = Math.max(0, durationNs - waits.applicationNs() - waits.windowNs());
    ramp.addRound(flight, bytes, lastPacket, waits.lastNs(), ownNs);
    ramp.addDelivery(bestDeliveredBytes, bestDeliveredInNs);
  }

  /** Whether more was acknowledged in that time than in any round before; true where unknown. */
  private boolean noteDelivery() {
    long bytes = rounds.lastDeliveredBytes();
    long inNs = rounds.lastDurationNs();
    if (bytes <= 0 || inNs <= 0 || waits.applicationNs() > 0) {
      return true;
    }
    double before = bestDeliveredInNs == 0 ? 0 : (double) bestDeliveredBytes / bestDeliveredInNs;
    double rate = (double) bytes / inNs;
    if (rate > before) {
      bestDeliveredBytes = bytes;
      bestDeliveredInNs = inNs;
    }
    return rate * 100 >= before * GROWTH_PERCENT;
  }
}
