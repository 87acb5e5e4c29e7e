package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.Segment;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.OnSegment;
import io.tcpdx.detect.ReportsWhileOpen;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;

/** Set-ups that needed a SYN or SYN-ACK more than once: each cost a second or more of waiting. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "syn-retransmitted",
    title = "SYN sent again",
    reference = "RFC 9293 §3.8.1, RFC 6298 §2 and §5.7",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse", "handshake-cost", "connection-not-reused", "serial-requests"})
public final class SynRetransmitted implements ReportsWhileOpen, OnSegment {
  private final Evidence evidence = new Evidence();

  @Override
  public void onSegment(Connection connection, Segment segment) {
    if (segment.syn() && !segment.is(Segment.CAPTURE_DUPLICATE)) {
      evidence.add(segment.timeNs(), segment.number());
    }
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    HandshakeSummary handshake = summary.handshake();
    boolean again = handshake.synRetransmissions() > 0 || handshake.lostNs() > 0;
    boolean answered =
        handshake.outcome() == HandshakeOutcome.ESTABLISHED
            || (handshake.outcome() == HandshakeOutcome.INCOMPLETE
                && handshake.synRetransmissions() > 0);
    if (!again || !answered) {
      return;
    }
    findings.found(
        FindingBuilder.of(SynRetransmitted.class)
            .connection(connection.id())
            .level(Level.WARNING)
            .costNs(Math.min(handshake.lostNs(), charges.ns(Cause.HANDSHAKE)))
            .metric("attempts", handshake.synRetransmissions() + 1)
            .metric("synAckRetransmissions", handshake.synAckRetransmissions())
            .seconds("lostSeconds", handshake.lostNs())
            .summary(sentence(handshake))
            .advise(
                "Look for loss on the way to "
                    + summary.server()
                    + " and for a full accept queue there (nstat TcpExtListenOverflows and"
                    + " TcpExtListenDrops; listen backlog, net.core.somaxconn); a firewall that drops"
                    + " instead of refusing looks the same.")
            .build(evidence));
  }

  private static String sentence(HandshakeSummary handshake) {
    boolean syn = handshake.synRetransmissions() > 0;
    int again = syn ? handshake.synRetransmissions() : handshake.synAckRetransmissions();
    return "The "
        + (syn ? "client's SYN" : "server's SYN-ACK")
        + " had to be sent again "
        + Figures.times(again)
        + ": "
        + Figures.duration(handshake.lostNs())
        + " passed before the set-up went on.";
  }
}
