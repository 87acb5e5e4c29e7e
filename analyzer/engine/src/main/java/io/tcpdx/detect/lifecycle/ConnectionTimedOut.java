package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStream;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.Unanswered;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;

/** One side's timer ran out again and again without any answer: the path or the peer was gone. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-timed-out",
    title = "Connection timed out",
    reference = "RFC 9293 §3.8.3, RFC 1122 §4.2.3.5",
    requires = {},
    charges = {Cause.LOSS_RECOVERY})
public final class ConnectionTimedOut implements ConnectionDetector {
  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    Unanswered again = connection.closing().unanswered();
    Side by = again.by();
    if (summary.close().kind() != CloseKind.TIMED_OUT || by == null) {
      return;
    }
    Direction sending = by.sends();
    long restNs = connection.closing().restBeforeUnansweredNs();
    long costNs = charges.ns(Cause.LOSS_RECOVERY, sending, again.sinceNs(), connection.endNs());
    FindingBuilder finding =
        FindingBuilder.of(ConnectionTimedOut.class)
            .connection(connection.id())
            .direction(sending)
            .level(level(connection, again, by))
            .confidence(Confidence.LIKELY)
            .costNs(costNs)
            .metric("retransmissions", again.segments())
            .seconds("lostSeconds", again.lastAgainNs() - again.firstAgainNs())
            .seconds("idleSeconds", restNs > 0 ? restNs : -1)
            .summary(sentence(connection, again, by, restNs));
    advise(finding, again, by, restNs);
    findings.found(finding.build(evidence(again)));
  }

  /**
   * What nobody waits for is no loss: a FIN, and what a closing side says to one that has closed.
   * Where one direction alone was captured, answers may have passed that nobody saw.
   */
  private static Level level(Connection connection, Unanswered again, Side by) {
    HalfStream receiver = connection.halfStream(by.opposite().sends());
    boolean bothClosed = receiver.finSeen() && connection.halfStream(by.sends()).finSeen();
    boolean unheard = !connection.bothDirections();
    return !again.payload() || bothClosed || unheard ? Level.NOTE : Level.ERROR;
  }

  private static String sentence(Connection connection, Unanswered again, Side by, long restNs) {
    String what = again.payload() ? "" : "its FIN ";
    String sent =
        again.payload()
            ? Figures.count(again.segments(), "segment", "segments") + " again"
            : "again " + Figures.times(again.segments());
    return (restNs > 0 ? "After " + Figures.duration(restNs) + " of silence the " : "The ")
        + by.noun()
        + " sent "
        + what
        + sent
        + " over "
        + Figures.duration(again.lastAgainNs() - again.firstAgainNs())
        + " and nothing came back"
        + (connection.resetBy() == by ? "; then it gave the connection up with a reset." : ".");
  }

  private static void advise(FindingBuilder finding, Unanswered again, Side by, long restNs) {
    if (restNs > 0) {
      finding.advise(
          "Most likely something on the way forgot the connection while it was silent, and drops what it"
              + " does not know (NAT, firewall, load balancer): keep it alive more often than every "
              + Figures.duration(restNs)
              + " (SO_KEEPALIVE with TCP_KEEPIDLE), or close it first.");
    } else {
      finding.advise(
          "Find where the path ends: capture nearer to the "
              + by.opposite().noun()
              + ", look for a host that went away, a firewall that forgot the connection"
              + (again.large() ? ", or packets too large for the path (PMTU)." : "."));
    }
    finding.advise("To notice sooner: TCP_USER_TIMEOUT on the " + by.noun() + ".");
  }

  private static Evidence evidence(Unanswered again) {
    Evidence evidence = new Evidence();
    again.packets().forEach(packet -> evidence.add(again.firstAgainNs(), packet));
    return evidence;
  }
}
