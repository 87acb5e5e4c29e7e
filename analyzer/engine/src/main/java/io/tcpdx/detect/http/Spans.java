package io.tcpdx.detect.http;

import java.util.Arrays;

/** Spans of time with an amount each, in no order; a million of them take 24 MB. */
final class Spans {
  private static final int FIRST_CAPACITY = 8;

  private long[] from = new long[FIRST_CAPACITY];
  private long[] until = new long[FIRST_CAPACITY];
  private long[] amount = new long[FIRST_CAPACITY];
  private int size;

  void add(long fromNs, long untilNs, long itsAmount) {
    if (size == from.length) {
      int more = size + (size >> 1);
      from = Arrays.copyOf(from, more);
      until = Arrays.copyOf(until, more);
      amount = Arrays.copyOf(amount, more);
    }
    from[size] = fromNs;
    until[size] = untilNs;
    amount[size++] = itsAmount;
  }

  int size() {
    return size;
  }

  /** Nanoseconds that a span lasts. */
  long lengthNs(int index) {
    return until[index] - from[index];
  }

  long amount(int index) {
    return amount[index];
  }

  /**
   * The most spans that hold one instant.
   *
   * @param count how many
   * @param atNs when they were so many first
   */
  record Most(int count, long atNs) {}

  /** How many there are at once at most; a span does not hold its end any more. */
  Most most() {
    long[] begins = Arrays.copyOf(from, size);
    long[] ends = Arrays.copyOf(until, size);
    Arrays.sort(begins);
    Arrays.sort(ends);
    int ended = 0;
    int most = 0;
    long atNs = 0;
    for (int begun = 0; begun < size; begun++) {
      while (ended < size && ends[ended] <= begins[begun]) {
        ended++;
      }
      int now = begun + 1 - ended;
      if (now > most) {
        most = now;
        atNs = begins[begun];
      }
    }
    return new Most(most, atNs);
  }

  /** How many there are on average while that one lasts, itself among them. */
  double company(int index) {
    long lengthNs = lengthNs(index);
    if (lengthNs <= 0) {
      return 1;
    }
    double sharedNs = 0;
    for (int other = 0; other < size; other++) {
      long overlapNs = Math.min(until[index], until[other]) - Math.max(from[index], from[other]);
      sharedNs += Math.max(0, overlapNs);
    }
    return sharedNs / lengthNs;
  }
}
