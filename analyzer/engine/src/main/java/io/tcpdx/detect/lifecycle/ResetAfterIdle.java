package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;

/**
 * A reset in answer to the first that was sent after a long silence: a middlebox or a time-out at
 * the end forgot the connection.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "reset-after-idle",
    title = "Reset after a silence",
    reference = "RFC 9293 §3.8.4, RFC 5382 REQ-5",
    requires = {Needs.BOTH_DIRECTIONS})
public final class ResetAfterIdle implements ConnectionDetector {
  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    Side resetBy = connection.resetBy();
    if (summary.close().kind() != CloseKind.RESET_AFTER_IDLE || resetBy == null) {
      return;
    }
    long lost = summary.close().unackedBytes();
    long idleNs = connection.closing().idleBeforeResetNs();
    Evidence evidence = new Evidence();
    evidence.add(connection.resetNs(), connection.resetPacket());
    findings.found(
        FindingBuilder.of(ResetAfterIdle.class)
            .connection(connection.id())
            .direction(resetBy.sends())
            .level(lost > 0 ? Level.ERROR : Level.NOTE)
            .confidence(Confidence.LIKELY)
            .seconds("idleSeconds", idleNs)
            .metric("unackedBytes", lost)
            .summary(
                "After "
                    + Figures.duration(idleNs)
                    + " of silence "
                    + (lost > 0
                        ? "the next " + Figures.count(lost, "byte", "bytes")
                        : "the next probe")
                    + " met a reset from the "
                    + resetBy.noun()
                    + "'s side: the connection was no longer known there.")
            .advise(
                "Find what forgets idle connections (NAT, firewall, load balancer, the peer's own idle"
                    + " time-out) and keep the connection alive more often than that"
                    + " (SO_KEEPALIVE with TCP_KEEPIDLE), or close it first.")
            .build(evidence));
  }
}
