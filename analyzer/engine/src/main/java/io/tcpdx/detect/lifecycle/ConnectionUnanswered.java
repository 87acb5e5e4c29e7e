package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.List;

/** SYNs that nobody answered, for as long as the capture shows. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-unanswered",
    title = "Connection attempt unanswered",
    reference = "RFC 9293 §3.8.3, RFC 6298",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse"})
public final class ConnectionUnanswered implements CaptureDetector {
  private final AttemptGroups attempts = new AttemptGroups();

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    attempts.see(connection);
    if (unanswered(connection)) {
      attempts.add(connection, charges.ns(Cause.HANDSHAKE));
    }
  }

  /** Whatever comes from the server, an ACK of another connection even, is not nothing. */
  private static boolean unanswered(ConnectionSummary connection) {
    return connection.handshake().outcome() == HandshakeOutcome.UNANSWERED
        && connection.handshake().lapsed()
        && connection.serverToClient().segments() == 0;
  }

  @Override
  public void whileOpen(ConnectionSummary connection, Charges charges, FindingSink findings) {
    if (unanswered(connection)) {
      var attempt = new AttemptGroups.Attempt(connection, charges.ns(Cause.HANDSHAKE));
      findings.found(finding(new AttemptGroup(List.of(attempt), 0, false, false)));
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    attempts.groups().forEach(group -> findings.found(finding(group)));
  }

  private static Finding finding(AttemptGroup group) {
    FindingBuilder finding =
        group
            .describe(FindingBuilder.of(ConnectionUnanswered.class))
            .level(group.levelOfFailure())
            .costNs(group.costNs())
            .metric("attempts", group.syns())
            .seconds("lostSeconds", group.costNs())
            .summary(sentence(group));
    advise(group, finding);
    return finding.build(group.evidence());
  }

  private static String sentence(AttemptGroup group) {
    String syns = Figures.count(group.syns(), "SYN", "SYNs");
    String said = "Nothing came back from " + group.to() + " to ";
    if (group.single()) {
      long lastedNs = group.first().durationNs();
      said += syns + (group.syns() > 1 ? " in " + Figures.duration(lastedNs) : "");
    } else {
      said += Figures.count(group.size()) + " attempts of " + group.from();
      said += ", " + syns + " in all";
    }
    String others = Figures.count(group.completed(), "other connection", "other connections");
    return said + (group.completed() > 0 ? ", though it answered " + others + "." : ".");
  }

  private static void advise(AttemptGroup group, FindingBuilder finding) {
    if (group.wide()) {
      finding.advise(
          "So many from one host look like a scan, or a program that tries whatever addresses it has"
              + " heard of: at "
              + group.from()
              + ", which process sends these SYNs (ss -tnp state syn-sent)?");
      return;
    }
    if (group.completed() > 0) {
      finding.advise(
          "The host is up and answers others, so something picks these out: a full accept queue (nstat"
              + " -az TcpExtListenDrops), a limit or filter by port or rate, an old connection on the"
              + " same ports, timestamps that differ behind a NAT (tcp_tw_recycle).");
    } else {
      finding.advise(
          "Check that the address is right, the host is up and routed to, and that no firewall drops"
              + " the packets; capture at the server too: does the SYN arrive, and does an answer"
              + " leave?");
    }
    finding.advise(
        "At the client: set a connect time-out, since the system's own takes minutes"
            + " (net.ipv4.tcp_syn_retries on Linux).");
  }
}
