package io.tcpdx.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where moments stand on the axis of a waterfall: by their time. Once a pause is longer than all
 * that went on, so that nothing could be told apart beside it, all long pauses are left out.
 */
final class TimeAxis {
  /** What stands for a pause that is left out, at most: this part of the time that was not. */
  private static final double CUT_PAUSE = 1 / 20.0;

  /** When something went on, from and to, in order. */
  private final long[] fromNs;

  private final long[] toNs;

  /** Where each of these begins on the axis. */
  private final long[] atNs;

  private final long lengthNs;
  private final boolean cut;

  /** Time in which something went on. */
  private record Busy(long fromNs, long toNs) {}

  private TimeAxis(List<Busy> busy) {
    fromNs = busy.stream().mapToLong(Busy::fromNs).toArray();
    toNs = busy.stream().mapToLong(Busy::toNs).toArray();
    atNs = new long[fromNs.length];
    long busyNs = busy.stream().mapToLong(b -> b.toNs() - b.fromNs()).sum();
    boolean anyTooLong = false;
    for (int i = 1; i < fromNs.length; i++) {
      anyTooLong |= fromNs[i] - toNs[i - 1] > busyNs;
    }
    long most = anyTooLong ? Math.round(busyNs * CUT_PAUSE) : Long.MAX_VALUE;
    for (int i = 1; i < fromNs.length; i++) {
      long pause = fromNs[i] - toNs[i - 1];
      atNs[i] = atNs[i - 1] + toNs[i - 1] - fromNs[i - 1] + Math.min(pause, most);
    }
    int last = fromNs.length - 1;
    cut = anyTooLong;
    lengthNs = last < 0 ? 1 : Math.max(1, atNs[last] + toNs[last] - fromNs[last]);
  }

  /** The axis on which these stand. */
  static TimeAxis of(List<PhaseSpan> spans) {
    List<PhaseSpan> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(PhaseSpan::fromNs));
    List<Busy> busy = new ArrayList<>();
    for (PhaseSpan span : sorted) {
      Busy last = busy.isEmpty() ? null : busy.get(busy.size() - 1);
      if (last != null && span.fromNs() <= last.toNs()) {
        busy.set(busy.size() - 1, new Busy(last.fromNs(), Math.max(last.toNs(), span.toNs())));
      } else {
        busy.add(new Busy(span.fromNs(), span.toNs()));
      }
    }
    return new TimeAxis(busy);
  }

  /** How long it is, in nanoseconds. */
  long lengthNs() {
    return lengthNs;
  }

  /** Whether pauses are left out. */
  boolean cut() {
    return cut;
  }

  /** Where a moment stands on it, in nanoseconds from its beginning. */
  long at(long timeNs) {
    int found = Arrays.binarySearch(fromNs, timeNs);
    int i = found >= 0 ? found : -found - 2;
    if (i < 0) {
      return 0;
    }
    return atNs[i] + Math.min(timeNs, toNs[i]) - fromNs[i];
  }
}
