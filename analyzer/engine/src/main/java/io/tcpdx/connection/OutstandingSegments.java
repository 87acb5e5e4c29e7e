package io.tcpdx.connection;

/**
 * The segments of one direction that were seen and not yet acknowledged, in the order of their
 * sequence space. Bounded; where the bound bites, the oldest are forgotten.
 */
final class OutstandingSegments {
  /** Segments remembered per direction at most: 64 MiB in flight at 4 KiB each. */
  static final int MAX_SEGMENTS = 16_384;

  private static final int INITIAL_SEGMENTS = 8;
  private static final int STRIDE = 4;
  private static final int START = 0;
  private static final int END = 1;
  private static final int TIME = 2;
  private static final int PACKET = 3;
  private static final long RETRANSMITTED_BIT = 1;

  private long[] slots = new long[INITIAL_SEGMENTS * STRIDE];
  private int capacity = INITIAL_SEGMENTS;
  private int head;
  private int count;
  private boolean overflowed;

  /** What one acknowledgment newly covers. */
  static final class Coverage {
    int segments;
    long bytes;
    long firstNs;
    long firstPacket;
    long lastNs;
    long lastPacket;
    boolean retransmitted;

    /** Whether the acknowledgment ends where a segment ended. */
    boolean atSegmentEnd;

    private void reset() {
      segments = 0;
      bytes = 0;
      retransmitted = false;
      atSegmentEnd = false;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean overflowed() {
    return overflowed;
  }

  /** Time of the oldest outstanding segment; only where not empty. */
  long oldestNs() {
    return slots[slot(0) + TIME];
  }

  void add(long start, long end, long timeNs, long packet) {
    if (count == capacity) {
      makeRoom();
    }
    int index = count;
    while (index > 0 && slots[slot(index - 1) + START] > start) {
      System.arraycopy(slots, slot(index - 1), slots, slot(index), STRIDE);
      index--;
    }
    int at = slot(index);
    slots[at + START] = start;
    slots[at + END] = end;
    slots[at + TIME] = timeNs;
    slots[at + PACKET] = packet << 1;
    count++;
  }

  /** Marks what overlaps this range as sent again: by Karn's rule it gives no RTT any more. */
  void markRetransmitted(long start, long end) {
    for (int i = count - 1; i >= 0; i--) {
      int at = slot(i);
      if (slots[at + END] <= start) {
        return;
      }
      if (slots[at + START] < end) {
        slots[at + PACKET] |= RETRANSMITTED_BIT;
      }
    }
  }

  /**
   * Removes what {@code ack} covers and describes it; {@code coverage.segments} is 0 where nothing.
   */
  void acknowledge(long ack, Coverage coverage) {
    coverage.reset();
    while (count > 0) {
      int at = slot(0);
      if (slots[at + START] >= ack) {
        return;
      }
      cover(at, ack, coverage);
      if (slots[at + END] > ack) {
        slots[at + START] = ack;
        return;
      }
      head = (head + 1) & (capacity - 1);
      count--;
    }
  }

  private void cover(int at, long ack, Coverage coverage) {
    long packet = slots[at + PACKET] >>> 1;
    if (coverage.segments == 0) {
      coverage.firstNs = slots[at + TIME];
      coverage.firstPacket = packet;
    }
    long end = slots[at + END];
    coverage.segments++;
    coverage.bytes += Math.min(end, ack) - slots[at + START];
    coverage.lastNs = slots[at + TIME];
    coverage.lastPacket = packet;
    coverage.retransmitted |= (slots[at + PACKET] & RETRANSMITTED_BIT) != 0;
    coverage.atSegmentEnd = end == ack;
  }

  private int slot(int index) {
    return ((head + index) & (capacity - 1)) * STRIDE;
  }

  private void makeRoom() {
    if (capacity == MAX_SEGMENTS) {
      overflowed = true;
      head = (head + 1) & (capacity - 1);
      count--;
      return;
    }
    long[] larger = new long[slots.length * 2];
    for (int i = 0; i < count; i++) {
      System.arraycopy(slots, slot(i), larger, i * STRIDE, STRIDE);
    }
    slots = larger;
    capacity *= 2;
    head = 0;
  }
}
