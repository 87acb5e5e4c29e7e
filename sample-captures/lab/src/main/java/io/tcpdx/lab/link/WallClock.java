package io.tcpdx.lab.link;

import java.time.Instant;

/** Turns {@link System#nanoTime()} into wall time, by the offset between both at its making. */
public final class WallClock {

  private static final int SAMPLES = 50;

  private final long offsetNs;

  public WallClock() {
    long best = Long.MAX_VALUE;
    long offset = 0;
    // The sample with the shortest distance between both readings is the truest.
    for (int i = 0; i < SAMPLES; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long after = System.nanoTime();
      if (after - before < best) {
        best = after - before;
        offset = epochNs(wall) - (before + (after - before) / 2);
      }
    }
    this.offsetNs = offset;
  }

  /** Nanoseconds since 1970, UTC, at the monotonic time {@code nanoTime}. */
  public long epochNs(long nanoTime) {
    return nanoTime + offsetNs;
  }

  private static long epochNs(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
