package io.tcpdx.detect.congestion;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.IdleRestart;
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
import java.util.EnumMap;
import java.util.Map;

/** A sender that began anew with a small window because it had been silent for a while. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "slow-start-after-idle",
    title = "Slow start after a pause",
    reference = "RFC 5681 §4.1, RFC 2861",
    requires = {Needs.RTT},
    charges = {Cause.SLOW_START})
public final class SlowStartAfterIdle implements ConnectionDetector, OnSegment {
  /** What costs less than this in all goes unnoticed. */
  private static final long MIN_WARNING_NS = 10_000_000L;

  private final Map<Direction, Tally> tallies = new EnumMap<>(Direction.class);

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final DurationHistogram pauses = new DurationHistogram();
    int told;
    long flightBeforeBytes;
    long flightAfterBytes;

    void take(IdleRestart restart) {
      told = restart.count();
      evidence.add(
          restart.startNs(), restart.packetBefore(), restart.firstPacket(), restart.nextPacket());
      pauses.sample(restart.pauseNs());
      flightBeforeBytes = Math.max(flightBeforeBytes, restart.flightBeforeBytes());
      flightAfterBytes =
          flightAfterBytes == 0
              ? restart.flightAfterBytes()
              : Math.min(flightAfterBytes, restart.flightAfterBytes());
    }
  }

  @Override
  public void onSegment(Connection connection, Segment segment) {
    if (segment.payloadLength() > 0) {
      take(connection, segment.direction());
    }
  }

  private void take(Connection connection, Direction direction) {
    IdleRestart restart = connection.halfStream(direction).slowStart().restart();
    Tally tally = tallies.get(direction);
    if (restart.count() == (tally == null ? 0 : tally.told)) {
      return;
    }
    if (tally == null) {
      tally = new Tally();
      tallies.put(direction, tally);
    }
    tally.take(restart);
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    for (Direction direction : Direction.values()) {
      take(connection, direction);
    }
    tallies.forEach(
        (direction, tally) -> findings.found(finding(connection, charges, direction, tally)));
  }

  private static Finding finding(
      Connection connection, Charges charges, Direction direction, Tally tally) {
    long costNs =
        charges.ns(Cause.SLOW_START, direction, tally.evidence.startNs(), connection.endNs());
    String sender = direction.sender().noun();
    return FindingBuilder.of(SlowStartAfterIdle.class)
        .connection(connection.id())
        .direction(direction)
        .level(costNs >= MIN_WARNING_NS ? Level.WARNING : Level.NOTE)
        .occurrences(tally.pauses.samples())
        .costNs(costNs)
        .seconds("idleSeconds", tally.pauses.quantileNs(50))
        .metric("flightBeforeBytes", tally.flightBeforeBytes)
        .metric("flightAfterBytes", tally.flightAfterBytes)
        .summary(
            "After a pause of "
                + Figures.duration(tally.pauses.quantileNs(50))
                + (tally.pauses.samples() > 1 ? " (median)" : "")
                + " the "
                + sender
                + " began again with "
                + Figures.bytes(tally.flightAfterBytes)
                + " in flight, where it had had "
                + Figures.bytes(tally.flightBeforeBytes)
                + ", and waited "
                + Figures.duration(costNs)
                + " for ACKs until it was there again.")
        .advise(
            "At the "
                + sender
                + ", on Linux: `sysctl -w net.ipv4.tcp_slow_start_after_idle=0`, for hosts whose connections"
                + " are kept open between messages.")
        .build(tally.evidence);
  }
}
