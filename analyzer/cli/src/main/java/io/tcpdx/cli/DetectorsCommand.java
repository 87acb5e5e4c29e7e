package io.tcpdx.cli;

import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists what can be diagnosed. */
@Command(
    name = "detectors",
    description = "List every detector: its code and what it finds.",
    footer = {
      "",
      "'tcpdx explain CODE' tells more of one; 'tcpdx explain ledger' and 'tcpdx explain story'",
      "tell of the other parts of a report."
    })
final class DetectorsCommand implements Callable<Integer> {
  private final Console console;

  DetectorsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<DetectorDescription> all = Analyzer.detectors();
    int width = all.stream().mapToInt(d -> d.code().length()).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (DetectorDescription detector : all) {
      text.append(
          String.format(Locale.ROOT, "%-" + width + "s  %s%n", detector.code(), detector.title()));
    }
    console.print(text.toString());
    return ExitStatus.ANALYSED;
  }
}
