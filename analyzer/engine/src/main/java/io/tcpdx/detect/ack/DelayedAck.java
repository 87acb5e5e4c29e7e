package io.tcpdx.detect.ack;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
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
 * ACKs that the receiver's timer held back. They cost time only where the sender is shown to have
 * waited for them; what a Nagle stall took of that is told there.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "delayed-ack",
    title = "Delayed acknowledgement",
    reference = "RFC 9293 §3.8.6.3, RFC 1122 §4.2.3.2",
    requires = {Needs.BOTH_DIRECTIONS, Needs.RTT},
    charges = {Cause.DELAYED_ACK})
public final class DelayedAck implements ReportsWhileOpen, OnAckRound {
  /** The timer is the least that a receiver waits; later ACKs were held up by more than it. */
  private static final int TIMER_PERCENTILE = 25;

  /** So many are no accident of the path. */
  private static final int CERTAIN_HOLDS = 3;

  private final Map<Direction, HeldAcks> tallies = new EnumMap<>(Direction.class);

  @Override
  public void onAckRound(Connection connection, AckRound round) {
    if (round.delayed()) {
      Direction acks = round.dataDirection().opposite();
      tallies.computeIfAbsent(acks, direction -> new HeldAcks()).add(round);
    }
  }

  @Override
  public void onEnd(
      Connection connection,
      ConnectionSummary summary,
      Charges charges,
      long captureEndNs,
      FindingSink findings) {
    tallies.forEach((acks, tally) -> findings.found(finding(connection, charges, acks, tally)));
  }

  private static Finding finding(
      Connection connection, Charges charges, Direction acks, HeldAcks tally) {
    long costNs = charges.ns(Cause.DELAYED_ACK, acks.opposite());
    long count = tally.holds.samples();
    String receiver = acks.sender().noun();
    String sender = acks.receiver().noun();
    FindingBuilder finding =
        FindingBuilder.of(DelayedAck.class)
            .connection(connection.id())
            .direction(acks)
            .confidence(confidence(tally))
            .level(costNs > 0 ? Level.WARNING : Level.NOTE)
            .occurrences(count)
            .costNs(costNs)
            .seconds("medianHoldSeconds", tally.holds.quantileNs(50))
            .seconds("timerSeconds", tally.holds.quantileNs(TIMER_PERCENTILE))
            .metric("costly", tally.waits())
            .seconds("insideNagleStallSeconds", tally.insideNagleStallNs)
            .summary(sentence(tally, count, costNs, receiver, sender));
    if (tally.waits() > 0) {
      finding
          .advise("At the " + sender + ": " + adviceToSender(tally))
          .advise("At the " + receiver + ": " + adviceToReceiver(tally));
    }
    return finding.build(tally.evidence);
  }

  /** One write helps where segments are small only; a full one was not held for want of more. */
  private static String adviceToSender(HeldAcks tally) {
    if (tally.beforeTail * 2 > tally.costly) {
      return "set TCP_NODELAY; its Nagle's algorithm keeps the small end of a message back until all"
          + " before it is acknowledged.";
    }
    if (tally.ofFull * 2 > tally.costly) {
      return "let it have more than one segment in flight (a larger send buffer, or the window of its"
          + " TCP stack); writing more at once does not help, as its segments are full.";
    }
    return "send each message whole, in one write, so that none waits for an ACK.";
  }

  private static String adviceToReceiver(HeldAcks tally) {
    return tally.costly > 0
        ? "have every segment acknowledged at once: TCP_QUICKACK after each read (Linux),"
            + " TcpAckFrequency 1 (Windows)."
        : "answer at once, so that the ACK rides on the answer; or set TCP_QUICKACK after each read"
            + " (Linux).";
  }

  /** A path that takes longer than the hold may as well have taken that much longer. */
  private static Confidence confidence(HeldAcks tally) {
    boolean repeated = tally.holds.samples() >= CERTAIN_HOLDS;
    boolean clear = tally.holds.minNs() > tally.receiverRttNs;
    return repeated || clear ? Confidence.CERTAIN : Confidence.LIKELY;
  }

  private static String sentence(
      HeldAcks tally, long count, long costNs, String receiver, String sender) {
    String held =
        "The "
            + receiver
            + " held "
            + Figures.count(count, "ACK", "ACKs")
            + " back for about "
            + Figures.duration(tally.holds.quantileNs(50));
    long waits = tally.waits();
    if (waits == 0) {
      return held + "; nobody was seen to wait for " + (count == 1 ? "it." : "them.");
    }
    String which = count == 1 ? "it" : waits == count ? "each of them" : waits + " of them";
    String waited = held + ", and the " + sender + " waited for " + which;
    return costNs == 0
        ? waited + "; that time is counted as Nagle stall."
        : waited + ", " + Figures.duration(costNs) + " in all.";
  }
}
