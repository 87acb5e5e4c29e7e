package io.tcpdx.ledger;

/**
 * What the time of a connection goes into. In the order in which a reader wants them: what can be
 * given back first. Which cause an instant is charged to where several would claim it is decided by
 * {@link ConnectionLedger}.
 */
public enum Cause {
  /** From the first SYN to the ACK that completes the set-up. */
  HANDSHAKE,
  /** The set-up of TLS. */
  TLS_HANDSHAKE,
  /** The client was to act, and its program had not yet. */
  CLIENT_THINK,
  /** The server was to act, and its program had not yet. */
  SERVER_THINK,
  /** Propagation: the path's lowest round trip, once for each change of turns. */
  NETWORK,
  /** Bytes flowing at the path's rate. */
  TRANSFER,
  /** The sender waited for ACKs because its congestion window was still growing from its start. */
  SLOW_START,
  /** The sender waited for ACKs because of its congestion window, after slow start. */
  CONGESTION_WINDOW,
  /** The sender waited for room in the receiver's window. */
  RECEIVE_WINDOW,
  /** The receiver's window was closed while there was more to send. */
  ZERO_WINDOW,
  /** Something was lost, and not repaired yet. */
  LOSS_RECOVERY,
  /** Nagle's algorithm held a segment. */
  NAGLE,
  /** Somebody waited for an ACK that its sender held. */
  DELAYED_ACK,
  /** Open, and nothing was asked. */
  IDLE,
  /** From the first sign of its end to its last segment. */
  CLOSE,
  /** What the capture does not show. */
  UNKNOWN
}
