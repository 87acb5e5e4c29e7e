package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Segment;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.OnSegment;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import org.jspecify.annotations.Nullable;

/** One side sent the same again and again without any answer: the path or the peer was gone. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-timed-out",
    title = "Connection timed out",
    reference = "RFC 9293 §3.8.3, RFC 1122 §4.2.3.5",
    requires = {},
    charges = {Cause.LOSS_RECOVERY})
public final class ConnectionTimedOut implements ConnectionDetector, OnSegment {
  private Evidence evidence = new Evidence();
  private int unanswered;
  private long firstNs;
  private long lastNs;

  /** When the side that is not answered was heard last, or itself began to speak. */
  private long lastAnswerNs;

  private @Nullable Direction direction;

  @Override
  public void onSegment(Connection connection, Segment segment) {
    if (segment.is(Segment.CAPTURE_DUPLICATE)) {
      return;
    }
    if (segment.direction() != direction && unanswered > 0) {
      unanswered = 0;
      evidence = new Evidence(); // answered after all
    }
    if (segment.direction() != direction) {
      lastAnswerNs = segment.timeNs();
    }
    direction = segment.direction();
    if (segment.is(Segment.RETRANSMISSION)) {
      firstNs = unanswered == 0 ? segment.timeNs() : firstNs;
      lastNs = segment.timeNs();
      unanswered++;
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
    Direction sending = direction;
    if (summary.close().kind() != CloseKind.TIMED_OUT || sending == null) {
      return;
    }
    long costNs = charges.ns(Cause.LOSS_RECOVERY, sending, lastAnswerNs, connection.endNs());
    findings.found(
        FindingBuilder.of(ConnectionTimedOut.class)
            .connection(connection.id())
            .direction(sending)
            .level(Level.ERROR)
            .confidence(Confidence.LIKELY)
            .costNs(costNs)
            .metric("retransmissions", unanswered)
            .seconds("lostSeconds", lastNs - firstNs)
            .summary(
                "The "
                    + sending.sender().noun()
                    + " sent "
                    + Figures.count(unanswered, "segment", "segments")
                    + " again over "
                    + Figures.duration(lastNs - firstNs)
                    + " and nothing came back.")
            .advise(
                "Find where the path ends: capture nearer to the "
                    + sending.receiver().noun()
                    + ", look for a host that went away, a firewall that forgot the connection, or packets"
                    + " too large for the path (PMTU).")
            .advise("To notice sooner: TCP_USER_TIMEOUT on the " + sending.sender().noun() + ".")
            .build(evidence));
  }
}
