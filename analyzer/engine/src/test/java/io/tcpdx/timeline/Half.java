package io.tcpdx.timeline;

/** What the parser knows of one side of the connection that it is reading. */
final class Half {
  /** The sequence number on the wire of position 0. */
  int initialSequence;

  /** Position after the last that was written down: {@code *} stands for it. */
  long next;

  /** The window field of the side's last segment. */
  int window = 502;

  /** TSval of the side's last segment. */
  long timestamp;

  Half(int initialSequence) {
    this.initialSequence = initialSequence;
  }
}
