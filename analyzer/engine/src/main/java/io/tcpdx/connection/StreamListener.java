package io.tcpdx.connection;

import java.nio.ByteBuffer;

/**
 * Told of the payload of each direction of a connection, in order and each byte once. Positions are
 * those of {@link Segment#start()}; they rise without a hole: what {@link #onBytes} does not hand
 * over, {@link #onGap} tells of. Where a direction's SYN was seen ({@link HalfStream#synSeen}), the
 * first position is the stream's first byte; else the stream begins in its middle.
 */
public interface StreamListener {
  /**
   * The next bytes of a direction.
   *
   * @param connection to which they belong
   * @param direction which way they go
   * @param position 64-bit position of the first of them
   * @param buffer where they stand; valid during the call only, read with absolute gets only
   * @param offset index in {@code buffer} of the first of them
   * @param length how many, at least 1
   * @param timeNs when the segment that carried them was captured, nanoseconds since the epoch;
   *     where they had to wait for others before them, that is in the past
   * @param packet number of that segment's packet
   */
  void onBytes(
      Connection connection,
      Direction direction,
      long position,
      ByteBuffer buffer,
      int offset,
      int length,
      long timeNs,
      long packet);

  /**
   * The capture does not hold the next bytes of a direction; it goes on after them.
   *
   * @param connection to which they belong
   * @param direction which way they went
   * @param position 64-bit position of the first of them
   * @param length how many, at least 1
   */
  void onGap(Connection connection, Direction direction, long position, long length);

  /**
   * A direction has ended; called once for each direction of each connection, nothing follows.
   *
   * @param connection to which it belongs
   * @param direction which of the two
   * @param end how it ended
   */
  void onEnd(Connection connection, Direction direction, StreamEnd end);
}
