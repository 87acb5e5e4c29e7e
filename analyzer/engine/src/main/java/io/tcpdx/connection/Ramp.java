package io.tcpdx.connection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One slow start of one sender, round by round, as its sender saw it. */
public final class Ramp {
  /** Flights are kept for so many rounds; more doublings than this no window holds (RFC 7323). */
  private static final int MAX_FLIGHTS = 32;

  /** Fewer say nothing of the rate that was reached. */
  private static final int MIN_ROUNDS_AFTER = 2;

  private static final int FIRST_FLIGHTS = 4;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private long[] flightBytes = new long[FIRST_FLIGHTS];
  private int flights;

  private final long startNs;
  private final long firstPacket;
  long lastPacket;
  private long endNs;
  int rounds;
  long bytes;
  private long lastedNs;
  private long longestRoundNs;
  boolean applicationLast;
  long bestDeliveredBytes;
  long bestDeliveredInNs;
  @Nullable SlowStartEnd end;

  long bytesAfter;
  long busyAfterNs;
  int roundsAfter;

  Ramp(long startNs, long firstPacket) {
    this.startNs = startNs;
    this.firstPacket = firstPacket;
    this.lastPacket = firstPacket;
    this.endNs = startNs;
  }

  void addRound(long flight, long sentBytes, long packet, long lastSentNs, long durationNs) {
    lastedNs += durationNs;
    longestRoundNs = Math.max(longestRoundNs, durationNs);
    rounds++;
    bytes += sentBytes;
    lastPacket = packet;
    endNs = Math.max(endNs, lastSentNs);
    if (flights == flightBytes.length && flights < MAX_FLIGHTS) {
      flightBytes = Arrays.copyOf(flightBytes, flights * 2);
    }
    if (flights < flightBytes.length) {
      flightBytes[flights++] = flight;
    }
  }

  void addDelivery(long deliveredBytes, long inNs) {
    boolean faster =
        bestDeliveredInNs == 0
            || (double) deliveredBytes * bestDeliveredInNs > (double) bestDeliveredBytes * inNs;
    if (deliveredBytes > 0 && inNs > 0 && faster) {
      bestDeliveredBytes = deliveredBytes;
      bestDeliveredInNs = inNs;
    }
  }

  void addRoundAfter(long sentBytes, long busyNs) {
    roundsAfter++;
    bytesAfter += sentBytes;
    busyAfterNs += busyNs;
  }

  /** When its first segment passed, nanoseconds since the epoch. */
  public long startNs() {
    return startNs;
  }

  /** Number of the packet that it begins with. */
  public long firstPacket() {
    return firstPacket;
  }

  /** Number of the packet that its last round ends with. */
  public long lastPacket() {
    return lastPacket;
  }

  /** When that packet passed, nanoseconds since the epoch. */
  public long endNs() {
    return endNs;
  }

  /** Rounds in which the sender was in slow start. */
  public int rounds() {
    return rounds;
  }

  /** Payload bytes sent in them. */
  public long bytes() {
    return bytes;
  }

  /**
   * How long they took, in nanoseconds; time in which the sender had nothing to send, or the
   * receiver's window had no room, is not in it. The last round of a transfer counts as far as
   * something was sent in it.
   */
  public long lastedNs() {
    return lastedNs;
  }

  /** How many flights are kept. */
  public int flights() {
    return flights;
  }

  /** The largest flight of a round, bytes; rounds count from 0. */
  public long flightBytes(int round) {
    return flightBytes[round];
  }

  /** The largest flight of all rounds, bytes. */
  public long peakFlightBytes() {
    long peak = 0;
    for (int i = 0; i < flights; i++) {
      peak = Math.max(peak, flightBytes[i]);
    }
    return peak;
  }

  /** Highest rate at which what was sent in a round was acknowledged, bytes a second. */
  public long peakBytesPerSecond() {
    return perSecond(bestDeliveredBytes, bestDeliveredInNs);
  }

  /**
   * What the sender reached after slow start, bytes a second, the time in which it had nothing to
   * send left out: over all rounds after it; or, where hardly any followed, its largest flight in
   * each of the longest round trips that it had met.
   */
  public long bytesPerSecondAfter() {
    boolean measured = roundsAfter >= MIN_ROUNDS_AFTER && busyAfterNs > 0;
    return measured
        ? perSecond(bytesAfter, busyAfterNs)
        : Math.max(peakBytesPerSecond(), perSecond(peakFlightBytes(), longestRoundNs));
  }

  /**
   * How long the sender took for all that was seen of it, in nanoseconds; time without anything to
   * send is not in it.
   */
  public long transferNs() {
    return lastedNs + busyAfterNs;
  }

  /** What ended it. */
  public SlowStartEnd end() {
    if (end != null) {
      return end;
    }
    return applicationLast ? SlowStartEnd.APPLICATION : SlowStartEnd.TRANSFER_END;
  }

  /** Whether it was over before the transfer was. */
  public boolean ended() {
    return end != null;
  }

  private static long perSecond(long bytes, long inNs) {
    return inNs == 0 ? 0 : Math.round((double) bytes * NS_PER_SECOND / inNs);
  }
}
