package io.tcpdx.cli.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Of all rows of a waterfall the slowest, and how many there were of each client and host. */
final class SlowestRows {
  /**
   * Whose rows stand together.
   *
   * @param client address of who asked
   * @param host who was asked
   */
  record Group(String client, String host) {
    static Group of(WaterfallRow row) {
      return new Group(row.connection().client().address(), row.host());
    }

    @Override
    public String toString() {
      return client + " → " + host;
    }
  }

  private record Ranked(WaterfallRow row, long number) {}

  /** The first to go comes first: the fastest, and of those the latest. */
  private final PriorityQueue<Ranked> kept =
      new PriorityQueue<>(
          Comparator.comparingLong((Ranked ranked) -> ranked.row().tookNs())
              .thenComparing(Comparator.comparingLong(Ranked::number).reversed()));

  private final Map<Group, Long> counts = new HashMap<>();
  private final int most;
  private long count;
  private long beganNs = Long.MAX_VALUE;

  /**
   * @param most how many are kept
   */
  SlowestRows(int most) {
    this.most = most;
  }

  void add(WaterfallRow row) {
    counts.merge(Group.of(row), 1L, Long::sum);
    beganNs = Math.min(beganNs, row.beganNs());
    kept.add(new Ranked(row, count++));
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** The slowest, in the order of time. */
  List<WaterfallRow> inOrder() {
    return kept.stream()
        .sorted(
            Comparator.comparingLong((Ranked ranked) -> ranked.row().beganNs())
                .thenComparingLong(Ranked::number))
        .map(Ranked::row)
        .toList();
  }

  /** How many there were. */
  long count() {
    return count;
  }

  /** How many there were of those. */
  long count(Group group) {
    return counts.getOrDefault(group, 0L);
  }

  /** When the first of all began, nanoseconds since the epoch. */
  long beganNs() {
    return beganNs;
  }
}
