package io.tcpdx.ledger;

/**
 * What the time of a connection goes into. In the order in which a reader wants them: what can be
 * given back first. Where several would claim an instant, their {@link #precedence} decides.
 */
public enum Cause {
  /** From the first SYN to the ACK that completes the set-up. */
  HANDSHAKE(0),
  /** The set-up of TLS. */
  TLS_HANDSHAKE(5),
  /** The client was to act, and its program had not yet. */
  CLIENT_THINK(11),
  /** The server was to act, and its program had not yet. */
  SERVER_THINK(12),
  /** Propagation: the path's lowest round trip, once for each change of turns. */
  NETWORK(10),
  /** Bytes flowing at the path's rate. */
  TRANSFER(9),
  /** The sender waited for ACKs because its congestion window was still growing from its start. */
  SLOW_START(7),
  /** The sender waited for ACKs because of its congestion window, after slow start. */
  CONGESTION_WINDOW(8),
  /** The sender waited for room in the receiver's window. */
  RECEIVE_WINDOW(6),
  /** The receiver's window was closed while there was more to send. */
  ZERO_WINDOW(1),
  /** Something was lost, and not repaired yet. */
  LOSS_RECOVERY(2),
  /** Nagle's algorithm held a segment. */
  NAGLE(3),
  /** Somebody waited for an ACK that its sender held. */
  DELAYED_ACK(4),
  /** Open, and nothing was asked. */
  IDLE(13),
  /** From the first sign of its end to its last segment. */
  CLOSE(14),
  /** What the capture does not show. */
  UNKNOWN(15);

  static final int COUNT = values().length;

  private final int precedence;

  Cause(int precedence) {
    this.precedence = precedence;
  }

  /**
   * Where two causes would claim an instant, the more specific one gets it: the lower number, from
   * 0, each given once.
   */
  public int precedence() {
    return precedence;
  }

  /**
   * Whether it holds back the data of one side, so that it is known whose; the others concern the
   * connection as a whole.
   */
  public boolean ofSender() {
    return switch (this) {
      case SLOW_START,
          CONGESTION_WINDOW,
          RECEIVE_WINDOW,
          ZERO_WINDOW,
          LOSS_RECOVERY,
          NAGLE,
          DELAYED_ACK ->
          true;
      default -> false;
    };
  }
}
