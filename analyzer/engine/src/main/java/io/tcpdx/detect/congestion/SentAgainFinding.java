package io.tcpdx.detect.congestion;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.RetransmissionKind;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts in words what was sent again. */
final class SentAgainFinding {
  private SentAgainFinding() {}

  static Finding of(
      Connection connection,
      Direction direction,
      SentAgain again,
      long costNs,
      HalfStreamSummary half,
      Level level,
      double lossShare) {
    boolean unclear = again.of(RetransmissionKind.UNKNOWN) * 2 > again.segments;
    FindingBuilder finding =
        FindingBuilder.of(Retransmissions.class)
            .connection(connection.id())
            .direction(direction)
            .level(level)
            .confidence(unclear ? Confidence.LIKELY : Confidence.CERTAIN)
            .occurrences(again.segments)
            .costNs(costNs)
            .metric("fast", again.of(RetransmissionKind.FAST))
            .metric("timeout", again.of(RetransmissionKind.TIMEOUT))
            .metric("tailLossProbe", again.of(RetransmissionKind.TAIL_LOSS_PROBE))
            .metric("spurious", again.of(RetransmissionKind.SPURIOUS))
            .metric("unknown", again.of(RetransmissionKind.UNKNOWN))
            .seconds("stalledSeconds", Math.min(costNs, again.stalledNs))
            .metric("timeouts", half.retransmissions().timeouts())
            .metric("maxBackOff", again.maxBackOff)
            .share("lossShare", lossShare)
            .metric("lostBeforeCapture", again.lostBefore)
            .summary(sentence(direction, again, costNs));
    advice(direction, again, half.retransmissions().timeouts()).forEach(finding::advise);
    return finding.build(again.evidence);
  }

  private static String sentence(Direction direction, SentAgain again, long costNs) {
    if (again.bareFins == again.segments) {
      return "The "
          + direction.sender().noun()
          + " sent its FIN again "
          + Figures.times(again.bareFins)
          + "; nobody waited for it.";
    }
    String what =
        "The "
            + direction.sender().noun()
            + " sent "
            + Figures.count(again.segments, "segment", "segments")
            + " again: "
            + String.join(", ", kinds(again));
    if (costNs == 0) {
      return what + "; nobody waited for it.";
    }
    if (again.lost() == 0) {
      return what
          + ". Before, its sender had waited "
          + Figures.duration(costNs)
          + " for ACKs that were late or lost.";
    }
    return what
        + ". Repairing held the data up for "
        + Figures.duration(costNs)
        + timerShare(again, costNs);
  }

  private static String timerShare(SentAgain again, long costNs) {
    if (again.stalledNs == 0) {
      return ".";
    }
    String part = again.stalledNs >= costNs ? "all" : Figures.duration(again.stalledNs);
    return ", " + part + " of it waiting for a timer.";
  }

  private static List<String> kinds(SentAgain again) {
    List<String> words = new ArrayList<>();
    add(words, again.of(RetransmissionKind.FAST), "at once, on the receiver's hints");
    add(words, again.of(RetransmissionKind.TIMEOUT), "after the retransmission timer");
    add(words, again.of(RetransmissionKind.TAIL_LOSS_PROBE), "as a probe of a silent tail");
    add(words, again.of(RetransmissionKind.SPURIOUS), "needlessly (the first had arrived)");
    add(words, again.of(RetransmissionKind.UNKNOWN), "for a reason that cannot be told");
    add(words, again.bareFins, "of them its FIN");
    return words;
  }

  private static void add(List<String> words, long count, String how) {
    if (count > 0) {
      words.add(count + " " + how);
    }
  }

  private static List<String> advice(
      Direction direction, SentAgain again, @Nullable Integer timeouts) {
    List<String> advice = new ArrayList<>();
    String sender = direction.sender().noun();
    if (again.lost() > 0) {
      advice.add(where(direction, again));
    }
    boolean timers = timeouts != null && timeouts > 0;
    if (timers && again.stalledNs > 0) {
      advice.add(
          "At the "
              + sender
              + ": a timer waits for 200 ms or more. See that what makes it needless is on at"
              + " both sides: SACK, RACK and tail loss probes (Linux: net.ipv4.tcp_sack=1,"
              + " net.ipv4.tcp_recovery=1, net.ipv4.tcp_early_retrans=3).");
    }
    if (again.of(RetransmissionKind.SPURIOUS) * 2 > again.segments
        && again.bareFins < again.segments) {
      advice.add(
          "The path delays or reorders rather than loses, or ACKs are lost: look for links that"
              + " are balanced per packet, for wireless retries, and for queues that fill. At the "
              + sender
              + " keep timestamps and F-RTO on (Linux: net.ipv4.tcp_timestamps=1,"
              + " net.ipv4.tcp_frto=2).");
    }
    return advice;
  }

  private static String where(Direction direction, SentAgain again) {
    String sender = direction.sender().noun();
    String receiver = direction.receiver().noun();
    if (again.lostBefore == again.lost()) {
      return "Look between the "
          + sender
          + " and the capture point: the lost segments never came by here. Drop counters of"
          + " interfaces and switches, duplex errors, wireless, a policer or a full queue.";
    }
    if (again.lostBefore == 0) {
      return "Look between the capture point and the "
          + receiver
          + ": the segments came by here and were lost behind. Drop counters of interfaces and"
          + " switches, wireless, a policer or a full queue; and at the "
          + receiver
          + " the ring and socket buffers (ethtool -S, nstat).";
    }
    return "Segments are lost on both sides of the capture point: look at every hop's drop"
        + " counters, and capture at both ends to tell them apart.";
  }
}
