package io.tcpdx.ledger;

import io.tcpdx.connection.Act;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Pause;

/**
 * Whether the server of a connection speaks of its own accord: then what comes from it after a long
 * silence need not be an answer that somebody waited for. Of protocols that are not understood,
 * that is all there is to judge by.
 */
final class Pushes {
  /**
   * A server that goes on by itself after so long was not about to: programs that compute an answer
   * piece by piece send more often, and time-outs of idle connections begin here (Node.js and
   * Apache httpd close after 5 s).
   */
  static final long MIN_SILENCE_NS = 5_000_000_000L;

  /** So many times after each other at intervals of one period are a timer's. */
  private static final int MIN_INTERVALS = 2;

  /** Intervals may miss a multiple of the period by this part of the period: one in so many. */
  private static final int SLACK_DIVISOR = 33;

  private boolean spokeUnasked;
  private long lastNs = Long.MIN_VALUE;
  private long periodNs;
  private int intervals;
  private boolean irregular;

  /** Takes a pause into account that has ended. */
  void onPause(Pause pause) {
    boolean byServer = pause.after() == Direction.SERVER_TO_CLIENT && pause.afterAct() == Act.DATA;
    if (!byServer || pause.durationNs() < MIN_SILENCE_NS) {
      return;
    }
    boolean hadSpoken = pause.before() == Direction.SERVER_TO_CLIENT;
    spokeUnasked |= hadSpoken && pause.beforeAct() == Act.DATA;
    if (lastNs != Long.MIN_VALUE) {
      noteInterval(pause.endNs() - lastNs);
    }
    lastNs = pause.endNs();
  }

  private void noteInterval(long intervalNs) {
    intervals++;
    if (periodNs == 0) {
      periodNs = intervalNs;
      return;
    }
    long shorter = Math.min(periodNs, intervalNs);
    long longer = Math.max(periodNs, intervalNs);
    long rest = longer % shorter;
    irregular |= Math.min(rest, shorter - rest) > shorter / SLACK_DIVISOR;
    periodNs = shorter;
  }

  /** Whether it does, as far as was seen. */
  boolean any() {
    return spokeUnasked || (intervals >= MIN_INTERVALS && !irregular);
  }

  Pushes copy() {
    Pushes copy = new Pushes();
    copy.spokeUnasked = spokeUnasked;
    copy.lastNs = lastNs;
    copy.periodNs = periodNs;
    copy.intervals = intervals;
    copy.irregular = irregular;
    return copy;
  }
}
