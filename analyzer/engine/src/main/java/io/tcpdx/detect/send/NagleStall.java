package io.tcpdx.detect.send;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.OnAckRound;
import io.tcpdx.detect.ReportsWhileOpen;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.EnumMap;
import java.util.Map;

/**
 * Small segments that the sender's own TCP held until a small one before them was acknowledged:
 * Nagle's algorithm, at its worst against the receiver's delayed ACK (the write–write–read
 * deadlock).
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "nagle-stall",
    title = "Nagle stall",
    reference = "RFC 9293 §3.7.4, RFC 896, RFC 1122 §4.2.3.4",
    requires = {Needs.BOTH_DIRECTIONS, Needs.RTT},
    charges = {Cause.NAGLE})
public final class NagleStall implements ReportsWhileOpen, OnAckRound {
  /** Less than this in all is not worth a change of code. */
  private static final long WARNING_COST_NS = 10_000_000L;

  private final Map<Direction, Tally> tallies = new EnumMap<>(Direction.class);

  private static final class Tally {
    final Stalls clear = new Stalls();
    final Stalls late = new Stalls();
    long comparable;

    /** The stalls to tell: those that came late count where most were clear. */
    Stalls stalls() {
      return AckRound.mostStall(clear.count(), comparable) ? Stalls.both(clear, late) : clear;
    }

    boolean byChance() {
      return AckRound.stallByChance(clear.count(), comparable);
    }
  }

  private static final class Stalls {
    Evidence evidence = new Evidence();
    DurationHistogram durations = new DurationHistogram();
    long onDelayedAck;
    long delayedAckNs;

    long count() {
      return durations.samples();
    }

    void add(AckRound round) {
      long stallNs = round.stallNs();
      evidence.add(
          round.lastDataNs(), round.lastDataPacket(), round.ackPacket(), round.nextPacket());
      durations.sample(stallNs);
      if (round.delayed()) {
        onDelayedAck++;
        delayedAckNs += Math.min(round.holdNs(), stallNs);
      }
    }

    static Stalls both(Stalls clear, Stalls late) {
      Stalls both = new Stalls();
      both.evidence = Evidence.both(clear.evidence, late.evidence);
      both.durations = DurationHistogram.both(clear.durations, late.durations);
      both.onDelayedAck = clear.onDelayedAck + late.onDelayedAck;
      both.delayedAckNs = clear.delayedAckNs + late.delayedAckNs;
      return both;
    }
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    if (!round.comparesToNagle()) {
      return;
    }
    Tally tally = tallies.computeIfAbsent(round.dataDirection(), direction -> new Tally());
    tally.comparable++;
    if (round.heldByNagle()) {
      tally.clear.add(round);
    } else if (round.heldByNagleLate()) {
      tally.late.add(round);
    }
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    tallies.forEach(
        (direction, tally) -> {
          if (tally.clear.count() > 0 && !tally.byChance()) {
            findings.found(finding(connection, charges, direction, tally.stalls()));
          }
        });
  }

  private static Finding finding(
      Connection connection, Charges charges, Direction direction, Stalls stalls) {
    long costNs = charges.ns(Cause.NAGLE, direction);
    long count = stalls.count();
    String sender = direction.sender().noun();
    boolean certain = count >= AckRound.CERTAIN_STALLS || stalls.onDelayedAck > 0;
    return FindingBuilder.of(NagleStall.class)
        .connection(connection.id())
        .direction(direction)
        .level(costNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE)
        .confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY)
        .occurrences(count)
        .costNs(costNs)
        .seconds("medianStallSeconds", stalls.durations.quantileNs(50))
        .seconds("delayedAckSeconds", stalls.delayedAckNs)
        .metric("onDelayedAck", stalls.onDelayedAck)
        .summary(sentence(direction, stalls))
        .advise(
            "Fix at the "
                + sender
                + ": write each message in one call (a buffer, or writev), or set TCP_NODELAY.")
        .build(stalls.evidence);
  }

  private static String sentence(Direction direction, Stalls stalls) {
    String peer = direction.receiver().noun();
    boolean delayed = stalls.onDelayedAck * 2 >= stalls.count();
    return "The "
        + direction.sender().noun()
        + " sent a small segment, then held the next one until the "
        + peer
        + "'s "
        + (delayed ? "delayed ACK" : "ACK")
        + " let it go, "
        + Figures.duration(stalls.durations.quantileNs(50))
        + " later"
        + (stalls.count() > 1 ? " (median)" : "")
        + ".";
  }
}
