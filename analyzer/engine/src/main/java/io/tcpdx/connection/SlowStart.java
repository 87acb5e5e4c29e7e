package io.tcpdx.connection;

/**
 * How the amount that one side has in flight grows (RFC 5681 §3.1): from the connection's start
 * until a loss, or until the flight stops growing without one.
 */
public final class SlowStart {
  /**
   * A round's flight in slow start is 1.5 times the one before at least (delayed ACKs without byte
   * counting, RFC 3465); in congestion avoidance it is a segment more. Half way, in per cent.
   */
  private static final int GROWTH_PERCENT = 125;

  private final SendingRounds rounds = new SendingRounds();
  private boolean active;
  private long bestFlightBytes;

  /** Whether this side is in slow start, as far as can be seen by now. */
  public boolean active() {
    return active;
  }

  /** The stream's SYN was seen: what follows starts slowly. */
  void onStart() {
    active = true;
  }

  /** New data passed; the flight is up to date. */
  void onData(Segment segment, FlightTracker flight) {
    if (!flight.known()) {
      return;
    }
    if (rounds.onData(segment.start, segment.end, segment.timeNs(), flight.knownAck())) {
      endRound();
    }
  }

  /** Data passed again. */
  void onRetransmission() {
    active = false;
  }

  private void endRound() {
    boolean grew = rounds.lastPeakFlightBytes() * 100 >= bestFlightBytes * GROWTH_PERCENT;
    active &= grew;
    bestFlightBytes = Math.max(bestFlightBytes, rounds.lastPeakFlightBytes());
  }
}
