package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import java.nio.ByteBuffer;

/** Takes the records of both directions, piece by piece. */
interface RecordSink {
  /**
   * A record begins.
   *
   * @param type its content type, a constant of {@link ContentType}
   * @param length bytes that follow its header
   * @param timeNs when its first byte passed, nanoseconds since the epoch
   * @param packet number of the packet with its first byte
   */
  void onRecord(Direction direction, int type, int length, long timeNs, long packet);

  /** The next bytes of the record that has begun, at least 1. */
  void onContent(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet);

  /**
   * The record has ended.
   *
   * @param whole whether all of its bytes were seen
   */
  void onRecordEnd(Direction direction, boolean whole, long timeNs, long packet);

  /** Bytes are missing such that it is not known how many records went by. */
  void onLost(Direction direction);
}
