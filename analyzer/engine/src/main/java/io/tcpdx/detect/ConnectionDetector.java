package io.tcpdx.detect;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Charges;

/**
 * Judges one connection: there is an instance for each, so its fields are that connection's state.
 * It sees what it implements a listener for: {@link OnSegment}, {@link OnAckRound}.
 */
public non-sealed interface ConnectionDetector extends Detector {
  /**
   * The connection has ended; not called where the capture lacks what the detector requires.
   *
   * @param connection its last state
   * @param summary what will be kept of it
   * @param charges what its time was charged to: what a finding costs is what stands there
   * @param captureEndNs until when the capture shows what became of it, nanoseconds since the
   *     epoch: to the end, or to where its clock jumped
   * @param findings takes what was found
   */
  void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings);
}
