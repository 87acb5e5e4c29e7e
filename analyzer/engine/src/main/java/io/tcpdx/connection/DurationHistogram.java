package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * Durations of one kind: the lowest exactly, and a histogram with sixteen steps per octave for the
 * quantiles (off by 1/32 at most). Octaves take memory once they are hit.
 */
public final class DurationHistogram {
  /** No sample yet. */
  public static final long UNKNOWN = -1;

  private static final int OCTAVES = 64;
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;

  private long minNs = UNKNOWN;
  private long maxNs = UNKNOWN;
  private long lastNs = UNKNOWN;
  private long samples;
  private int @Nullable [] @Nullable [] octaves;

  /** The lowest sample in nanoseconds, or {@link #UNKNOWN}. */
  public long minNs() {
    return minNs;
  }

  /** The highest sample in nanoseconds, or {@link #UNKNOWN}. */
  public long maxNs() {
    return maxNs;
  }

  /** The latest sample in nanoseconds, or {@link #UNKNOWN}. */
  public long lastNs() {
    return lastNs;
  }

  /** How many samples there are. */
  public long samples() {
    return samples;
  }

  /** Takes a sample in nanoseconds; a negative one is dropped, since time stamps went backward. */
  public void sample(long durationNs) {
    if (durationNs < 0) {
      return;
    }
    minNs = samples == 0 ? durationNs : Math.min(minNs, durationNs);
    maxNs = Math.max(maxNs, durationNs);
    lastNs = durationNs;
    samples++;
    long value = Math.max(durationNs, STEPS);
    int octave = 63 - Long.numberOfLeadingZeros(value);
    steps(octave)[(int) (value >>> (octave - STEP_BITS)) & (STEPS - 1)]++;
  }

  private int[] steps(int octave) {
    if (octaves == null) {
      octaves = new int[OCTAVES][];
    }
    int[] steps = octaves[octave];
    if (steps == null) {
      steps = new int[STEPS];
      octaves[octave] = steps;
    }
    return steps;
  }

  /**
   * The value below which {@code percent} of the samples lie, in nanoseconds, or {@link #UNKNOWN};
   * never below the lowest nor above the highest sample.
   */
  public long quantileNs(int percent) {
    if (octaves == null) {
      return UNKNOWN;
    }
    long wanted = Math.max(1, (samples * percent + 99) / 100);
    long seen = 0;
    for (int octave = STEP_BITS; octave < OCTAVES; octave++) {
      int[] steps = octaves[octave];
      for (int step = 0; steps != null && step < STEPS; step++) {
        seen += steps[step];
        if (seen >= wanted) {
          return middleNs(octave, step);
        }
      }
    }
    return maxNs;
  }

  private long middleNs(int octave, int step) {
    if (octave == STEP_BITS && step == 0) {
      return minNs; // here lie all that are shorter than this, too
    }
    long width = 1L << (octave - STEP_BITS);
    long middle = (1L << octave) + step * width + width / 2;
    return Math.max(minNs, Math.min(maxNs, middle));
  }

  @Nullable RttSummary summary() {
    return samples == 0 ? null : new RttSummary(minNs, quantileNs(50), quantileNs(95), samples);
  }
}
