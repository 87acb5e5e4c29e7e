package io.tcpdx.detect.send;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.detect.Confidence;
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
import io.tcpdx.detect.OnAckRound;
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
    requires = {Needs.BOTH_DIRECTIONS, Needs.RTT})
public final class NagleStall implements ConnectionDetector, OnAckRound {
  /** This often, chance is out of the question. */
  private static final int CERTAIN_STALLS = 3;

  /**
   * Among so many rounds for each stall, an application that paces its own writes meets an ACK by
   * chance: the slack of a release is a few percent of the pauses of such applications.
   */
  private static final int ROUNDS_PER_CHANCE = 10;

  /** Less than this in all is not worth a change of code. */
  private static final long WARNING_COST_NS = 10_000_000L;

  private final Map<Direction, Tally> tallies = new EnumMap<>(Direction.class);

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final DurationHistogram stalls = new DurationHistogram();
    long comparable;
    long onDelayedAck;
    long costNs;
    long delayedAckNs;

    boolean byChance() {
      return stalls.samples() * ROUNDS_PER_CHANCE < comparable;
    }
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    if (!round.comparesToNagle()) {
      return;
    }
    Tally tally = tallies.computeIfAbsent(round.dataDirection(), direction -> new Tally());
    tally.comparable++;
    if (!round.heldByNagle()) {
      return;
    }
    long stallNs = round.nextNs() - round.lastDataNs();
    tally.evidence.add(
        round.lastDataNs(), round.lastDataPacket(), round.ackPacket(), round.nextPacket());
    tally.stalls.sample(stallNs);
    tally.costNs += stallNs;
    if (round.delayed()) {
      tally.onDelayedAck++;
      tally.delayedAckNs += Math.min(round.holdNs(), stallNs);
    }
  }

  @Override
  public void onEnd(
      Connection connection, ConnectionSummary summary, long captureEndNs, FindingSink findings) {
    tallies.forEach(
        (direction, tally) -> {
          if (tally.stalls.samples() > 0 && !tally.byChance()) {
            findings.found(finding(connection, direction, tally));
          }
        });
  }

  private static Finding finding(Connection connection, Direction direction, Tally tally) {
    long count = tally.stalls.samples();
    String sender = direction.sender().noun();
    boolean certain = count >= CERTAIN_STALLS || tally.onDelayedAck > 0;
    return FindingBuilder.of(NagleStall.class)
        .connection(connection.id())
        .direction(direction)
        .level(tally.costNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE)
        .confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY)
        .occurrences(count)
        .costNs(tally.costNs)
        .seconds("medianStallSeconds", tally.stalls.quantileNs(50))
        .seconds("delayedAckSeconds", tally.delayedAckNs)
        .metric("onDelayedAck", tally.onDelayedAck)
        .summary(sentence(direction, tally))
        .advise(
            "Fix at the "
                + sender
                + ": write each message in one call (a buffer, or writev), or set TCP_NODELAY.")
        .build(tally.evidence);
  }

  private static String sentence(Direction direction, Tally tally) {
    String peer = direction.receiver().noun();
    boolean delayed = tally.onDelayedAck * 2 >= tally.stalls.samples();
    return "The "
        + direction.sender().noun()
        + " sent a small segment, then held the next one until the "
        + peer
        + "'s "
        + (delayed ? "delayed ACK" : "ACK")
        + " let it go, "
        + Figures.duration(tally.stalls.quantileNs(50))
        + " later"
        + (tally.stalls.samples() > 1 ? " (median)" : "")
        + ".";
  }
}
