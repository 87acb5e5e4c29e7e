package io.tcpdx.connection;

/** What kept a sender from sending its next segment earlier. */
public enum SendLimit {
  /** Nothing: it followed at the rate of the path. */
  NONE,
  /** There was nothing to send, as far as can be seen. */
  APPLICATION,
  /** The congestion window: the segment went out on an ACK, though the receiver had room. */
  CONGESTION_WINDOW,
  /** The receiver's window had no room for it. */
  RECEIVE_WINDOW,
  /** The receiver's window was closed. */
  ZERO_WINDOW,
  /** The capture does not tell. */
  UNKNOWN
}
