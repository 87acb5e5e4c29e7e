package io.tcpdx.wire;

import java.nio.ByteBuffer;

/** The payload of one fragmented IP datagram, as far as its fragments have come. Reused. */
final class IpDatagram {
  /** A datagram's payload cannot be longer, in bytes. */
  static final int MAX_LENGTH = 65_535;

  /** Pieces of the datagram that may lie apart before it is given up. */
  private static final int MAX_RANGES = 64;

  private static final int UNKNOWN = -1;

  private final int[] from = new int[MAX_RANGES + 1];
  private final int[] to = new int[MAX_RANGES + 1];
  private int ranges;
  private ByteBuffer bytes = ByteBuffer.allocate(4096);
  private int length;
  private int firstCut;
  private int protocol;

  /** Forgets what it held. */
  void clear() {
    ranges = 0;
    length = UNKNOWN;
    firstCut = MAX_LENGTH;
    protocol = UNKNOWN;
  }

  /** The payload, from index 0, of which {@link #capturedLength()} bytes are there. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Bytes of payload that all fragments together had; to be asked of a complete datagram. */
  int length() {
    return length;
  }

  /** Bytes of payload up to the first that a fragment's capture had cut off. */
  int capturedLength() {
    return Math.min(firstCut, length);
  }

  /** The protocol that the fragment at the datagram's start named. */
  int protocol() {
    return protocol;
  }

  boolean isComplete() {
    return ranges == 1 && from[0] == 0 && to[0] == length;
  }

  /**
   * Adds what is new in the fragment at {@code cursor}.
   *
   * @return false where it contradicts the fragments before it, or lies in too many pieces
   */
  boolean add(Cursor cursor, int start, boolean more, int fragmentProtocol) {
    int end = start + cursor.length();
    if (!fits(end, more)) {
      return false;
    }
    if (!more) {
      length = end;
    }
    if (start == 0) {
      protocol = fragmentProtocol;
    }
    ensureCapacity(end);
    copyGaps(cursor, start, end);
    insert(start, end);
    return ranges <= MAX_RANGES;
  }

  private boolean fits(int end, boolean more) {
    if (length != UNKNOWN) {
      return more ? end <= length : end == length;
    }
    return more || ranges == 0 || end >= to[ranges - 1];
  }

  private void ensureCapacity(int end) {
    if (end <= bytes.capacity()) {
      return;
    }
    ByteBuffer larger = ByteBuffer.allocate(Integer.highestOneBit(end - 1) << 1);
    larger.put(0, bytes, 0, bytes.capacity());
    bytes = larger;
  }

  /** Copies those bytes of [start, end) that no earlier fragment brought. */
  private void copyGaps(Cursor cursor, int start, int end) {
    int at = start;
    for (int i = 0; i < ranges && at < end; i++) {
      if (to[i] <= at) {
        continue;
      }
      copy(cursor, start, at, Math.min(end, from[i]));
      at = Math.max(at, to[i]);
    }
    copy(cursor, start, at, end);
  }

  private void copy(Cursor cursor, int start, int gapStart, int gapEnd) {
    if (gapStart >= gapEnd) {
      return;
    }
    int capturedEnd = Math.min(gapEnd, start + cursor.captured());
    if (capturedEnd > gapStart) {
      bytes.put(
          gapStart, cursor.buffer(), cursor.offset() + gapStart - start, capturedEnd - gapStart);
    }
    if (capturedEnd < gapEnd) {
      firstCut = Math.min(firstCut, Math.max(gapStart, capturedEnd));
    }
  }

  /** Adds [start, end) to the sorted ranges, joining those that it touches. */
  private void insert(int start, int end) {
    int first = 0;
    while (first < ranges && to[first] < start) {
      first++;
    }
    int last = first;
    int newStart = start;
    int newEnd = end;
    while (last < ranges && from[last] <= end) {
      newStart = Math.min(newStart, from[last]);
      newEnd = Math.max(newEnd, to[last]);
      last++;
    }
    int moved = ranges - last;
    System.arraycopy(from, last, from, first + 1, moved);
    System.arraycopy(to, last, to, first + 1, moved);
    from[first] = newStart;
    to[first] = newEnd;
    ranges = first + 1 + moved;
  }
}
