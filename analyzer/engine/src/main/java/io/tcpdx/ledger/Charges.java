package io.tcpdx.ledger;

import io.tcpdx.connection.Direction;
import java.util.Arrays;
import java.util.Set;

/**
 * What the time of one connection was charged to: how much to each cause, to whose data, and when.
 * The one account of time: what a finding costs is what stands here.
 *
 * <p>The causes that hold a sender back ({@link Cause#ofSender}) are kept by the direction of the
 * data that they held; the others concern the connection as a whole.
 */
public final class Charges {
  /**
   * Spans of one cause remembered in the order of time; of more the older half is forgotten, and
   * then only the sums still tell of it.
   */
  static final int MAX_SPANS = 1 << 16;

  private static final int INITIAL_SPANS = 8;
  private static final int DIRECTIONS = 2;
  private static final Direction[] BY_INDEX = Direction.values();

  /** Nanoseconds by {@link #owner}. */
  private final long[] sums;

  private long[] ends;
  private byte[] owners;
  private int count;
  private long startNs;
  private long endNs;

  Charges(long startNs) {
    this.startNs = startNs;
    this.endNs = startNs;
    sums = new long[Cause.COUNT * DIRECTIONS];
    ends = new long[INITIAL_SPANS];
    owners = new byte[INITIAL_SPANS];
  }

  private Charges(Charges other) {
    sums = other.sums.clone();
    ends = other.ends.clone();
    owners = other.owners.clone();
    count = other.count;
    startNs = other.startNs;
    endNs = other.endNs;
  }

  Charges copy() {
    return new Charges(this);
  }

  /** A cause and a direction as one number; a smaller one has precedence. */
  static int owner(Cause cause, Direction direction) {
    return cause.precedence() * DIRECTIONS + (cause.ofSender() ? direction.index() : 0);
  }

  /** Charges the time from where the last charge ended; nothing where that is later. */
  void add(long untilNs, int owner) {
    if (untilNs <= endNs) {
      return;
    }
    sums[owner] += untilNs - endNs;
    endNs = untilNs;
    if (count > 0 && owners[count - 1] == owner) {
      ends[count - 1] = untilNs;
      return;
    }
    makeRoom();
    ends[count] = untilNs;
    owners[count] = (byte) owner;
    count++;
  }

  private void makeRoom() {
    if (count < ends.length) {
      return;
    }
    if (count < MAX_SPANS) {
      ends = Arrays.copyOf(ends, count * 2);
      owners = Arrays.copyOf(owners, count * 2);
      return;
    }
    int dropped = count / 2;
    startNs = ends[dropped - 1];
    count -= dropped;
    System.arraycopy(ends, dropped, ends, 0, count);
    System.arraycopy(owners, dropped, owners, 0, count);
  }

  /** What was charged to that cause, in nanoseconds. */
  public long ns(Cause cause) {
    long sum = 0;
    for (Direction direction : BY_INDEX) {
      sum += cause.ofSender() || direction.index() == 0 ? sums[owner(cause, direction)] : 0;
    }
    return sum;
  }

  /**
   * What was charged to that cause for holding data of that direction back, in nanoseconds.
   *
   * @param cause one that holds a sender back
   */
  public long ns(Cause cause, Direction data) {
    return sums[owner(cause, data)];
  }

  /** What was charged to any of these causes between two moments, in nanoseconds. */
  public long ns(Set<Cause> causes, long fromNs, long toNs) {
    long sum = 0;
    for (Direction direction : BY_INDEX) {
      for (Cause cause : causes) {
        boolean once = cause.ofSender() || direction.index() == 0;
        sum += once ? ns(cause, direction, fromNs, toNs) : 0;
      }
    }
    return sum;
  }

  /**
   * What was charged to that cause for holding data of that direction back between two moments, in
   * nanoseconds.
   */
  public long ns(Cause cause, Direction data, long fromNs, long toNs) {
    int owner = owner(cause, data);
    int first = Arrays.binarySearch(ends, 0, count, fromNs);
    int i = first < 0 ? -first - 1 : first + 1;
    long from = Math.max(i == 0 ? startNs : ends[i - 1], fromNs);
    long sum = 0;
    for (; i < count && from < toNs; i++) {
      sum += owners[i] == owner ? Math.min(ends[i], toNs) - from : 0;
      from = ends[i];
    }
    return sum;
  }

  /** All of it, by causes. */
  public LedgerSummary summary() {
    long[] ns = new long[Cause.COUNT];
    for (int owner = 0; owner < sums.length; owner++) {
      ns[owner / DIRECTIONS] += sums[owner];
    }
    return new LedgerSummary(ns);
  }
}
