package io.tcpdx.cli;

import io.tcpdx.Analyzer;
import io.tcpdx.cli.text.Markdown;
import io.tcpdx.detect.DetectorDescription;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what a finding means. */
@Command(
    name = "explain",
    description = "Explain a finding: what it is, how it is recognised, what it costs, what to do.",
    footerHeading = "%nExample:%n",
    footer = "  tcpdx explain nagle-stall")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CODE",
      description = "As in a report, or as 'tcpdx detectors' lists it.")
  private String code = "";

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    Optional<DetectorDescription> detector =
        Analyzer.detectors().stream().filter(d -> d.code().equals(code)).findFirst();
    if (detector.isEmpty()) {
      throw new CommandFailure(ExitStatus.USAGE, DetectorCodes.unknown(code));
    }
    StringBuilder text = new StringBuilder();
    boolean colours = console.outIsTerminal() && console.colourWelcome();
    new Markdown(console.charset(), colours).write(detector.get().page(), text);
    console.print(text.toString());
    return ExitStatus.ANALYSED;
  }
}
