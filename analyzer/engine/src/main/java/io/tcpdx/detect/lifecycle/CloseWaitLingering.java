package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HalfStream;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.ReportsWhileOpen;
import io.tcpdx.ledger.Charges;

/** A side that got the other's FIN and does not close its own half: often a leaked socket. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "close-wait-lingering",
    title = "Socket left in CLOSE_WAIT",
    reference = "RFC 9293 §3.6, §3.3.2",
    requires = {Needs.BOTH_DIRECTIONS})
public final class CloseWaitLingering implements ReportsWhileOpen {
  /** A program that has read the end of the stream closes within this, unless it forgot to. */
  private static final long MIN_LINGER_NS = 1_000_000_000L;

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    CloseSummary close = summary.close();
    Side first = close.initiator();
    Long waitedNs = close.closeWaitNs();
    if (first == null || waitedNs == null || waitedNs < MIN_LINGER_NS) {
      return;
    }
    Side lingering = first.opposite();
    HalfStream itsStream = connection.halfStream(lingering.sends());
    boolean stillSending = itsStream.sentPayloadAfter(connection.halfStream(first.sends()).finNs());
    if (stillSending || !wasOpen(summary, itsStream, lingering)) {
      return;
    }
    boolean open = !itsStream.finSeen() && connection.resetPacket() == 0;
    if (open && summary.halfStream(lingering.sends()).missingBytes() > 0) {
      return; // what was acknowledged and not captured may be its FIN
    }
    Evidence evidence = new Evidence();
    evidence.add(
        connection.halfStream(first.sends()).finNs(),
        connection.halfStream(first.sends()).finPacket(),
        connection.lastPacket());
    findings.found(
        FindingBuilder.of(CloseWaitLingering.class)
            .connection(connection.id())
            .direction(lingering.sends())
            .level(Level.WARNING)
            .confidence(open ? Confidence.LIKELY : Confidence.CERTAIN)
            .seconds("lingerSeconds", waitedNs)
            .metric("stillOpen", open)
            .summary(
                "The "
                    + lingering.noun()
                    + " got the "
                    + first.noun()
                    + "'s FIN and kept its own side open for "
                    + (open ? "at least " : "")
                    + Figures.duration(waitedNs)
                    + " without sending anything"
                    + (open ? "; it had not closed when the capture ended." : "."))
            .advise(
                "At the "
                    + lingering.noun()
                    + ": close the socket when read returns 0 (end of stream), also on the paths that"
                    + " handle errors; each such socket keeps a file descriptor (ss -tn state close-wait).")
            .build(evidence));
  }

  /**
   * Whether the capture proves that this side had not closed before it began: of a connection whose
   * tail alone was captured, the one FIN may be the second.
   */
  private static boolean wasOpen(ConnectionSummary summary, HalfStream its, Side side) {
    return its.synSeen()
        || its.finSeen()
        || its.payloadBytes() > 0
        || summary.halfStream(side.sends()).keepAlives() > 0;
  }
}
