package io.tcpdx.ledger;

/**
 * Sums of durations. Of a capture whose clock jumps by a century, three connections together last
 * longer than a long can tell: such a sum stays at the most that can be told.
 */
public final class Sums {
  private Sums() {}

  /** Both together, in nanoseconds. */
  public static long plus(long oneNs, long otherNs) {
    long sum = oneNs + otherNs;
    return oneNs >= 0 && otherNs >= 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }
}
