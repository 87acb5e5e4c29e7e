package io.tcpdx.ledger;

import io.tcpdx.connection.Direction;
import java.util.Arrays;

/**
 * Stretches of time that facts known only later charge to one cause, whatever the pauses say: in
 * the order of their beginning, those of one cause joined where they touch. Times in nanoseconds
 * since the epoch.
 */
final class Claims {
  /** Claims remembered at once; where this bites, the oldest go. */
  private static final int MAX_CLAIMS = 4096;

  private static final int STRIDE = 3;
  private static final int START = 0;
  private static final int END = 1;

  /** Who claims: a cause, and whose data it held ({@link Charges#owner}). */
  private static final int OWNER = 2;

  private long[] slots = {};
  private int count;

  Claims() {}

  private Claims(Claims other) {
    slots = other.slots.clone();
    count = other.count;
  }

  Claims copy() {
    return new Claims(this);
  }

  /**
   * Claims the time from {@code startNs} up to {@code endNs}.
   *
   * @param data direction of the data that was held back
   */
  void add(long startNs, long endNs, Cause cause, Direction data) {
    add(startNs, endNs, Charges.owner(cause, data));
  }

  private void add(long startNs, long endNs, int owner) {
    if (endNs <= startNs) {
      return;
    }
    long start = startNs;
    long end = endNs;
    for (int i = count - 1; i >= 0; i--) {
      int at = i * STRIDE;
      boolean touches = slots[at + START] <= end && slots[at + END] >= start;
      if (touches && slots[at + OWNER] == owner) {
        start = Math.min(start, slots[at + START]);
        end = Math.max(end, slots[at + END]);
        remove(i);
      }
    }
    insert(start, end, owner);
  }

  private void insert(long start, long end, int owner) {
    if (count == MAX_CLAIMS) {
      remove(0);
    }
    if ((count + 1) * STRIDE > slots.length) {
      slots = Arrays.copyOf(slots, Math.max(4 * STRIDE, slots.length * 2));
    }
    int index = count;
    while (index > 0 && slots[(index - 1) * STRIDE + START] > start) {
      index--;
    }
    int at = index * STRIDE;
    System.arraycopy(slots, at, slots, at + STRIDE, count * STRIDE - at);
    slots[at + START] = start;
    slots[at + END] = end;
    slots[at + OWNER] = owner;
    count++;
  }

  /** Who of all that claim this moment has precedence; {@code base} where nobody claims it. */
  int at(long timeNs, int base) {
    long winner = base;
    for (int i = 0; i < count && slots[i * STRIDE + START] <= timeNs; i++) {
      if (slots[i * STRIDE + END] > timeNs) {
        winner = Math.min(winner, slots[i * STRIDE + OWNER]);
      }
    }
    return (int) winner;
  }

  /**
   * The next moment after {@code timeNs}, up to {@code limitNs}, at which a claim begins or ends.
   */
  long nextEdge(long timeNs, long limitNs) {
    long next = limitNs;
    for (int i = 0; i < count && slots[i * STRIDE + START] < next; i++) {
      long start = slots[i * STRIDE + START];
      long end = slots[i * STRIDE + END];
      next = start > timeNs ? Math.min(next, start) : next;
      next = end > timeNs ? Math.min(next, end) : next;
    }
    return next;
  }

  /** Forgets what ends no later than this. */
  void forgetUntil(long timeNs) {
    for (int i = count - 1; i >= 0; i--) {
      if (slots[i * STRIDE + END] <= timeNs) {
        remove(i);
      }
    }
  }

  private void remove(int index) {
    int from = (index + 1) * STRIDE;
    System.arraycopy(slots, from, slots, from - STRIDE, count * STRIDE - from);
    count--;
  }
}
