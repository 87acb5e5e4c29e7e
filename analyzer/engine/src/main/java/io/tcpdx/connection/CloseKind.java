package io.tcpdx.connection;

/** How a connection ended, as far as the capture shows. */
public enum CloseKind {
  /** Both sides sent FIN and had it acknowledged. */
  GRACEFUL,
  /** One side sent FIN, then took data from the other, which closed later. */
  HALF_CLOSE,
  /** Reset, with nothing known to be lost. */
  ABORTIVE,
  /** Reset while data was unacknowledged or unread. */
  RESET_DATA_LOSS,
  /**
   * Reset as answer to what was sent after a long silence with nothing outstanding: something on
   * the way or at the end forgot it.
   */
  RESET_AFTER_IDLE,
  /**
   * One side's timer ran out again and again without an answer, until it stopped, or gave up with a
   * reset.
   */
  TIMED_OUT,
  /** Still open when the capture ends. */
  OPEN_AT_END,
  /** Never set up: there was nothing to close. */
  NEVER_OPENED
}
