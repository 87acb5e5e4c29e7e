package io.tcpdx.protocol;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import java.nio.ByteBuffer;

/**
 * Reads what is said on one connection in one protocol. Both directions come in order each; between
 * them the order is that of capture, except for what had to wait for bytes before it. Whatever
 * comes, nothing is thrown, and memory stays bounded.
 */
public interface ProtocolReader {
  /**
   * The next bytes of a direction.
   *
   * @param direction which way they go
   * @param buffer where they stand; valid during the call only, read with absolute gets only
   * @param offset index in {@code buffer} of the first of them
   * @param length how many, at least 1
   * @param timeNs when the segment that carried them was captured, nanoseconds since the epoch
   * @param packet number of that segment's packet
   */
  void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timeNs, long packet);

  /** The capture lacks that many of the next bytes of a direction; it goes on after them. */
  void onGap(Direction direction, long length);

  /** A direction has ended; nothing follows in it. */
  void onEnd(Direction direction, StreamEnd end);

  /**
   * How many of the bytes that a direction ended with so far are the protocol's own housekeeping:
   * they ask nothing and answer nothing, and nothing is lost with them.
   */
  default long housekeepingBytes(Direction direction) {
    return 0;
  }

  /**
   * How many of the bytes that a direction ended with so far could not be read, since the capture
   * lacks some of them: nobody knows what they say.
   */
  default long unreadBytes(Direction direction) {
    return 0;
  }

  /** What was said so far; called when both directions have ended, or earlier to look. */
  Conversation conversation();
}
