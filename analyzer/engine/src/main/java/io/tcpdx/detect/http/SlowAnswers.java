package io.tcpdx.detect.http;

import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Sums;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How long one server made its clients wait. */
final class SlowAnswers {
  /** Targets told apart; those met later are told together. */
  private static final int MAX_TARGETS = 1000;

  /** Targets named in the sentence. */
  private static final int NAMED_TARGETS = 3;

  private static final int MAX_TARGET_LENGTH = 60;

  private static final String OTHERS = "others";

  /** Less in all is worth knowing, not more. */
  private static final long WARNING_COST_NS = 1_000_000_000L;

  private final Endpoint server;
  private final Evidence evidence = new Evidence();
  private final DurationHistogram waits = new DurationHistogram();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private long exchanges;
  private long slowNs;
  private long costNs;
  private long slowTotalNs;
  private boolean byTurns;

  private static final class Target {
    long count;
    long slowNs;
  }

  SlowAnswers(Endpoint server) {
    this.server = server;
  }

  /** Takes an exchange that was not slow. */
  void addOther() {
    exchanges++;
  }

  /**
   * Takes an exchange that was.
   *
   * @param thinkNs what the server took too long, in nanoseconds
   * @param toServerNs what the path took of the wait
   * @param chargedNs what the ledger has of that time and of no exchange before, in nanoseconds
   */
  void addSlow(Exchange exchange, long thinkNs, long toServerNs, long chargedNs) {
    exchanges++;
    evidence.add(exchange.startNs(), exchange.firstPacket(), exchange.lastPacket());
    waits.sample(thinkNs);
    slowNs = Sums.plus(slowNs, thinkNs);
    costNs = Sums.plus(costNs, chargedNs);
    long wholeNs = Math.max(thinkNs + toServerNs, exchange.endNs() - exchange.startNs());
    slowTotalNs = Sums.plus(slowTotalNs, wholeNs);
    byTurns |= !(exchange instanceof Transaction);
    Target target = target(name(exchange));
    target.count++;
    target.slowNs = Sums.plus(target.slowNs, thinkNs);
  }

  private Target target(String name) {
    boolean room = targets.size() < MAX_TARGETS || targets.containsKey(name);
    return targets.computeIfAbsent(room ? name : OTHERS, its -> new Target());
  }

  /** Method and path; what follows the question mark differs from request to request. */
  private static String name(Exchange exchange) {
    Request request = exchange instanceof Transaction it ? it.request() : null;
    if (request == null) {
      return "";
    }
    String target = request.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    boolean longer = path.length() > MAX_TARGET_LENGTH;
    return request.method() + " " + (longer ? path.substring(0, MAX_TARGET_LENGTH) + "…" : path);
  }

  boolean any() {
    return waits.samples() > 0;
  }

  Finding finding() {
    return FindingBuilder.of(SlowServer.class)
        .hosts(List.of(server.toString()))
        .level(costNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE)
        .confidence(Confidence.LIKELY) // a server that waits for something to tell looks the same
        .occurrences(waits.samples())
        .costNs(costNs)
        .seconds("medianSeconds", waits.quantileNs(50))
        .seconds("maxSeconds", waits.maxNs())
        .share("shareOfTransactions", (double) slowNs / Math.max(1, slowTotalNs))
        .metric("transactions", exchanges)
        .summary(sentence())
        .advise(
            "At the server: find what it does in that time (slow queries, locks, a full thread pool, its"
                + " own calls to others): a trace, or the time in its access log (nginx:"
                + " $upstream_response_time; Apache httpd: %D).")
        .advise(
            "If these are long polls or answers that are computed on purpose, nothing needs doing: the"
                + " capture does not tell a server that works from one that waits.")
        .build(evidence);
  }

  private String sentence() {
    long count = waits.samples();
    StringBuilder words = new StringBuilder();
    words.append(server).append(" took ").append(Figures.duration(waits.quantileNs(50)));
    words.append(count == 1 ? " to begin its answer to " : " (median) to begin its answers to ");
    words.append(Figures.count(count)).append(" of ");
    words.append(Figures.count(exchanges, "request", "requests"));
    if (count > 1) {
      words.append(", at most ").append(Figures.duration(waits.maxNs()));
    }
    words.append(", beyond what the path needs: ");
    words.append(Figures.share(slowNs, Math.max(1, slowTotalNs))).append(" of their time");
    if (byTurns) {
      words.append(" (of what is encrypted, each change of turns counts as one)");
    }
    String named = slowest();
    return words.append(named.isEmpty() ? "." : "; slowest: " + named + ".").toString();
  }

  private String slowest() {
    return targets.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().slowNs))
        .limit(NAMED_TARGETS)
        .map(
            entry ->
                entry.getKey()
                    + " ("
                    + Figures.times(entry.getValue().count)
                    + ", "
                    + Figures.duration(entry.getValue().slowNs)
                    + ")")
        .collect(Collectors.joining(", "));
  }
}
