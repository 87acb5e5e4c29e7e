package io.tcpdx.connection;

/** What the sender of data is shown to have waited for before its next segment. */
public enum AckWait {
  /** It was not shown to have waited: it had nothing more to send, or sent it regardless. */
  NOTHING,
  /** Its own TCP held a small segment until the one before was acknowledged. */
  NAGLE,
  /** It sent nothing more until an ACK came that the receiver's timer held. */
  DELAYED_ACK
}
