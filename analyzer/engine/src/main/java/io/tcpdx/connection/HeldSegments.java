package io.tcpdx.connection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies of payload that arrived before what belongs in front of it: disjoint, in the order of
 * their positions.
 */
final class HeldSegments {
  /**
   * What a copy takes in memory besides its bytes, so that many tiny ones count for what they are.
   */
  static final int OVERHEAD_BYTES = 128;

  private static final int INITIAL_SLOTS = 8;
  private static final @Nullable Held[] NONE = {};

  private @Nullable Held[] slots = NONE;
  private int head;
  private int tail;

  /**
   * One copy.
   *
   * @param start position of its first byte
   * @param length bytes that it had on the wire
   * @param bytes those of them that the capture kept, from the first on
   * @param timeNs when it was captured
   * @param packet its packet's number
   */
  record Held(long start, int length, ByteBuffer bytes, long timeNs, long packet) {
    long end() {
      return start + length;
    }

    int memoryBytes() {
      return bytes.capacity() + OVERHEAD_BYTES;
    }
  }

  boolean isEmpty() {
    return head == tail;
  }

  /** The copy with the lowest position, or null. */
  @Nullable Held first() {
    return isEmpty() ? null : slots[head];
  }

  /** The first copy that ends after the position, or null; it may begin before it. */
  @Nullable Held firstEndingAfter(long position) {
    int index = indexEndingAfter(position);
    return index == tail ? null : slots[index];
  }

  /** Adds a copy that overlaps no other. */
  void add(Held held) {
    if (tail == slots.length) {
      makeRoom();
    }
    int index = indexEndingAfter(held.start());
    System.arraycopy(slots, index, slots, index + 1, tail - index);
    slots[index] = held;
    tail++;
  }

  void removeFirst() {
    slots[head++] = null;
    if (isEmpty()) {
      clear();
    }
  }

  void clear() {
    slots = NONE;
    head = 0;
    tail = 0;
  }

  private int indexEndingAfter(long position) {
    int low = head;
    int high = tail;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Held held = slots[middle];
      if (held != null && held.end() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void makeRoom() {
    int count = tail - head;
    int length = Math.max(INITIAL_SLOTS, 2 * count);
    @Nullable Held[] roomy = Arrays.copyOf(NONE, length);
    System.arraycopy(slots, head, roomy, 0, count);
    slots = roomy;
    head = 0;
    tail = count;
  }
}
