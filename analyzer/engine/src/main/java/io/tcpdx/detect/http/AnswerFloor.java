package io.tcpdx.detect.http;

import java.util.Arrays;

/**
 * Below which time no answer of a server began. Where all sorts of requests wait about equally
 * long, and far longer than TCP takes to the other end, something nearer than the server (a NAT, a
 * proxy) speaks TCP for it, and that time is the path behind.
 */
final class AnswerFloor {
  /** Fewer may be alike by chance. */
  private static final int MIN_ANSWERS = 5;

  /** Less is no reason to call a server slow. */
  private static final long MIN_FLOOR_NS = 20_000_000L;

  /** No path takes longer: by a geostationary satellite it is 600 ms. */
  private static final long MAX_FLOOR_NS = 700_000_000L;

  /** What speaks TCP for the server is nearer than the floor by this factor. */
  private static final int NEARER = 10;

  /** Answers at the floor take up to 1.25 times its time: {@code + floor / 4}. */
  private static final int SLACK_DIVISOR = 4;

  private static final int INITIAL_WAITS = 16;

  /** Answers looked at; more tell nothing new. */
  private static final int MAX_WAITS = 4096;

  private long[] later = new long[INITIAL_WAITS];
  private int laterCount;
  private long[] first = new long[INITIAL_WAITS];
  private int firstCount;
  private long pathNs;

  /**
   * Takes an answer.
   *
   * @param waitNs from the request's end to the answer's beginning, in nanoseconds
   * @param firstOne whether it is the first on its connection: for that the NAT or proxy may have
   *     had to connect first, which takes the path once more
   * @param toServerNs RTT to what speaks TCP, in nanoseconds
   */
  void add(long waitNs, boolean firstOne, long toServerNs) {
    if (laterCount + firstCount >= MAX_WAITS) {
      return;
    }
    pathNs = Math.max(pathNs, toServerNs);
    if (firstOne) {
      first = withRoom(first, firstCount);
      first[firstCount++] = waitNs;
    } else {
      later = withRoom(later, laterCount);
      later[laterCount++] = waitNs;
    }
  }

  private static long[] withRoom(long[] waits, int count) {
    return count < waits.length ? waits : Arrays.copyOf(waits, count * 2);
  }

  /** The floor in nanoseconds; 0 where there is none that can be a path. */
  long ns() {
    long floorNs = laterCount > 0 ? least(later, laterCount) : least(first, firstCount);
    int all = laterCount + firstCount;
    boolean plausible =
        all >= MIN_ANSWERS
            && floorNs >= MIN_FLOOR_NS
            && floorNs <= MAX_FLOOR_NS
            && pathNs <= floorNs / NEARER;
    if (!plausible) {
      return 0;
    }
    long laterLimitNs = floorNs + floorNs / SLACK_DIVISOR;
    long firstLimitNs = laterCount > 0 ? 2 * laterLimitNs : laterLimitNs;
    int alike = below(later, laterCount, laterLimitNs) + below(first, firstCount, firstLimitNs);
    return 2 * alike >= all ? floorNs : 0;
  }

  /** What the path behind takes of a wait, in nanoseconds; 0 where {@link #ns} is. */
  long behindNs(boolean firstOne) {
    return ns() * (firstOne && laterCount > 0 ? 2 : 1);
  }

  private static long least(long[] waits, int count) {
    return Arrays.stream(waits, 0, count).min().orElse(0);
  }

  private static int below(long[] waits, int count, long limitNs) {
    return (int) Arrays.stream(waits, 0, count).filter(wait -> wait <= limitNs).count();
  }
}
