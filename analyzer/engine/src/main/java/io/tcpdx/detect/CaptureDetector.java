package io.tcpdx.detect;

import io.tcpdx.connection.ConnectionSummary;

/** Judges what only shows over several connections: one instance sees the summaries of all. */
public non-sealed interface CaptureDetector extends Detector {
  /** What the detector must be told; called once, before all else. */
  default void configure(DetectorSettings settings) {}

  /** A connection has ended; called in the order of their ends. */
  void onConnection(ConnectionSummary connection);

  /**
   * The capture has ended.
   *
   * @param findings takes what was found
   */
  void onEnd(FindingSink findings);
}
