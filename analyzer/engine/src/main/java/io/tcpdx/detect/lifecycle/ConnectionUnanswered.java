package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.ReportsWhileOpen;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;

/** A SYN that nobody answered, for as long as the capture shows. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-unanswered",
    title = "Connection attempt unanswered",
    reference = "RFC 9293 §3.8.3, RFC 6298",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse"})
public final class ConnectionUnanswered implements ReportsWhileOpen {
  /** A single SYN younger than this when the capture ends may yet have been answered. */
  private static final long PATIENCE_NS = 1_000_000_000L;

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    HandshakeSummary handshake = summary.handshake();
    int attempts = handshake.synRetransmissions() + 1;
    boolean tooEarly = attempts == 1 && captureEndNs - connection.startNs() < PATIENCE_NS;
    if (handshake.outcome() != HandshakeOutcome.UNANSWERED || tooEarly) {
      return;
    }
    long costNs = charges.ns(Cause.HANDSHAKE);
    Evidence evidence = new Evidence();
    evidence.add(connection.startNs(), connection.firstPacket(), connection.lastPacket());
    findings.found(
        FindingBuilder.of(ConnectionUnanswered.class)
            .connection(connection.id())
            .level(Level.ERROR)
            .costNs(costNs)
            .metric("attempts", attempts)
            .seconds("lostSeconds", costNs)
            .summary(
                "Nothing came back from "
                    + summary.server()
                    + " to "
                    + Figures.count(attempts, "SYN", "SYNs")
                    + (attempts > 1 ? " in " + Figures.duration(summary.durationNs()) : "")
                    + ".")
            .advise(
                "Check that the address is right, the host is up and routed to, and that no firewall"
                    + " drops the packets; capture at the server too: does the SYN arrive, and does an"
                    + " answer leave?")
            .advise(
                "At the client: set a connect time-out, since the system's own takes minutes"
                    + " (net.ipv4.tcp_syn_retries on Linux).")
            .build(evidence));
  }
}
