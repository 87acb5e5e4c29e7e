package io.tcpdx.ledger;

import io.tcpdx.connection.Direction;
import java.util.Arrays;

/**
 * Pauses that are not charged yet, one after the other without a gap, in the order of time: neither
 * the path's lowest RTT is known for certain, nor what later facts claim of them. Neighbours that
 * say the same are one.
 */
final class Spans {
  /** Spans kept at once; the oldest half is charged where there are more. */
  static final int MAX_SPANS = 4096;

  private static final int INITIAL_SPANS = 8;
  private static final int STRIDE = 3;
  private static final int END = 0;
  private static final int MARK = 1;
  private static final int SECOND_MARK = 2;

  /** What a span consists of. */
  enum Shape {
    /** Its cause, all through. */
    PLAIN,
    /** The same; then who had spoken last spoke again. */
    GOES_ON,
    /** One RTT of a side, then what was queued up to a mark, then its cause. */
    TURN,
    /** One RTT of a side, then its cause. */
    REPLY,
    /** One RTT of the whole path, then its cause. */
    ROUND,
    /** Its cause between two marks, the receive window before and after. */
    WINDOW,
    /** What was queued up to one RTT of a side before a mark, then its cause. */
    DRAIN
  }

  private long[] slots = new long[INITIAL_SPANS * STRIDE];
  private Shape[] shapes = new Shape[INITIAL_SPANS];
  private Cause[] causes = new Cause[INITIAL_SPANS];
  private Direction[] ways = new Direction[INITIAL_SPANS];
  private int count;
  private long startNs;
  private long endNs;

  Spans(long startNs) {
    this.startNs = startNs;
    this.endNs = startNs;
  }

  private Spans(Spans other) {
    slots = other.slots.clone();
    shapes = other.shapes.clone();
    causes = other.causes.clone();
    ways = other.ways.clone();
    count = other.count;
    startNs = other.startNs;
    endNs = other.endNs;
  }

  Spans copy() {
    return new Spans(this);
  }

  int count() {
    return count;
  }

  boolean full() {
    return count >= MAX_SPANS;
  }

  /** When the first span that is not charged yet begins. */
  long startNs() {
    return startNs;
  }

  /** Adds a span that is of one cause all through, and begins where the last one ends. */
  void add(long end, Cause cause) {
    add(end, cause, Direction.CLIENT_TO_SERVER);
  }

  /** The same, of a cause that held data of that direction back. */
  void add(long end, Cause cause, Direction held) {
    add(end, Shape.PLAIN, cause, held, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /**
   * Adds a span that begins where the last one ends.
   *
   * @param way the direction of which the RTT counts, and of the data that the cause held back
   */
  void add(long end, Shape shape, Cause cause, Direction way, long mark, long secondMark) {
    if (end <= endNs) {
      return;
    }
    endNs = end;
    boolean more =
        shape == Shape.PLAIN && !thinks(cause) && count > 0 && shapes[count - 1] == shape;
    if (more && causes[count - 1] == cause && ways[count - 1] == way) {
      slots[(count - 1) * STRIDE + END] = end;
      return;
    }
    if (count == shapes.length) {
      slots = Arrays.copyOf(slots, slots.length * 2);
      shapes = Arrays.copyOf(shapes, count * 2);
      causes = Arrays.copyOf(causes, count * 2);
      ways = Arrays.copyOf(ways, count * 2);
    }
    shapes[count] = shape;
    causes[count] = cause;
    ways[count] = way;
    int at = count * STRIDE;
    slots[at + END] = end;
    slots[at + MARK] = mark;
    slots[at + SECOND_MARK] = secondMark;
    count++;
  }

  /** Who is waited for differs from one such span to the next. */
  private static boolean thinks(Cause cause) {
    return cause == Cause.SERVER_THINK || cause == Cause.CLIENT_THINK || cause == Cause.IDLE;
  }

  long end(int index) {
    return slots[index * STRIDE + END];
  }

  Shape shape(int index) {
    return shapes[index];
  }

  Cause cause(int index) {
    return causes[index];
  }

  /**
   * The direction of which the RTT counts, that of data toward the side that reacted; or of the
   * data that was held back.
   */
  Direction way(int index) {
    return ways[index];
  }

  /** A moment within the span, or {@link Long#MIN_VALUE}. */
  long mark(int index) {
    return slots[index * STRIDE + MARK];
  }

  /** A later moment within the span, or {@link Long#MIN_VALUE}. */
  long secondMark(int index) {
    return slots[index * STRIDE + SECOND_MARK];
  }

  /** Forgets the first {@code number} spans: they are charged. */
  void drop(int number) {
    if (number == 0) {
      return;
    }
    startNs = end(number - 1);
    count -= number;
    System.arraycopy(slots, number * STRIDE, slots, 0, count * STRIDE);
    System.arraycopy(shapes, number, shapes, 0, count);
    System.arraycopy(causes, number, causes, 0, count);
    System.arraycopy(ways, number, ways, 0, count);
  }
}
