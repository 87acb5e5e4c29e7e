package io.tcpdx.wire;

/** Arithmetic on 32-bit TCP sequence numbers, which wrap (RFC 9293 §3.4). */
public final class SeqNum {
  private SeqNum() {}

  /** Signed distance from {@code from} to {@code to}: positive where {@code to} is ahead. */
  public static int distance(int from, int to) {
    return to - from;
  }

  /** Whether {@code a} is before {@code b}. */
  public static boolean before(int a, int b) {
    return a - b < 0;
  }

  /**
   * The 64-bit stream position nearest to {@code reference} whose low 32 bits are {@code sequence}.
   * Right as long as the segment is within 2 GiB of the reference.
   */
  public static long unwrap(long reference, int sequence) {
    return reference + (sequence - (int) reference);
  }
}
