package io.tcpdx.detect.tls;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.TlsHandshake;
import java.util.LinkedHashMap;
import java.util.Map;

/** TLS set-ups that take a good part of their connections' time, or fail. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "tls-handshake-cost",
    title = "Time for setting up TLS",
    reference = "RFC 8446 §2, RFC 5246 §7.3",
    requires = {Needs.BOTH_DIRECTIONS, Needs.TLS},
    charges = {Cause.TLS_HANDSHAKE},
    overlaps = {"connection-not-reused", "serial-requests"})
public final class TlsHandshakeCost implements ConversationDetector {
  /** Pairs of hosts judged; of more, the later ones are not. */
  private static final int MAX_PAIRS = 10_000;

  /**
   * From this share of the connections' time on, set-up is worth a word, as with handshake-cost.
   */
  private static final double MIN_SHARE = 0.2;

  /** A single set-up that a person notices. */
  private static final long NOTABLE_NS = 100_000_000L;

  /** Less than this in all is not worth a change of code. */
  private static final long WARNING_COST_NS = 50_000_000L;

  private final Map<HostPair, Handshakes> pairs = new LinkedHashMap<>();

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    TlsHandshake handshake = conversation.tls();
    HostPair pair = HostPair.of(connection);
    if (handshake != null && (pairs.size() < MAX_PAIRS || pairs.containsKey(pair))) {
      pairs.computeIfAbsent(pair, its -> new Handshakes()).add(connection, conversation, charges);
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    pairs.forEach(
        (pair, handshakes) -> {
          if (handshakes.failed > 0) {
            reportFailures(pair, handshakes, findings);
          }
          boolean repeated = handshakes.finished > 1 && handshakes.share() >= MIN_SHARE;
          if (repeated || handshakes.mostChargedNs >= NOTABLE_NS) {
            reportCost(pair, handshakes, repeated, findings);
          }
        });
  }

  private static void reportCost(
      HostPair pair, Handshakes handshakes, boolean repeated, FindingSink findings) {
    boolean dear = repeated && handshakes.chargedNs >= WARNING_COST_NS;
    FindingBuilder finding =
        FindingBuilder.of(TlsHandshakeCost.class)
            .hosts(pair.hosts())
            .level(dear ? Level.WARNING : Level.NOTE)
            .occurrences(handshakes.finished)
            .costNs(handshakes.chargedNs)
            .seconds("medianSeconds", handshakes.durations.quantileNs(50))
            .seconds("maxSeconds", handshakes.durations.maxNs())
            .share("shareOfLife", handshakes.share())
            .metric("roundTrips", handshakes.mostRoundTrips)
            .seconds("pathSeconds", handshakes.time.known() ? handshakes.time.pathNs() : -1)
            .seconds("serverSeconds", handshakes.time.known() ? handshakes.time.serverNs() : -1)
            .seconds("clientSeconds", handshakes.time.known() ? handshakes.time.clientNs() : -1)
            .metric("versions", String.join(", ", handshakes.versions))
            .metric("alpn", String.join(", ", handshakes.protocols))
            .metric("serverNames", String.join(", ", handshakes.serverNames))
            .metric("resumed", handshakes.resumed)
            .metric("full", handshakes.full)
            .metric("helloRetries", handshakes.helloRetries)
            .summary(summary(pair, handshakes));
    SetUpAdvice.add(finding, handshakes, repeated);
    findings.found(finding.build(handshakes.evidence));
  }

  private static String summary(HostPair pair, Handshakes handshakes) {
    String roundTrips =
        handshakes.mostRoundTrips > 0
            ? (handshakes.finished > 1 ? ", up to " : ", ")
                + Figures.count(handshakes.mostRoundTrips, "round trip", "round trips")
            : "";
    return pair.client()
        + " set up "
        + String.join(" and ", handshakes.names)
        + " with "
        + pair.server()
        + " "
        + Figures.times(handshakes.finished)
        + ": "
        + each(handshakes)
        + roundTrips
        + ", "
        + Figures.percent(handshakes.share())
        + " of the "
        + (handshakes.finished > 1 ? "connections'" : "connection's")
        + " time"
        + resumption(handshakes)
        + (handshakes.time.known() ? ". Where it went: " + handshakes.time.words() : "")
        + ".";
  }

  private static String each(Handshakes handshakes) {
    String shortest = Figures.duration(handshakes.durations.minNs());
    String longest = Figures.duration(handshakes.durations.maxNs());
    if (shortest.equals(longest)) {
      return shortest + (handshakes.finished > 1 ? " each" : "");
    }
    if (handshakes.finished == 2) {
      return shortest + " and " + longest;
    }
    long medianNs = handshakes.durations.quantileNs(50);
    String median = medianNs == 0 ? "less than the clock shows" : Figures.duration(medianNs);
    return median + " each (median), at most " + longest;
  }

  private static String resumption(Handshakes handshakes) {
    if (handshakes.finished < 2 || handshakes.resumed + handshakes.full == 0) {
      return "";
    }
    return handshakes.resumed == 0
        ? "; none resumed an earlier session"
        : "; " + Figures.count(handshakes.resumed) + " resumed an earlier session";
  }

  private static void reportFailures(HostPair pair, Handshakes handshakes, FindingSink findings) {
    findings.found(
        FindingBuilder.of(TlsHandshakeCost.class)
            .hosts(pair.hosts())
            .level(Level.ERROR)
            .occurrences(handshakes.failed)
            .metric("alerts", String.join(", ", handshakes.failures))
            .metric("failed", handshakes.failed)
            .summary(
                "The TLS handshake of "
                    + pair.client()
                    + " with "
                    + pair.server()
                    + " failed "
                    + Figures.times(handshakes.failed)
                    + ": "
                    + String.join(", ", handshakes.failures)
                    + ".")
            .advise(
                "protocol_version, handshake_failure, insufficient_security: the two share no version or"
                    + " cipher; compare what both allow (openssl s_client -connect HOST:PORT).")
            .advise(
                "unknown_ca, bad_certificate, certificate_expired, certificate_unknown: the side that"
                    + " sent it does not trust the other's certificate: look at its chain and its"
                    + " dates. unrecognized_name: the server has no certificate for that name.")
            .build(handshakes.failureEvidence));
  }
}
