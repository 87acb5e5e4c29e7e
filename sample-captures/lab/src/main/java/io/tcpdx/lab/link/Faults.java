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
    Random random = new Random(seed);
    return fault(
        "loses " + direction + " segments at random, p=" + probability + ", seed " + seed,
        direction,
        segment -> random.nextDouble() < probability ? Verdict.LOST_BEFORE_MIDDLE : Verdict.PASS);
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
