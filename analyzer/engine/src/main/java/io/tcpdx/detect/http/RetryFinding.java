package io.tcpdx.detect.http;

import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.HostPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that one client sent to one server again. */
final class RetryFinding {
  private static final int MAX_NAMED = 3;

  final List<Retry> retries;
  private final Evidence evidence = new Evidence();
  private final DurationHistogram delays = new DurationHistogram();

  private RetryFinding(List<Retry> retries) {
    this.retries = retries;
    for (Retry retry : retries) {
      delays.sample(retry.delayNs());
      evidence.add(retry.first().startNs(), retry.first().packet(), retry.last().packet());
    }
  }

  /** Puts together what one client sent to one server. */
  static List<RetryFinding> of(List<Retry> retries) {
    Map<HostPair, List<Retry>> groups = new LinkedHashMap<>();
    for (Retry retry : retries) {
      groups.computeIfAbsent(hosts(retry), key -> new ArrayList<>()).add(retry);
    }
    return groups.values().stream().map(RetryFinding::new).toList();
  }

  private static HostPair hosts(Retry retry) {
    return new HostPair(retry.client(), retry.server());
  }

  Evidence evidence() {
    return evidence;
  }

  /** Fills in all that does not depend on the method. */
  FindingBuilder fill(FindingBuilder finding) {
    Retry first = retries.get(0);
    boolean certain = retries.stream().allMatch(Retry::certain);
    long again = retries.stream().mapToLong(retry -> retry.attempts().size() - 1L).sum();
    int most = retries.stream().mapToInt(retry -> retry.attempts().size()).max().orElse(0);
    return finding
        .hosts(hosts(first).hosts())
        .direction(Side.CLIENT.sends())
        .confidence(certain ? Confidence.CERTAIN : Confidence.LIKELY)
        .occurrences(again)
        .costNs(lostNs())
        .metric("attempts", most)
        .seconds("delaySeconds", delays.quantileNs(50))
        .summary(
            first.client()
                + " sent "
                + what()
                + " to "
                + first.server()
                + " again after the connection had ended without a complete answer: "
                + Figures.times(again)
                + ", "
                + Figures.duration(delays.quantileNs(50))
                + " after the failure"
                + (retries.size() > 1 ? " (median)." : "."));
  }

  /**
   * What the ledgers have for waiting for the attempts that failed, in nanoseconds. Requests in a
   * pipeline fail together, and each waited through the waiting of those behind it.
   */
  private long lostNs() {
    Map<Integer, Long> byConnection = new HashMap<>();
    retries.stream()
        .flatMap(retry -> retry.failed().stream())
        .forEach(failed -> byConnection.merge(failed.connection(), failed.waitedNs(), Math::max));
    return byConnection.values().stream().mapToLong(Long::longValue).sum();
  }

  private String what() {
    List<String> targets =
        retries.stream().map(retry -> Targets.told(retry.request())).distinct().toList();
    return targets.size() <= MAX_NAMED
        ? String.join(", ", targets)
        : Figures.count(targets.size()) + " requests (" + targets.get(0) + " and others)";
  }
}
