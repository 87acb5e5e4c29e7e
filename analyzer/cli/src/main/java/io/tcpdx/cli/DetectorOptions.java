package io.tcpdx.cli;

import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
      converter = DurationConverter.class,
      description = "Keep a closed connection this long (default: 60s as on Linux; live: 5s).")
  private @Nullable Long timeWaitNs;

  /** The options as the engine takes them. */
  AnalysisOptions analysisOptions() throws CommandFailure {
    return analysisOptions(AnalysisOptions.DEFAULT.timeWaitNs());
  }

  /**
   * The options as the engine takes them.
   *
   * @param defaultTimeWaitNs how long closed connections are kept where the user did not say
   */
  AnalysisOptions analysisOptions(long defaultTimeWaitNs) throws CommandFailure {
    check("--only", only);
    check("--skip", skip);
    return new AnalysisOptions(
        Set.copyOf(only),
        Set.copyOf(skip),
        minCostNs,
        Objects.requireNonNullElse(timeWaitNs, defaultTimeWaitNs));
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
