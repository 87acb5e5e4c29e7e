package io.tcpdx.cli;

import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what to look for. */
final class DetectorOptions {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CODE",
      description = "Look only for these problems (codes as 'tcpdx detectors' lists them).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "CODE",
      description = "Do not look for these.")
  private List<String> skip = new ArrayList<>();

  @Option(
      names = "--min-cost",
      paramLabel = "DURATION",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "Leave out findings that cost less, as in 5ms.")
  private long minCostNs;

  @Option(
      names = "--time-wait",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long the hosts keep TIME_WAIT (default: ${DEFAULT-VALUE}, as on Linux).")
  private long timeWaitNs;

  /** The options as the engine takes them. */
  AnalysisOptions analysisOptions() throws CommandFailure {
    check("--only", only);
    check("--skip", skip);
    return new AnalysisOptions(Set.copyOf(only), Set.copyOf(skip), minCostNs, timeWaitNs);
  }

  private static void check(String option, List<String> codes) throws CommandFailure {
    if (codes.isEmpty()) {
      return;
    }
    Set<String> known =
        Analyzer.detectors().stream().map(DetectorDescription::code).collect(Collectors.toSet());
    for (String code : codes) {
      if (!known.contains(code)) {
        throw new CommandFailure(ExitStatus.USAGE, option + ": " + DetectorCodes.unknown(code));
      }
    }
  }
}
