package io.tcpdx.detect.congestion;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Segment;
import io.tcpdx.detect.ConnectionDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.OnSegment;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.wire.TcpView;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver that closed its window, because its program did not read. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "zero-window",
    title = "Closed receive window",
    reference = "RFC 9293 §3.8.6.1, RFC 1122 §4.2.2.17",
    requires = {Needs.BOTH_DIRECTIONS},
    charges = {Cause.ZERO_WINDOW})
public final class ZeroWindow implements ConnectionDetector, OnSegment {
  /** A window closed for less in all is opened again before anybody notices. */
  private static final long MIN_CLOSED_NS = 10_000_000L;

  /** Who probes a closed window waits longer; what comes sooner may go into one that has opened. */
  private static final long SOONEST_PROBE_NS = 200_000_000L;

  /** By direction of the data that the window holds up. */
  private final Map<Direction, Tally> tallies = new EnumMap<>(Direction.class);

  private static final class Tally {
    final Evidence evidence = new Evidence();
    boolean closed;
    long sinceNs;
    long sincePacket;
    long occurrences;
    long closedNs;
    long longestNs;
    long lastNs;
    long probes;

    void close(long timeNs, long packet) {
      closed = true;
      sinceNs = timeNs;
      sincePacket = packet;
    }

    void open(long timeNs, long packet) {
      closed = false;
      occurrences++;
      long lastedNs = Math.max(0, timeNs - sinceNs);
      closedNs += lastedNs;
      lastNs = lastedNs;
      longestNs = Math.max(longestNs, lastedNs);
      evidence.add(sinceNs, sincePacket, packet);
    }
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    Tally sent = tallies.get(segment.direction());
    if (sent != null && sent.closed && segment.is(Segment.WINDOW_PROBE)) {
      sent.probes++;
    }
    boolean says = segment.has(TcpView.ACK) && !segment.hasAny(TcpView.SYN | TcpView.RST);
    if (!says || segment.is(Segment.CAPTURE_DUPLICATE)) {
      return;
    }
    Direction data = segment.direction().opposite();
    @Nullable Tally held = tallies.get(data);
    boolean zero = segment.windowBytes() == 0;
    if (zero && mattersTo(connection, data) && (held == null || !held.closed)) {
      tallies
          .computeIfAbsent(data, direction -> new Tally())
          .close(segment.timeNs(), segment.number());
    } else if (!zero && held != null && held.closed) {
      held.open(segment.timeNs(), segment.number());
    }
  }

  /** A receiver that has got the sender's FIN may say what it likes. */
  private static boolean mattersTo(Connection connection, Direction data) {
    return !connection.halfStream(data).finAcked();
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    tallies.forEach(
        (data, tally) -> {
          boolean atEnd = tally.closed && !connection.halfStream(data).finSeen();
          if (atEnd) {
            tally.open(connection.endNs(), connection.lastPacket());
          }
          if (tally.closedNs >= MIN_CLOSED_NS) {
            findings.found(finding(connection, charges, data, tally, atEnd));
          }
        });
  }

  private static Finding finding(
      Connection connection, Charges charges, Direction data, Tally tally, boolean atEnd) {
    long costNs = charges.ns(Cause.ZERO_WINDOW, data);
    String sender = data.sender().noun();
    String receiver = data.receiver().noun();
    boolean stillShut = atEnd && tally.probes > 0 && tally.lastNs >= SOONEST_PROBE_NS;
    boolean waited = costNs >= MIN_CLOSED_NS || stillShut;
    FindingBuilder finding =
        FindingBuilder.of(ZeroWindow.class)
            .connection(connection.id())
            .direction(data)
            .level(waited ? Level.WARNING : Level.NOTE)
            .occurrences(tally.occurrences)
            .costNs(costNs)
            .seconds("closedSeconds", tally.closedNs)
            .seconds("longestSeconds", tally.longestNs)
            .metric("probes", tally.probes)
            .summary(
                "The "
                    + receiver
                    + " closed its window "
                    + Figures.times(tally.occurrences)
                    + ", for "
                    + Figures.duration(tally.closedNs)
                    + " in all: its program did not read. "
                    + waiting(tally, costNs, sender, stillShut));
    if (waited) {
      finding.advise(
          "At the "
              + receiver
              + ": read what comes without waiting for other work (a thread or a queue of its own), or"
              + " make that work faster; a larger buffer only puts the stall off.");
    }
    return finding.build(tally.evidence);
  }

  private static String waiting(Tally tally, long costNs, String sender, boolean stillShut) {
    String probed = tally.probes == 0 ? "" : " and probed " + Figures.times(tally.probes);
    if (stillShut) {
      return "The " + sender + " waited" + probed + "; it was still closed when the capture ended.";
    }
    return costNs == 0
        ? "Nobody is seen to have waited for it."
        : "The " + sender + " waited " + Figures.duration(costNs) + probed + ".";
  }
}
