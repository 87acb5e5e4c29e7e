package io.tcpdx.connection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the times of an analysis are to be read. Everything is measured in capture time: nanoseconds
 * since the epoch until the capture's clock jumps for the first time; from there on each stretch
 * goes on where the one before it ended. So what spans a jump has, at most, the time that the
 * capture shows of it, and nobody downstream can measure the jump itself. For a person a moment is
 * translated back into what the capture's clock said.
 */
public final class CaptureTimes {
  /** Stretches remembered; a clock that jumps more often is read as after the last of these. */
  static final int MAX_STRETCHES = 1 << 20;

  private static final int INITIAL_STRETCHES = 4;

  /** When each stretch begins: in capture time, and what the clock said. */
  private long[] startsNs = new long[INITIAL_STRETCHES];

  private long[] saidNs = new long[INITIAL_STRETCHES];
  private int remembered;
  private int stretches;
  private long startNs;
  private long startSaidNs;
  private long latestNs = Long.MIN_VALUE;

  /** A stretch begins with a frame of that time, by the capture's clock. */
  void begin(long clockNs) {
    startNs = stretches == 0 ? clockNs : Math.max(latestNs, latestNs + 1);
    startSaidNs = clockNs;
    stretches++;
    if (remembered == MAX_STRETCHES) {
      return;
    }
    if (remembered == startsNs.length) {
      startsNs = Arrays.copyOf(startsNs, 2 * remembered);
      saidNs = Arrays.copyOf(saidNs, 2 * remembered);
    }
    startsNs[remembered] = startNs;
    saidNs[remembered] = clockNs;
    remembered++;
  }

  /** The capture time of a frame of the latest stretch. */
  long take(long clockNs) {
    long sinceNs = clockNs - startSaidNs;
    long timeNs = startNs + sinceNs;
    if (sinceNs > 0 && timeNs < startNs) {
      timeNs = Long.MAX_VALUE; // in 2262 the time that can be told ends
    }
    if (stretches > 1) {
      timeNs = Math.max(timeNs, startNs); // recorded late, but not before the jump
    }
    latestNs = Math.max(latestNs, timeNs);
    return timeNs;
  }

  /** Stretches so far: one more with each jump. */
  int stretches() {
    return stretches;
  }

  /** How often the clock jumped. */
  public int jumps() {
    return Math.max(0, stretches - 1);
  }

  /** What the capture's clock said at that capture time, nanoseconds since the epoch. */
  public long clockNs(long timeNs) {
    int index = stretchAt(timeNs);
    return index < 0 ? timeNs : saidNs[index] + (timeNs - startsNs[index]);
  }

  /**
   * Whether the clock jumped between these, so that it is not known how long that took; both in
   * capture time.
   */
  public boolean jumpedBetween(long fromNs, long toNs) {
    return stretchAt(fromNs) != stretchAt(toNs);
  }

  /**
   * The later of both, but not behind a jump of the clock: until when the capture shows what became
   * of something that began then; both in capture time.
   */
  public long withinStretch(long fromNs, long untilNs) {
    int next = stretchAt(fromNs) + 1;
    return next < remembered ? Math.min(untilNs, startsNs[next] - 1) : untilNs;
  }

  /** The number of the stretch that a capture time belongs to; 0 before the clock jumped first. */
  public int stretchOf(long timeNs) {
    return Math.max(0, stretchAt(timeNs));
  }

  /** Whether both read every time alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof CaptureTimes it) || jumps() != it.jumps()) {
      return false;
    }
    return jumps() == 0
        || (Arrays.equals(startsNs, 0, remembered, it.startsNs, 0, it.remembered)
            && Arrays.equals(saidNs, 0, remembered, it.saidNs, 0, it.remembered));
  }

  /** The same at any time, as more stretches may follow. */
  @Override
  public int hashCode() {
    return 1;
  }

  /** The stretch that a time belongs to; what was recorded late in the first one is of that. */
  private int stretchAt(long timeNs) {
    if (remembered <= 1) {
      return remembered - 1;
    }
    int found = Arrays.binarySearch(startsNs, 0, remembered, timeNs);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }
}
