package io.tcpdx.connection;

/** Told of what happens on connections. What is handed over is valid during the call only. */
public interface ConnectionListener {
  /** The first segment of a connection is about to be taken. */
  void onStart(Connection connection);

  /** A segment was taken; the connection's state includes it. */
  void onSegment(Connection connection, Segment segment);

  /**
   * A segment was seen once more, at the same place or at another: nothing of it counts, nor
   * changes the connection's state.
   */
  default void onCopy(Connection connection, Segment segment) {}

  /** A round of data and its acknowledgment is settled. */
  void onAckRound(Connection connection, AckRound round);

  /**
   * A segment sent again is settled: what set it off and whether it was needed is known, as far as
   * it can be.
   */
  default void onRetransmission(Connection connection, Retransmission retransmission) {}

  /** The time between two acts is over; told after the segment that ends it. */
  default void onPause(Connection connection, Pause pause) {}

  /**
   * The connection is over: closed and out of TIME_WAIT, its 4-tuple used anew, evicted, or the
   * capture ended.
   *
   * @param captureEndNs until when the capture shows what became of it, nanoseconds since the
   *     epoch: the latest time of the capture so far, or where its clock jumped ({@link
   *     Connection#watchedUntilNs})
   */
  void onEnd(Connection connection, long captureEndNs);
}
