package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;

/** A SYN that was answered by a reset: nothing listens there, or something on the way says so. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-refused",
    title = "Connection refused",
    reference = "RFC 9293 §3.5.2, §3.10.7.1",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse"})
public final class ConnectionRefused implements ConnectionDetector {
  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    HandshakeSummary handshake = summary.handshake();
    if (handshake.outcome() != HandshakeOutcome.REFUSED) {
      return;
    }
    Evidence evidence = new Evidence();
    evidence.add(connection.startNs(), connection.firstPacket(), connection.lastPacket());
    long costNs = charges.ns(Cause.HANDSHAKE);
    int attempts = handshake.synRetransmissions() + 1;
    findings.found(
        FindingBuilder.of(ConnectionRefused.class)
            .connection(connection.id())
            .level(Level.ERROR)
            .costNs(costNs)
            .metric("attempts", attempts)
            .seconds("lostSeconds", costNs)
            .summary(
                summary.server()
                    + " answered the client's SYN with a reset: nothing listens on port "
                    + summary.server().port()
                    + ", or a firewall refuses.")
            .advise(
                "At the server: is the program running, and bound to this address and port"
                    + " (ss -ltn 'sport = :"
                    + summary.server().port()
                    + "')? At the client: are address and port right?")
            .build(evidence));
  }
}
