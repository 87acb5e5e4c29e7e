package io.tcpdx;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;

/** Told of what an analysis finds while it goes on, on the thread that feeds the analyzer. */
public interface AnalysisListener {
  /** Hears nothing. */
  AnalysisListener NONE = new AnalysisListener() {};

  /**
   * A connection ended, or was still open when the capture ended.
   *
   * @param ledger where its time went
   * @param conversation what was said on it
   */
  default void onConnection(
      ConnectionSummary connection, LedgerSummary ledger, Conversation conversation) {}

  /** A detector found something: as soon as it is settled, at the latest when the capture ends. */
  default void onFinding(Finding finding) {}

  /**
   * A connection that is still open shows this so far. It is told when asked for by {@link
   * Analyzer#tellOpenFindings}, again once it has doubled, and in the end as a finding.
   */
  default void onOpenFinding(ConnectionSummary connection, Finding finding) {}
}
