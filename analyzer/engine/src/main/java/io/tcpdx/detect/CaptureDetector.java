package io.tcpdx.detect;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Charges;

/** Judges what only shows over several connections: one instance sees the summaries of all. */
public non-sealed interface CaptureDetector extends Detector {
  /** What the detector must be told; called once, before all else. */
  default void configure(DetectorSettings settings) {}

  /**
   * A connection has ended; called in the order of their ends.
   *
   * @param charges what its time was charged to: what a finding costs is what stands there
   */
  void onConnection(ConnectionSummary connection, Charges charges);

  /**
   * Tells what a connection not yet ended shows so far, if that can be told; changes nothing. Live
   * captures ask it while connections are open.
   *
   * @param findings takes what was found
   */
  default void whileOpen(ConnectionSummary connection, Charges charges, FindingSink findings) {}

  /**
   * The capture has ended.
   *
   * @param findings takes what was found
   */
  void onEnd(FindingSink findings);
}
