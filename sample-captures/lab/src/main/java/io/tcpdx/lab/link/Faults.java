package io.tcpdx.lab.link;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The faults that scenarios choose from. */
public final class Faults {

  private Faults() {}

  /**
   * Applies {@code verdict} to chosen ones (counted from 1) of the segments of {@code direction}
   * that match. A retransmission of data already counted counts again.
   */
  public static Fault nth(
      String description,
      Direction direction,
      Predicate<Segment> matching,
      Verdict verdict,
      int... chosen) {
    Set<Integer> ordinals = Arrays.stream(chosen).boxed().collect(Collectors.toSet());
    int[] seen = {0};
    return fault(
        description,
        direction,
        segment -> matching.test(segment) && ordinals.contains(++seen[0]) ? verdict : Verdict.PASS);
  }

  /** Loses every segment of {@code direction} that matches while {@code active} says so. */
  public static Fault lostWhile(
      String description,
      Direction direction,
      Predicate<Segment> matching,
      BooleanSupplier active) {
    return fault(
        description,
        direction,
        segment ->
            active.getAsBoolean() && matching.test(segment)
                ? Verdict.LOST_BEFORE_MIDDLE
                : Verdict.PASS);
  }

  /** Loses each segment of {@code direction} with the same probability; the seed fixes which. */
  public static Fault random(Direction direction, double probability, long seed) {
    return random(
        "loses " + direction + " segments at random, p=" + probability + ", seed " + seed,
        direction,
        segment -> true,
        Verdict.LOST_BEFORE_MIDDLE,
        probability,
        seed);
  }

  /** Applies {@code verdict} to each segment that matches with the same probability. */
  public static Fault random(
      String description,
      Direction direction,
      Predicate<Segment> matching,
      Verdict verdict,
      double probability,
      long seed) {
    Random random = new Random(seed);
    return fault(
        description,
        direction,
        segment ->
            matching.test(segment) && random.nextDouble() < probability ? verdict : Verdict.PASS);
  }

  /** Applies {@code verdict} to each {@code n}-th segment of {@code direction} that matches. */
  public static Fault every(
      String description,
      Direction direction,
      Predicate<Segment> matching,
      Verdict verdict,
      int n) {
    int[] seen = {0};
    return fault(
        description,
        direction,
        segment -> matching.test(segment) && ++seen[0] % n == 0 ? verdict : Verdict.PASS);
  }

  /**
   * Loses the {@code n}-th data segment of {@code direction}, and what begins with the same byte,
   * {@code times} times in all: the retransmissions of it too.
   */
  public static Fault again(
      String description, Direction direction, Verdict verdict, int n, int times) {
    int[] seen = {0};
    int[] taken = {0};
    long[] seq = {-1};
    return fault(
        description,
        direction,
        segment -> {
          if (!segment.isData()) {
            return Verdict.PASS;
          }
          if (++seen[0] == n) {
            seq[0] = segment.seq();
          }
          boolean chosen = segment.seq() == seq[0] && taken[0] < times;
          taken[0] += chosen ? 1 : 0;
          return chosen ? verdict : Verdict.PASS;
        });
  }

  /** Loses everything, both ways, for {@code durationNs} from the n-th data segment on. */
  public static Fault dark(Direction direction, int n, long durationNs) {
    Outage outage = new Outage(direction, n, durationNs);
    return bothWays(
        "takes everything for " + durationNs / 1e9 + " s from data segment " + n + " on",
        (from, segment, nowNs) ->
            outage.leftNs(from, segment, nowNs) > 0 ? Verdict.LOST_AFTER_MIDDLE : Verdict.PASS);
  }

  /** Loses what comes back for {@code durationNs} from the n-th data segment on. */
  public static Fault darkBehind(Direction direction, int n, long durationNs) {
    Outage outage = new Outage(direction, n, durationNs);
    return bothWays(
        "takes all ACKs for " + durationNs / 1e9 + " s from data segment " + n + " on",
        (from, segment, nowNs) ->
            outage.leftNs(from, segment, nowNs) > 0 && from != direction
                ? Verdict.LOST_AFTER_MIDDLE
                : Verdict.PASS);
  }

  /**
   * Holds all segments of {@code direction} for {@code durationNs} from the n-th data segment on,
   * then lets them go at once, in their order.
   */
  public static Fault holds(Direction direction, int n, long durationNs) {
    Outage outage = new Outage(direction, n, durationNs);
    return bothWays(
        "holds everything for " + durationNs / 1e9 + " s from data segment " + n + " on",
        (from, segment, nowNs) -> {
          long leftNs = outage.leftNs(from, segment, nowNs);
          return leftNs > 0 && from == direction ? Verdict.delayed(leftNs) : Verdict.PASS;
        });
  }

  /** A stretch of time that begins with the n-th data segment of a direction. */
  private static final class Outage {
    private final Direction direction;
    private final int first;
    private final long durationNs;
    private int seen;
    private long endNs = Long.MIN_VALUE;

    private Outage(Direction direction, int first, long durationNs) {
      this.direction = direction;
      this.first = first;
      this.durationNs = durationNs;
    }

    private long leftNs(Direction from, Segment segment, long nowNs) {
      if (from == direction && segment.isData() && ++seen == first) {
        endNs = nowNs + durationNs;
      }
      return endNs == Long.MIN_VALUE ? 0 : endNs - nowNs;
    }
  }

  /**
   * A middlebox that forgets the connection after {@code idleNs} without segments, and from then on
   * answers every segment with a RST instead of forwarding it.
   */
  public static Fault forgetsAfter(long idleNs) {
    return new Fault() {
      private long lastNs = Long.MAX_VALUE;
      private boolean forgotten;

      @Override
      public Verdict judge(Direction direction, Segment segment, long nowNs) {
        if (!segment.isTcp()) {
          return Verdict.PASS;
        }
        forgotten |= lastNs != Long.MAX_VALUE && nowNs - lastNs >= idleNs;
        lastNs = nowNs;
        return forgotten && !segment.isRst() ? Verdict.RESET : Verdict.PASS;
      }

      @Override
      public String description() {
        return "forgets the connection after " + idleNs / 1e9 + " s idle, then answers RST";
      }
    };
  }

  /** Loses the first frame of {@code direction} that is no TCP: of DNS over UDP, the first. */
  public static Fault firstDatagramLost(Direction direction) {
    return new Fault() {
      private boolean lost;

      @Override
      public Verdict judge(Direction actual, Segment segment, long nowNs) {
        if (actual != direction || segment.isTcp() || lost) {
          return Verdict.PASS;
        }
        lost = true;
        return Verdict.LOST_AFTER_MIDDLE;
      }

      @Override
      public String description() {
        return "loses the first datagram " + direction + ", beyond the middle";
      }
    };
  }

  private interface Judge {
    Verdict judge(Direction direction, Segment segment, long nowNs);
  }

  private static Fault bothWays(String description, Judge judge) {
    return new Fault() {
      @Override
      public Verdict judge(Direction direction, Segment segment, long nowNs) {
        return segment.isTcp() ? judge.judge(direction, segment, nowNs) : Verdict.PASS;
      }

      @Override
      public String description() {
        return description;
      }
    };
  }

  private static Fault fault(
      String description, Direction direction, Function<Segment, Verdict> judge) {
    return new Fault() {
      @Override
      public Verdict judge(Direction actual, Segment segment, long nowNs) {
        return actual == direction && segment.isTcp() ? judge.apply(segment) : Verdict.PASS;
      }

      @Override
      public String description() {
        return description;
      }
    };
  }
}
