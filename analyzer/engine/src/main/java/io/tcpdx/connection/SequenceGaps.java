package io.tcpdx.connection;

import java.util.Arrays;

/**
 * The ranges of one direction's sequence space that were jumped over and not seen since, with what
 * is needed to tell whether the segment that fills one was late or sent again. Bounded; where the
 * bound bites, the oldest gap is forgotten (its bytes stay counted as missing).
 */
final class SequenceGaps {
  /** Gaps remembered at once per direction. */
  static final int MAX_GAPS = 64;

  private static final int STRIDE = 5;
  private static final int START = 0;
  private static final int END = 1;
  private static final int TIME = 2;
  private static final int IP_ID = 3;
  private static final int TIMESTAMP = 4;

  private static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private long[] slots = new long[4 * STRIDE];
  private int count;
  private long forgottenBytes;
  private boolean overflowed;

  boolean isEmpty() {
    return count == 0;
  }

  /** Forgets all of them. */
  void clear() {
    count = 0;
    forgottenBytes = 0;
  }

  boolean overflowed() {
    return overflowed;
  }

  /**
   * Remembers a range that was jumped over.
   *
   * @param ipId IPv4 identification of the segment that jumped, or -1
   * @param hasTimestamp whether that segment carried a timestamp
   * @param timestamp its TSval
   */
  void add(long start, long end, long timeNs, int ipId, boolean hasTimestamp, int timestamp) {
    if (count == MAX_GAPS) {
      overflowed = true;
      forgottenBytes += slots[END] - slots[START];
      remove(0);
    } else if ((count + 1) * STRIDE > slots.length) {
      slots = Arrays.copyOf(slots, slots.length * 2);
    }
    int at = count * STRIDE;
    slots[at + START] = start;
    slots[at + END] = end;
    slots[at + TIME] = timeNs;
    slots[at + IP_ID] = ipId;
    slots[at + TIMESTAMP] = hasTimestamp ? timestamp : NO_TIMESTAMP;
    count++;
  }

  /** Index of the first gap that overlaps the range, or -1. */
  int find(long start, long end) {
    for (int i = 0; i < count; i++) {
      if (slots[i * STRIDE + START] < end && slots[i * STRIDE + END] > start) {
        return i;
      }
    }
    return -1;
  }

  /** When the gap came to be, nanoseconds since the epoch. */
  long timeNs(int index) {
    return slots[index * STRIDE + TIME];
  }

  /** IPv4 identification of the segment that jumped over the gap, or -1. */
  int ipId(int index) {
    return (int) slots[index * STRIDE + IP_ID];
  }

  boolean hasTimestamp(int index) {
    return slots[index * STRIDE + TIMESTAMP] != NO_TIMESTAMP;
  }

  /** TSval of the segment that jumped over the gap. */
  int timestamp(int index) {
    return (int) slots[index * STRIDE + TIMESTAMP];
  }

  /** Takes a range as seen; answers how many bytes of it had been missing. */
  long fill(long start, long end) {
    long filled = 0;
    for (int i = count - 1; i >= 0; i--) {
      int at = i * STRIDE;
      long gapStart = slots[at + START];
      long gapEnd = slots[at + END];
      if (gapStart >= end || gapEnd <= start) {
        continue;
      }
      filled += Math.min(gapEnd, end) - Math.max(gapStart, start);
      shrink(i, start, end);
    }
    return filled;
  }

  private void shrink(int index, long start, long end) {
    int at = index * STRIDE;
    long gapStart = slots[at + START];
    long gapEnd = slots[at + END];
    if (start <= gapStart && end >= gapEnd) {
      remove(index);
    } else if (start <= gapStart) {
      slots[at + START] = end;
    } else if (end >= gapEnd) {
      slots[at + END] = start;
    } else {
      slots[at + END] = start;
      boolean hasTimestamp = slots[at + TIMESTAMP] != NO_TIMESTAMP;
      add(
          end,
          gapEnd,
          slots[at + TIME],
          (int) slots[at + IP_ID],
          hasTimestamp,
          (int) slots[at + TIMESTAMP]);
    }
  }

  /** Bytes below {@code ack} that were never seen: received by the peer, missing in the capture. */
  long missingBelow(long ack) {
    long missing = forgottenBytes;
    for (int i = 0; i < count; i++) {
      int at = i * STRIDE;
      missing += Math.max(0, Math.min(slots[at + END], ack) - slots[at + START]);
    }
    return missing;
  }

  private void remove(int index) {
    int from = (index + 1) * STRIDE;
    System.arraycopy(slots, from, slots, from - STRIDE, count * STRIDE - from);
    count--;
  }
}
