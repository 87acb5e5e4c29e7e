package io.tcpdx.detect.lifecycle;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connections so short that setting them up is a good part of their time. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "handshake-cost",
    title = "Connections too short for their set-up",
    reference = "RFC 9293 §3.5, RFC 9112 §9.3",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"connection-not-reused", "serial-requests"})
public final class HandshakeCost implements CaptureDetector {
  /** From this share of the connections' time on, set-up is worth a word. */
  private static final double MIN_SHARE = 0.2;

  /** One connection cannot be reused by another. */
  private static final int MIN_CONNECTIONS = 2;

  /** Less than this in all is not worth a change of code. */
  private static final long WARNING_COST_NS = 50_000_000L;

  private final Map<HostPair, Tally> tallies = new LinkedHashMap<>();

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final DurationHistogram setUps = new DurationHistogram();
    long setUpNs;
    long lifeNs;
  }

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    Long setUpNs = connection.handshake().totalNs();
    boolean usedAndOver =
        connection.handshake().outcome() == HandshakeOutcome.ESTABLISHED
            && connection.close().kind() != CloseKind.OPEN_AT_END
            && connection.clientToServer().payloadBytes() > 0;
    boolean lifeKnown = !connection.times().jumpedBetween(connection.startNs(), connection.endNs());
    if (setUpNs == null || !usedAndOver || !lifeKnown) {
      return;
    }
    HostPair pair = HostPair.of(connection);
    Tally tally = tallies.computeIfAbsent(pair, key -> new Tally());
    tally.evidence.add(connection.startNs(), connection.firstPacket());
    tally.setUps.sample(setUpNs);
    tally.setUpNs += charges.ns(Cause.HANDSHAKE);
    tally.lifeNs += connection.durationNs();
  }

  @Override
  public void onEnd(FindingSink findings) {
    tallies.forEach(
        (pair, tally) -> {
          double share = tally.lifeNs == 0 ? 0 : (double) tally.setUpNs / tally.lifeNs;
          if (tally.setUps.samples() >= MIN_CONNECTIONS && share >= MIN_SHARE) {
            report(pair, tally, share, findings);
          }
        });
  }

  private static void report(HostPair pair, Tally tally, double share, FindingSink findings) {
    long count = tally.setUps.samples();
    findings.found(
        FindingBuilder.of(HandshakeCost.class)
            .hosts(pair.hosts())
            .level(tally.setUpNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE)
            .occurrences(count)
            .costNs(tally.setUpNs)
            .seconds("medianSeconds", tally.setUps.quantileNs(50))
            .share("shareOfLife", Math.min(1, share))
            .summary(
                pair.client()
                    + " opened "
                    + count
                    + " connections to "
                    + pair.server()
                    + " and spent "
                    + Figures.percent(Math.min(1, share))
                    + " of their time on setting them up ("
                    + Figures.duration(tally.setUps.quantileNs(50))
                    + " each, median).")
            .advise(
                "At the client: keep connections open and reuse them (a connection pool; HTTP keep-alive);"
                    + " one connection instead of "
                    + count
                    + " gives back all but one of these set-ups.")
            .build(tally.evidence));
  }
}
