package io.tcpdx.detect;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;

/** For connection detectors that ask who waited for whom. */
public interface OnAckRound {
  /**
   * A round of data and its acknowledgment is settled: the path's RTT is known as well as it will
   * be.
   */
  void onAckRound(Connection connection, AckRound round);
}
