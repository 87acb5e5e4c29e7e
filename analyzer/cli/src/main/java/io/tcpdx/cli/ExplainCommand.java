package io.tcpdx.cli;

import io.tcpdx.Analyzer;
import io.tcpdx.cli.text.Markdown;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what a finding means. */
@Command(
    name = "explain",
    description = {
      "Explain a finding: what it is, how it is recognised, what it costs, what to do;",
      "or a part of the report: 'ledger' (where the time went), 'story' (of one connection)."
    },
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
    Stream<String> ofDetectors =
        Analyzer.detectors().stream().filter(d -> d.code().equals(code)).map(d -> d.page());
    Stream<String> ofTopics =
        Analyzer.topics().stream().filter(t -> t.code().equals(code)).map(t -> t.page());
    Optional<String> page = Stream.concat(ofDetectors, ofTopics).findFirst();
    if (page.isEmpty()) {
      throw new CommandFailure(ExitStatus.USAGE, DetectorCodes.unknown(code));
    }
    StringBuilder text = new StringBuilder();
    boolean colours = console.outIsTerminal() && console.colourWelcome();
    new Markdown(console.charset(), colours).write(page.get(), text);
    console.print(text.toString());
    return ExitStatus.ANALYSED;
  }
}
