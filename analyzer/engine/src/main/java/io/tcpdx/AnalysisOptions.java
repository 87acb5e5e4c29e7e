package io.tcpdx;

import java.util.Set;

/**
 * What an analysis is to do; the defaults are those of the command line.
 *
 * @param only codes of the only detectors to run; empty for all
 * @param skip codes of detectors not to run
 * @param minCostNs findings that cost less than this are left out of the report, in nanoseconds; 0
 *     keeps all
 * @param timeWaitNs how long a host keeps TIME_WAIT, in nanoseconds
 */
public record AnalysisOptions(Set<String> only, Set<String> skip, long minCostNs, long timeWaitNs) {
  /** All detectors, all findings, TIME_WAIT of 60 s as on Linux. */
  public static final AnalysisOptions DEFAULT =
      new AnalysisOptions(Set.of(), Set.of(), 0, 60_000_000_000L);

  public AnalysisOptions {
    only = Set.copyOf(only);
    skip = Set.copyOf(skip);
  }
}
