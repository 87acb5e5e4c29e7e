package io.tcpdx.detect.send;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.AckWait;
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
    requires = {Needs.BOTH_DIRECTIONS, Needs.RTT_OR_ROUNDS},
    charges = {Cause.NAGLE})
public final class NagleStall implements ReportsWhileOpen, OnAckRound {
  /** Less than this in all is not worth a change of code. */
  private static final long WARNING_COST_NS = 10_000_000L;

  /**
   * A stall on a delayed ACK needs no other beside it, where no more than this part of its length
   * may be chance.
   */
  private static final double CLEAR_RELEASE = 0.1;

  private final Map<Direction, Stalls> stalls = new EnumMap<>(Direction.class);

  private static final class Stalls {
    final Evidence evidence = new Evidence();
    final DurationHistogram durations = new DurationHistogram();
    long onDelayedAck;
    long delayedAckNs;
    boolean clear;
    boolean senderRttUnknown;
    boolean receiverNear = true;

    long count() {
      return durations.samples();
    }

    void add(AckRound round) {
      long stallNs = round.waitEndNs() - round.waitStartNs();
      evidence.add(
          round.lastDataNs(), round.lastDataPacket(), round.ackPacket(), round.nextPacket());
      durations.sample(stallNs);
      senderRttUnknown |= round.senderRttNs() < 0;
      receiverNear &= round.unrouted();
      if (round.delayed()) {
        onDelayedAck++;
        delayedAckNs += Math.min(round.holdNs(), stallNs);
        clear |= round.chanceOfRelease() <= CLEAR_RELEASE;
      }
    }

    boolean certain() {
      return !senderRttUnknown && (count() >= AckRound.CERTAIN_WAITS || clear);
    }
  }

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    if (round.waitedFor() == AckWait.NAGLE) {
      stalls.computeIfAbsent(round.dataDirection(), direction -> new Stalls()).add(round);
    }
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    stalls.forEach(
        (direction, held) -> findings.found(finding(connection, charges, direction, held)));
  }

  private static Finding finding(
      Connection connection, Charges charges, Direction direction, Stalls stalls) {
    long costNs = charges.ns(Cause.NAGLE, direction);
    long count = stalls.count();
    String sender = direction.sender().noun();
    // That the sender does not use Nagle's algorithm may have shown before the capture began.
    boolean doubtful = !stalls.certain() && !connection.halfStream(direction).synSeen();
    return FindingBuilder.of(NagleStall.class)
        .connection(connection.id())
        .direction(direction)
        .level(costNs >= WARNING_COST_NS && !doubtful ? Level.WARNING : Level.NOTE)
        .confidence(stalls.certain() ? Confidence.CERTAIN : Confidence.LIKELY)
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
        + (stalls.senderRttUnknown && !delayed ? whereItWas(stalls, peer) : "")
        + ".";
  }

  /** Where nothing but late ACKs was seen of the receiver, its RTT does not tell a held one. */
  private static String whereItWas(Stalls stalls, String receiver) {
    return stalls.receiverNear
        ? "; no router lies between the "
            + receiver
            + " and the capture point, so that its delayed-ACK timer is the likely cause"
        : "; whether the " + receiver + " delayed it, or the path is so long, is not to be seen";
  }
}
