package io.tcpdx.protocol;

import io.tcpdx.connection.CaptureTimes;

/**
 * A question and its answer on a connection: an HTTP {@link Transaction}, or a {@link Turn} of a
 * conversation that is encrypted. Times are those of capture, nanoseconds since the epoch.
 */
public interface Exchange {
  /** Stands for a time that was not seen. */
  long NEVER = Long.MIN_VALUE;

  /** When the first byte of the question passed; of the answer, where the question was not seen. */
  long startNs();

  /** When the last byte of the question passed so far, or {@link #NEVER} without a question. */
  long askedNs();

  /** When the first byte of the answer passed (of the final one), or {@link #NEVER} without. */
  long answerNs();

  /** When the last byte of either passed. */
  long endNs();

  /** Number of the packet with the question's first byte; the answer's without a question. */
  long firstPacket();

  /** Number of the packet with the last byte of either. */
  long lastPacket();

  /** Whether question and answer were both seen to their ends. */
  boolean complete();

  /**
   * The same as {@link #waitNs()}; -1 also where the capture's clock jumped meanwhile.
   *
   * @param times how the times of the connection are to be read
   */
  default long waitNs(CaptureTimes times) {
    long waitNs = waitNs();
    return waitNs >= 0 && times.jumpedBetween(askedNs(), answerNs()) ? -1 : waitNs;
  }

  /**
   * From the question's end to the answer's first byte, in nanoseconds of capture time; -1 where
   * either lacks.
   */
  default long waitNs() {
    boolean both = askedNs() != NEVER && answerNs() != NEVER;
    return both ? Math.max(0, answerNs() - askedNs()) : -1;
  }
}
