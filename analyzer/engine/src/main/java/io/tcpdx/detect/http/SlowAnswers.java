package io.tcpdx.detect.http;

import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.PublicAddress;
import io.tcpdx.ledger.Sums;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long one server made its clients wait. */
final class SlowAnswers {
  /** Targets told apart; those met later are told together. */
  private static final int MAX_TARGETS = 1000;

  /** Targets named in the sentence. */
  private static final int NAMED_TARGETS = 3;

  private static final int MAX_TARGET_LENGTH = 60;

  /** Long waits kept for one server; of more, the later ones do not count. */
  private static final int MAX_WAITS = 10_000;

  private static final String OTHERS = "others";

  private static final String CAPTURE_BEHIND =
      "Capture at the server, or behind the NAT or proxy: the round-trip times there tell the path"
          + " from the server.";

  /** Less in all is worth knowing, not more. */
  private static final long WARNING_COST_NS = 1_000_000_000L;

  private final Endpoint server;
  private final Evidence evidence = new Evidence();
  private final DurationHistogram waits = new DurationHistogram();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private long exchanges;
  private final AnswerFloor floor = new AnswerFloor();
  private final List<Wait> waited = new ArrayList<>();
  private double slowNs;
  private double slowTotalNs;
  private long costNs;
  private boolean byTurns;
  private boolean nearby = true;

  private static final class Target {
    long count;
    long slowNs;
  }

  SlowAnswers(Endpoint server) {
    this.server = server;
  }

  /**
   * Takes an exchange with its answer.
   *
   * @param thinkNs what the server took for it, as far as its connection shows, in nanoseconds
   * @param first whether it was the first on its connection
   * @param toServerNs what the path took of the wait
   */
  void add(long thinkNs, boolean first, long toServerNs) {
    exchanges++;
    floor.add(thinkNs, first, toServerNs);
  }

  /** Takes the answer of an exchange that seems slow. */
  void addLong(Wait wait) {
    if (waited.size() < MAX_WAITS) {
      waited.add(wait);
    }
  }

  /** What there is to say when all answers are known; null where none was slow. */
  @Nullable Finding finding() {
    if (waited.isEmpty()) {
      return null;
    }
    for (Wait wait : waited) {
      long behindNs = floor.behindNs(wait.first());
      if (wait.thinkNs() - behindNs >= wait.notableNs()) {
        addSlow(wait, wait.thinkNs() - behindNs);
      }
    }
    return waits.samples() > 0 ? slowServer() : pathBehind();
  }

  private void addSlow(Wait wait, long thinkNs) {
    Exchange exchange = wait.exchange();
    evidence.add(exchange.startNs(), exchange.firstPacket(), exchange.lastPacket());
    waits.sample(thinkNs);
    slowNs += thinkNs;
    costNs = Sums.plus(costNs, Math.min(thinkNs, wait.chargedNs()));
    slowTotalNs += Math.max(thinkNs + wait.toServerNs(), exchange.endNs() - exchange.startNs());
    byTurns |= !(exchange instanceof Transaction);
    nearby &= wait.nearby();
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

  private Finding slowServer() {
    FindingBuilder finding =
        FindingBuilder.of(SlowServer.class)
            .hosts(List.of(server.toString()))
            .level(costNs >= WARNING_COST_NS && !nearby ? Level.WARNING : Level.NOTE)
            .confidence(
                Confidence.LIKELY) // a server that waits for something to tell looks the same
            .occurrences(waits.samples())
            .costNs(costNs)
            .seconds("medianSeconds", waits.quantileNs(50))
            .seconds("maxSeconds", waits.maxNs())
            .share("shareOfTransactions", slowNs / Math.max(1, slowTotalNs))
            .metric("transactions", exchanges)
            .summary(sentence());
    if (nearby) {
      finding.advise(CAPTURE_BEHIND);
    }
    return finding
        .advise(
            "At the server: find what it does in that time (slow queries, locks, a full thread pool, its"
                + " own calls to others): a trace, or the time in its access log (nginx:"
                + " $upstream_response_time; Apache httpd: %D).")
        .advise(
            "If these are long polls or answers that are computed on purpose, nothing needs doing: the"
                + " capture does not tell a server that works from one that waits.")
        .build(evidence);
  }

  /** All long waits are the floor's: one finding, so that nobody looks for them at the server. */
  private Finding pathBehind() {
    DurationHistogram all = new DurationHistogram();
    long chargedNs = 0;
    for (Wait wait : waited) {
      all.sample(wait.thinkNs());
      chargedNs = Sums.plus(chargedNs, Math.min(wait.thinkNs(), wait.chargedNs()));
      Exchange exchange = wait.exchange();
      evidence.add(exchange.startNs(), exchange.firstPacket(), exchange.lastPacket());
    }
    boolean surely = PublicAddress.is(server.address());
    return FindingBuilder.of(SlowServer.class)
        .hosts(List.of(server.toString()))
        .level(Level.NOTE)
        .confidence(Confidence.LIKELY)
        .occurrences(all.samples())
        .costNs(surely ? 0 : chargedNs)
        .seconds("medianSeconds", all.quantileNs(50))
        .seconds("maxSeconds", all.maxNs())
        .seconds("floorSeconds", floor.ns())
        .metric("transactions", exchanges)
        .summary(
            "No answer of "
                + server
                + " began before "
                + Figures.duration(floor.ns())
                + ", whatever was asked, though what speaks TCP there is only "
                + Figures.duration(waited.get(0).toServerNs())
                + " away: "
                + (surely
                    ? "most likely a NAT or proxy near the client speaks for it, and the time is the"
                        + " path behind that, not the server's."
                    : "either a NAT or proxy speaks for it, and the time is the path behind that, or"
                        + " the server takes as long for everything."))
        .advise(CAPTURE_BEHIND)
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
    words.append(Figures.percent(slowNs / Math.max(1, slowTotalNs))).append(" of their time");
    if (byTurns) {
      words.append(" (of what is encrypted, each change of turns counts as one)");
    }
    if (nearby) {
      words.append("; what acknowledges for it is only ");
      words.append(Figures.duration(waited.get(0).toServerNs()));
      words.append(" away, most likely a NAT or proxy: then the path behind that is in this time");
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
