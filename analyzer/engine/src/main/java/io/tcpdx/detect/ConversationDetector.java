package io.tcpdx.detect;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;

/** Judges what was said above TCP: one instance sees the conversations of all connections. */
public non-sealed interface ConversationDetector extends Detector {
  /** What the detector must be told; called once, before all else. */
  default void configure(DetectorSettings settings) {}

  /**
   * A connection has ended; called in the order of their ends, not where the connection lacks what
   * the detector requires.
   *
   * @param connection the connection
   * @param conversation what was said on it
   * @param charges what its time was charged to: what a finding costs is what stands there
   * @param findings takes what is settled already
   */
  void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings);

  /**
   * A DNS look-up is settled: answered, or given up. Called whether or not a connection used it.
   */
  default void onLookup(Lookup lookup, FindingSink findings) {}

  /**
   * The capture has ended.
   *
   * @param findings takes what was found over several connections
   */
  default void onEnd(FindingSink findings) {}
}
