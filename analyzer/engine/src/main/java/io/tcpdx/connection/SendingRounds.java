package io.tcpdx.connection;

/**
 * The rounds in which one side sent, as it saw them itself: a round begins with the first new data
 * after something was acknowledged that had been sent in the round before, so that it lasts for one
 * RTT while the sender is held by its window (as in RFC 9406 §4.2). Holds the current round and the
 * one before; allocates nothing.
 */
final class SendingRounds {
  private boolean any;
  private long mark;
  private long sentEnd;
  private long ackAtStart;
  private int number;

  private long startNs;
  private long bytes;
  private long peakFlightBytes;

  private long lastStartNs;
  private long lastEndNs;
  private long lastBytes;
  private long lastPeakFlightBytes;
  private long lastDeliveredBytes;

  /**
   * Takes new data.
   *
   * @param flight with what its sender knew when it sent it
   * @return whether it begins a round, so that the one before is complete
   */
  boolean onData(Segment segment, FlightTracker flight) {
    long start = segment.start;
    long end = segment.end;
    long knownAck = flight.knownAck();
    boolean first = !any;
    boolean begins = first || knownAck > mark;
    if (begins) {
      close(segment.timeNs(), knownAck);
      any = true;
      number++;
      mark = first ? start : sentEnd;
      ackAtStart = knownAck;
      startNs = segment.timeNs();
      bytes = 0;
      peakFlightBytes = 0;
    }
    bytes += end - Math.max(start, Math.min(end, first ? start : sentEnd));
    sentEnd = first ? end : Math.max(sentEnd, end);
    peakFlightBytes = Math.max(peakFlightBytes, flight.flightBytes());
    return begins && !first;
  }

  private void close(long timeNs, long knownAck) {
    lastStartNs = startNs;
    lastEndNs = timeNs;
    lastBytes = bytes;
    lastPeakFlightBytes = peakFlightBytes;
    lastDeliveredBytes = knownAck - ackAtStart;
  }

  /** Whether anything was sent. */
  boolean any() {
    return any;
  }

  /** One past the highest position that was sent. */
  long sentEnd() {
    return sentEnd;
  }

  /** Number of the current round, from 1; 0 before any. */
  int number() {
    return number;
  }

  /** When the current round began. */
  long startNs() {
    return startNs;
  }

  /** Bytes sent for the first time in the current round, so far. */
  long bytes() {
    return bytes;
  }

  /** Largest flight of the current round, so far. */
  long peakFlightBytes() {
    return peakFlightBytes;
  }

  /** When the round before began. */
  long lastStartNs() {
    return lastStartNs;
  }

  /** How long the round before took, until the current one began, in nanoseconds. */
  long lastDurationNs() {
    return lastEndNs - lastStartNs;
  }

  /** Bytes sent for the first time in the round before. */
  long lastBytes() {
    return lastBytes;
  }

  /** Largest flight of the round before. */
  long lastPeakFlightBytes() {
    return lastPeakFlightBytes;
  }

  /** Bytes whose acknowledgment the sender got in the round before. */
  long lastDeliveredBytes() {
    return lastDeliveredBytes;
  }
}
