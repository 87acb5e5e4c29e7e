package io.tcpdx.detect;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Retransmission;

/** For connection detectors that ask what was sent again, and why. */
public interface OnRetransmission {
  /** What set a retransmission off, and whether it was needed, is known as well as it will be. */
  void onRetransmission(Connection connection, Retransmission retransmission);
}
