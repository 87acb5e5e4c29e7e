package io.tcpdx.ledger;

/**
 * Which cause an instant is charged to where two would claim it: the more specific one, the lower
 * number first.
 */
final class Precedence {
  private Precedence() {}

  static int of(Cause cause) {
    return switch (cause) {
      case HANDSHAKE -> 0;
      case TLS_HANDSHAKE -> 1;
      case LOSS_RECOVERY -> 2;
      case ZERO_WINDOW -> 3;
      case NAGLE -> 4;
      case DELAYED_ACK -> 5;
      case RECEIVE_WINDOW -> 6;
      case SLOW_START -> 7;
      case CONGESTION_WINDOW -> 8;
      case TRANSFER -> 9;
      case NETWORK -> 10;
      case CLIENT_THINK -> 11;
      case SERVER_THINK -> 12;
      case IDLE -> 13;
      case CLOSE -> 14;
      case UNKNOWN -> 15;
    };
  }
}
