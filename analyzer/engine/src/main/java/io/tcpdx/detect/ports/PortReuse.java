package io.tcpdx.detect.ports;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.ReusedTuple;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import java.util.LinkedHashMap;
import java.util.Map;

/** SYNs on 4-tuples whose last connection ended less than a TIME_WAIT before. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "port-reuse",
    title = "Port used again within TIME_WAIT",
    reference = "RFC 9293 §3.6.1, RFC 6191 §2",
    requires = {Needs.HANDSHAKE},
    charges = {Cause.HANDSHAKE},
    overlaps = {"handshake-cost"})
public final class PortReuse implements CaptureDetector {
  private final Map<HostPair, ReuseTally> tallies = new LinkedHashMap<>();

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    ReusedTuple reuse = connection.reusedTuple();
    if (reuse != null) {
      HostPair pair = HostPair.of(connection);
      tallies.computeIfAbsent(pair, key -> new ReuseTally()).add(connection, charges, reuse);
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    tallies.forEach((pair, tally) -> report(pair, tally, findings));
  }

  private static void report(HostPair pair, ReuseTally tally, FindingSink findings) {
    boolean wonder = tally.notAccepted > tally.oldAcks;
    FindingBuilder finding =
        FindingBuilder.of(PortReuse.class)
            .hosts(pair.hosts())
            .level(tally.level)
            .confidence(wonder ? Confidence.LIKELY : Confidence.CERTAIN)
            .occurrences(tally.reused)
            .costNs(tally.costNs)
            .seconds("ageSeconds", tally.leastAgeNs)
            .metric("safe", tally.safe())
            .metric("accepted", tally.accepted())
            .metric("acceptedAtOnce", tally.atOnce)
            .metric("acceptedLater", tally.later)
            .metric("notAccepted", tally.notAccepted)
            .metric("unsafe", tally.unsafe)
            .metric("oldAcks", tally.oldAcks)
            .metric("previousOpen", tally.unfinished)
            .metric("timeWaitAt", tally.timeWaitAt())
            .summary(sentence(pair, tally));
    advise(tally, finding);
    findings.found(finding.build(tally.evidence));
  }

  private static String sentence(HostPair pair, ReuseTally tally) {
    StringBuilder words = new StringBuilder(pair.client());
    words.append(" used ports again toward ").append(pair.server());
    words.append(" whose last connection had ended less than a TIME_WAIT before: ");
    words
        .append(Figures.times(tally.reused))
        .append(tally.reused == 1 ? ", " : ", at the soonest ");
    words.append(Figures.duration(tally.leastAgeNs)).append(" after it; ");
    if (tally.atOnce == tally.reused) {
      words.append("accepted at once");
    } else {
      append(words, tally.atOnce, "accepted at once, ");
      append(words, tally.later, "accepted later, ");
      append(words, tally.accepted - tally.atOnce - tally.later, "accepted, ");
      append(words, tally.notAccepted, "not accepted, ");
      append(words, tally.unknown(), "with an answer that the capture does not hold, ");
      words.setLength(words.length() - 2);
    }
    if (tally.oldAcks > 0) {
      words.append("; ").append(tally.oldAcks).append(" answered by the old connection's ACK");
    }
    if (tally.unsafe > 0) {
      words.append("; the SYN of ").append(tally.unsafe).append(" was not above what went before");
    } else if (tally.safetyUnknown == 0) {
      words.append(", and safe: each SYN was above all that went before");
    }
    if (tally.unfinished > 0) {
      words.append("; of ").append(tally.unfinished).append(" the capture shows no end before");
    }
    return words.append('.').toString();
  }

  private static void append(StringBuilder words, int count, String what) {
    if (count > 0) {
      words.append(count).append(' ').append(what);
    }
  }

  private static void advise(ReuseTally tally, FindingBuilder finding) {
    if (tally.unsafe + tally.oldAcks + tally.notAccepted == 0) {
      finding.advise(
          "Nothing needs doing: TCP allows it. Where so many connections are made that their ports"
              + " come round within a minute, keep them open and reuse them.");
      return;
    }
    if (tally.unsafe + tally.oldAcks > 0) {
      finding
          .advise(
              "At the client: let the kernel choose the source port instead of binding a fixed one,"
                  + " and leave timestamps on (net.ipv4.tcp_timestamps): by them a host in TIME_WAIT"
                  + " knows the SYN for new.")
          .advise(
              "Where a NAT stands between, several hosts share its ports, and their sequence numbers"
                  + " and timestamps do not rise together: give it more addresses, or have it rest a"
                  + " port for longer than TIME_WAIT.");
    } else {
      finding.advise(
          "Is the program at the server still there, and listening? If so, something on the way"
              + " drops or resets SYNs on a 4-tuple that it knows (a firewall, a NAT).");
    }
    if (tally.atServer > 0) {
      finding.advise(
          "Let the client close first, where the protocol allows: TIME_WAIT is then at the client,"
              + " whose kernel then knows better than to choose such a port.");
    }
  }
}
