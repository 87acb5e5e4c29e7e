package io.tcpdx;

import io.tcpdx.protocol.ProtocolOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis is to do; the defaults are those of the command line.
 *
 * @param only codes of the only detectors to run; empty for all
 * @param skip codes of detectors not to run
 * @param minCostNs findings that cost less than this are left out of the report, in nanoseconds; 0
 *     keeps all
 * @param timeWaitNs how long a host keeps TIME_WAIT, in nanoseconds
 * @param reportAfterNs how long after its last segment a closed connection is told of, in
 *     nanoseconds; segments that come later are swallowed
 * @param protocols how what is said above TCP is read
 * @param storyOf number of the connection whose story is to be told, or null for none
 */
public record AnalysisOptions(
    Set<String> only,
    Set<String> skip,
    long minCostNs,
    long timeWaitNs,
    long reportAfterNs,
    ProtocolOptions protocols,
    @Nullable Integer storyOf) {
  /** All detectors, all findings, TIME_WAIT of 60 s as on Linux. */
  public static final AnalysisOptions DEFAULT =
      new AnalysisOptions(Set.of(), Set.of(), 0, 60_000_000_000L);

  /** A person who watches does not wait out a TIME_WAIT to hear of a connection that has ended. */
  private static final long LIVE_REPORT_AFTER_NS = 1_000_000_000L;

  /**
   * Closed connections are told of once nothing can come any more: when their TIME_WAIT is over.
   */
  public AnalysisOptions(Set<String> only, Set<String> skip, long minCostNs, long timeWaitNs) {
    this(only, skip, minCostNs, timeWaitNs, timeWaitNs, ProtocolOptions.DEFAULT, null);
  }

  public AnalysisOptions {
    only = Set.copyOf(only);
    skip = Set.copyOf(skip);
  }

  /** The same for a capture that somebody watches: closed connections are told of soon. */
  public AnalysisOptions live() {
    return new AnalysisOptions(
        only, skip, minCostNs, timeWaitNs, LIVE_REPORT_AFTER_NS, protocols, storyOf);
  }

  /** The same, telling the story of the connection of that number. */
  public AnalysisOptions tellingStoryOf(int connection) {
    return new AnalysisOptions(
        only, skip, minCostNs, timeWaitNs, reportAfterNs, protocols, connection);
  }

  /** The same, reading what is said above TCP like this. */
  public AnalysisOptions reading(ProtocolOptions other) {
    return new AnalysisOptions(only, skip, minCostNs, timeWaitNs, reportAfterNs, other, storyOf);
  }
}
