package io.tcpdx.connection;

/** What a segment does, if it does anything: what only acknowledges is no act. */
public enum Act {
  /** Nothing as yet: the capture begins before anything is done. */
  NONE,
  /** A SYN or SYN-ACK. */
  SYN,
  /** The ACK that completes the set-up. */
  ESTABLISH,
  /** Payload sent for the first time. */
  DATA,
  /** Sequence space sent again. */
  DATA_AGAIN,
  /** A FIN; one that carries payload is {@code DATA} to the pause before it. */
  FIN,
  /** A reset. */
  RESET,
  /** The connection's last segment has passed. */
  END
}
