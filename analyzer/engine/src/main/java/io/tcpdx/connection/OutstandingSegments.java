package io.tcpdx.connection;

/**
 * The segments of one direction that were seen and not yet acknowledged, in the order of their
 * sequence space. Bounded; where the bound bites, the oldest are forgotten.
 */
final class OutstandingSegments {
  /** Segments remembered per direction at most: 64 MiB in flight at 4 KiB each. */
  static final int MAX_SEGMENTS = 16_384;

  private static final int INITIAL_SEGMENTS = 8;
  private static final int STRIDE = 5;
  private static final int START = 0;
  private static final int END = 1;
  private static final int TIME = 2;
  private static final int LAST_SENT = 3;

  /** Packet number, IP identification and the two bits, from the top. */
  private static final int PACKET = 4;

  private static final long RETRANSMITTED_BIT = 1;
  private static final long SACKED_BIT = 1 << 1;
  private static final int IP_ID_SHIFT = 2;
  private static final int PACKET_SHIFT = 18;
  private static final int IP_ID_MASK = 0xffff;

  private long[] slots = new long[INITIAL_SEGMENTS * STRIDE];
  private int capacity = INITIAL_SEGMENTS;
  private int head;
  private int count;
  private boolean overflowed;

  /** What was sent before is on its way for a time that nobody knows. */
  private long timedFromNs = Long.MIN_VALUE;

  /** What one acknowledgment newly covers. */
  static final class Coverage {
    int segments;
    long bytes;
    long firstNs;
    long firstPacket;
    long lastNs;
    long lastPacket;

    /** Sequence space of the last of them. */
    long lastBytes;

    boolean retransmitted;

    /** When the latest sent of them was sent, the last time. */
    long latestSentNs;

    /** Whether the acknowledgment ends where a segment ended. */
    boolean atSegmentEnd;

    private void reset() {
      segments = 0;
      bytes = 0;
      retransmitted = false;
      latestSentNs = AckRound.NEVER;
      atSegmentEnd = false;
    }
  }

  /** What is remembered of one segment. */
  static final class Sent {
    /** Number of the packet that carried it first, or 0 where that was not seen. */
    long packet;

    int ipId;
    long firstNs;

    /** When it was sent the last time. */
    long lastNs;

    /** Whether the other side has said that it has it. */
    boolean sacked;

    void unknown() {
      packet = 0;
      ipId = 0;
      firstNs = AckRound.NEVER;
      lastNs = AckRound.NEVER;
      sacked = false;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Forgets all of them. */
  void clear() {
    count = 0;
  }

  boolean overflowed() {
    return overflowed;
  }

  /** Time of the oldest outstanding segment; only where not empty. */
  long oldestNs() {
    return slots[slot(0) + TIME];
  }

  /**
   * Adds a segment.
   *
   * @param ipId its IPv4 identification, or 0 or less where it has none
   */
  void add(long start, long end, long timeNs, long packet, int ipId) {
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
    slots[at + LAST_SENT] = timeNs;
    slots[at + PACKET] = packet << PACKET_SHIFT | (long) Math.max(0, ipId) << IP_ID_SHIFT;
    count++;
  }

  /** Marks what overlaps this range as sent again: by Karn's rule it gives no RTT any more. */
  void markRetransmitted(long start, long end, long timeNs) {
    for (int i = count - 1; i >= 0; i--) {
      int at = slot(i);
      if (slots[at + END] <= start) {
        return;
      }
      if (slots[at + START] < end) {
        slots[at + PACKET] |= RETRANSMITTED_BIT;
        slots[at + LAST_SENT] = timeNs;
      }
    }
  }

  /**
   * What was sent before that capture time, in nanoseconds, gives no RTT any more, as if it had
   * been sent again.
   */
  void untimeBefore(long timeNs) {
    timedFromNs = timeNs;
  }

  /**
   * Marks what lies within this range as received out of order (RFC 2018).
   *
   * @return when the latest sent of those newly marked was sent, or {@link AckRound#NEVER}
   */
  long markSacked(long start, long end) {
    long latestSentNs = AckRound.NEVER;
    for (int i = firstFrom(start); i < count && slots[slot(i) + END] <= end; i++) {
      int at = slot(i);
      if ((slots[at + PACKET] & SACKED_BIT) == 0) {
        slots[at + PACKET] |= SACKED_BIT;
        latestSentNs = Math.max(latestSentNs, slots[at + LAST_SENT]);
      }
    }
    return latestSentNs;
  }

  /**
   * Describes the first segment that overlaps the range; false where there is none. Of one sent
   * before the clock jumped it is not known how long ago that was, and so nothing is told but
   * whether it is sacked.
   */
  boolean find(long start, long end, Sent sent) {
    int index = firstFrom(start);
    if (index > 0 && slots[slot(index - 1) + END] > start) {
      index--;
    }
    if (index == count || slots[slot(index) + START] >= end) {
      return false;
    }
    int at = slot(index);
    sent.packet = slots[at + PACKET] >>> PACKET_SHIFT;
    sent.ipId = (int) (slots[at + PACKET] >>> IP_ID_SHIFT) & IP_ID_MASK;
    sent.firstNs = slots[at + TIME];
    sent.lastNs = slots[at + LAST_SENT];
    boolean sacked = (slots[at + PACKET] & SACKED_BIT) != 0;
    if (sent.lastNs < timedFromNs) {
      sent.unknown();
    }
    sent.sacked = sacked;
    return true;
  }

  /** Index of the first segment that starts no earlier. */
  private int firstFrom(long start) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slots[slot(middle) + START] < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
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

  /** Forgets what lies behind that position. */
  void truncate(long position) {
    while (count > 0 && slots[slot(count - 1) + START] >= position) {
      count--;
    }
    if (count > 0) {
      int at = slot(count - 1) + END;
      slots[at] = Math.min(slots[at], position);
    }
  }

  private void cover(int at, long ack, Coverage coverage) {
    long packet = slots[at + PACKET] >>> PACKET_SHIFT;
    coverage.latestSentNs = Math.max(coverage.latestSentNs, slots[at + LAST_SENT]);
    if (coverage.segments == 0) {
      coverage.firstNs = slots[at + TIME];
      coverage.firstPacket = packet;
    }
    long end = slots[at + END];
    coverage.segments++;
    coverage.bytes += Math.min(end, ack) - slots[at + START];
    coverage.lastNs = slots[at + TIME];
    coverage.lastPacket = packet;
    coverage.lastBytes = end - slots[at + START];
    coverage.retransmitted |= (slots[at + PACKET] & RETRANSMITTED_BIT) != 0;
    coverage.retransmitted |= slots[at + TIME] < timedFromNs;
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
