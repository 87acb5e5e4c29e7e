package io.tcpdx.connection;

/** How one direction of a connection ended. */
public enum StreamEnd {
  /** Its sender's FIN: that was all. */
  FIN,
  /** A reset, of either side: there may have been more. */
  RESET,
  /** Not seen: the capture ended, or the connection was given up or its 4-tuple used anew. */
  UNSEEN
}
