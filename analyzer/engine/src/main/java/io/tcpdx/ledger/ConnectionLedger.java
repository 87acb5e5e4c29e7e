package io.tcpdx.ledger;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Retransmission;

/** The ledger of one connection. */
final class ConnectionLedger {
  private final long[] charged = new long[Cause.values().length];

  void onPause(Pause pause) {}

  void onAckRound(AckRound round) {}

  void onRetransmission(Retransmission retransmission) {}

  void finish(Connection connection) {
    charged[Cause.UNKNOWN.ordinal()] = Math.max(0, connection.endNs() - connection.startNs());
  }

  LedgerSummary summary() {
    return new LedgerSummary(charged);
  }
}
