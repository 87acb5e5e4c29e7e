package io.tcpdx.ledger;

/**
 * Sums of durations. Of a capture whose clock jumps by a century, three connections together last
 * longer than a long can tell: such a sum stays at the most that can be told.
 */
public final class Sums {
  private Sums() {}

  /** Both together, in nanoseconds; neither may be negative. */
  public static long plus(long oneNs, long otherNs) {
    long sum = oneNs + otherNs;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
