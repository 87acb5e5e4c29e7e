package io.tcpdx.ledger;

import java.util.Arrays;

/** Where the time of one or more connections went: nanoseconds by cause. Immutable. */
public final class LedgerSummary {
  /** No time at all. */
  public static final LedgerSummary EMPTY = new LedgerSummary(new long[Cause.COUNT]);

  /** By the causes' precedence. */
  private final long[] ns;

  LedgerSummary(long[] ns) {
    this.ns = ns.clone();
  }

  /** So many nanoseconds, all of them charged to that cause. */
  public static LedgerSummary of(Cause cause, long ns) {
    long[] charged = new long[Cause.COUNT];
    charged[cause.precedence()] = ns;
    return new LedgerSummary(charged);
  }

  /** What was charged to that cause, in nanoseconds. */
  public long ns(Cause cause) {
    return ns[cause.precedence()];
  }

  /** What was charged to all causes: the lifetime, to the nanosecond. */
  public long totalNs() {
    return Arrays.stream(ns).reduce(0, Sums::plus);
  }

  /** Both together. */
  public LedgerSummary plus(LedgerSummary other) {
    long[] sum = ns.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Sums.plus(sum[i], other.ns[i]);
    }
    return new LedgerSummary(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LedgerSummary ledger && Arrays.equals(ns, ledger.ns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ns);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("LedgerSummary[");
    for (Cause cause : Cause.values()) {
      if (ns(cause) != 0) {
        text.append(cause).append('=').append(ns(cause)).append("ns ");
      }
    }
    return text.toString().strip() + "]";
  }
}
