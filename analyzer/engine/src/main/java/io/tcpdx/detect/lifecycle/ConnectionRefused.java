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

/** SYNs that were answered by a reset: nothing listens there, or something on the way says so. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-refused",
    title = "Connection refused",
    reference = "RFC 9293 §3.5.2, §3.10.7.1",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"port-reuse"})
public final class ConnectionRefused implements CaptureDetector {
  private final AttemptGroups attempts = new AttemptGroups();

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    attempts.see(connection);
    if (connection.handshake().outcome() == HandshakeOutcome.REFUSED) {
      attempts.add(connection, charges.ns(Cause.HANDSHAKE));
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    attempts.groups().forEach(group -> findings.found(finding(group)));
  }

  private static Finding finding(AttemptGroup group) {
    return group
        .describe(FindingBuilder.of(ConnectionRefused.class))
        .level(group.levelOfFailure())
        .costNs(group.costNs())
        .metric("attempts", group.syns())
        .seconds("lostSeconds", group.costNs())
        .summary(sentence(group))
        .advise(advice(group))
        .build(group.evidence());
  }

  private static String sentence(AttemptGroup group) {
    String said =
        group.to()
            + " answered "
            + (group.single()
                ? "the client's SYN"
                : Figures.count(group.size()) + " attempts of " + group.from())
            + " with a reset";
    if (group.completed() > 0) {
      String others = Figures.count(group.completed(), "other connection", "other connections");
      return said + ", though it accepted " + others + ".";
    }
    boolean onePort = group.servers().size() == 1;
    String where = onePort ? "on port " + group.first().server().port() : "there";
    return said + ": nothing listens " + where + ", or a firewall refuses.";
  }

  private static String advice(AttemptGroup group) {
    if (group.wide()) {
      return "So many from one host look like a scan: at "
          + group.from()
          + ", which process sends these SYNs (ss -tnp)?";
    }
    if (group.completed() > 0) {
      return "Something listens there, so look for what differs: the program was not up at that time,"
          + " or refuses when it is full or by whom it is asked; something on the way refuses SYNs"
          + " with certain options or flags (ECN).";
    }
    boolean onePort = group.servers().size() == 1;
    return "At the server: is the program running, and bound to this address and port"
        + (onePort ? " (ss -ltn 'sport = :" + group.first().server().port() + "')" : " (ss -ltn)")
        + "? At the client: are address and port right?";
  }
}
