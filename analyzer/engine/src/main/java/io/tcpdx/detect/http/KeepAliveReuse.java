package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connections that carried more than one request: how many, and what that saved. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "keep-alive-reuse",
    title = "Connections reused",
    reference = "RFC 9112 §9.3",
    requires = {Needs.EXCHANGES})
public final class KeepAliveReuse implements ConversationDetector {
  private final Map<HostPair, Tally> tallies = new LinkedHashMap<>();

  private static final class Tally {
    final Evidence evidence = new Evidence();
    long connections;
    long requests;
    long mostRequests;
    long reused;
    long savedNs;
    boolean savingKnown;
    boolean byTurns;
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    HttpSummary http = conversation.http();
    if (http != null && http.tunnel() != null) {
      return; // what is said in a tunnel is no request to whom the connection goes to
    }
    List<? extends Exchange> exchanges = conversation.exchanges();
    boolean byTurns = conversation.transactions().isEmpty();
    // one that the connection's end left without an answer had no use of it
    long requests =
        byTurns || http == null ? exchanges.size() : http.requests() - http.unanswered();
    Tally tally = tallies.computeIfAbsent(HostPair.of(connection), pair -> new Tally());
    tally.connections++;
    tally.requests += requests;
    tally.mostRequests = Math.max(tally.mostRequests, requests);
    if (requests < 2 || exchanges.size() < 2) {
      return;
    }
    tally.reused += requests - 1;
    tally.byTurns |= byTurns;
    Exchange second = exchanges.get(1);
    tally.evidence.add(second.startNs(), second.firstPacket());
    long setUpNs = setUpNs(connection, conversation);
    if (setUpNs >= 0) {
      tally.savingKnown = true;
      tally.savedNs += (requests - 1) * setUpNs;
    }
  }

  /** What another connection like this would have taken; -1 where that is not known. */
  private static long setUpNs(ConnectionSummary connection, Conversation conversation) {
    SetUp setUp = SetUp.of(connection, conversation);
    if (!setUp.seen()) {
      return PathTimes.of(connection).fullNs(); // a round trip at least
    }
    // that a SYN was lost this time does not mean that the next would have been
    return Math.max(0, setUp.totalNs() - connection.handshake().lostNs());
  }

  @Override
  public void onEnd(FindingSink findings) {
    tallies.forEach(
        (pair, tally) -> {
          if (tally.reused > 0) {
            report(pair, tally, findings);
          }
        });
  }

  private static void report(HostPair pair, Tally tally, FindingSink findings) {
    BigDecimal perConnection =
        BigDecimal.valueOf(tally.requests)
            .divide(BigDecimal.valueOf(tally.connections), 1, RoundingMode.HALF_UP);
    findings.found(
        FindingBuilder.of(KeepAliveReuse.class)
            .hosts(pair.hosts())
            .level(Level.NOTE)
            .confidence(tally.byTurns ? Confidence.LIKELY : Confidence.CERTAIN)
            .occurrences(tally.reused)
            .seconds("savedSeconds", tally.savingKnown ? tally.savedNs : -1)
            .metric("requestsPerConnection", perConnection)
            .metric("maxRequestsPerConnection", tally.mostRequests)
            .metric("requests", tally.requests)
            .metric("connections", tally.connections)
            .summary(sentence(pair, tally))
            .build(tally.evidence));
  }

  private static String sentence(HostPair pair, Tally tally) {
    return pair.client()
        + " sent "
        + Figures.count(tally.requests, "request", "requests")
        + " to "
        + pair.server()
        + " over "
        + Figures.count(tally.connections, "connection", "connections")
        + (tally.byTurns ? " (of what is encrypted, each change of turns counts as one)" : "")
        + ": "
        + Figures.count(tally.reused)
        + (tally.reused == 1 ? " needed" : " of them needed")
        + " no new connection"
        + (tally.savingKnown
            ? ", which saved about " + Figures.duration(tally.savedNs) + " of setting up."
            : ".");
  }
}
