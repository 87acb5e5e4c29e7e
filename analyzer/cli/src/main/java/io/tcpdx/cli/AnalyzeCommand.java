package io.tcpdx.cli;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Diagnoses capture files. */
@Command(
    name = "analyze",
    description = {
      "Diagnose the TCP connections in captures.",
      "Reads pcap and pcapng, also packed with gzip, and with --reader libpcap what libpcap reads.",
      "Several files are one capture, merged by time: rotated files, or both sides of a proxy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcpdx analyze trace.pcap",
      "  tcpdx analyze --connection 4 trace.pcap",
      "  tcpdx analyze -f json trace.pcap | jq '.findings[0]'",
      "  tcpdx analyze -f har -o trace.har trace.pcap",
      "  tcpdx analyze --fail-on warning -q trace.pcap || echo slow",
      "  ssh host tcpdump -U -w - port 443 | tcpdx analyze -",
      "",
      "Exit status: 0 analysed, 1 a finding reached --fail-on, 2 wrong command line,",
      "3 an input could not be read as a whole, 4 libpcap is missing, 130 interrupted."
    })
final class AnalyzeCommand implements Callable<Integer> {
  private static final long PROGRESS_MASK = (1 << 15) - 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Captures; '-' for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--connection",
      paramLabel = "ID",
      description = "Tell everything about this connection, its story too, and nothing else.")
  private @Nullable Integer connection;

  @Option(
      names = "--filter",
      paramLabel = "BPF",
      description = "Read only packets that pass, as in 'host 10.0.0.1 and port 80' (libpcap).")
  private @Nullable String filter;

  @Option(
      names = "--reader",
      paramLabel = "READER",
      defaultValue = "auto",
      description = "auto, mapped (our own), libpcap (default: ${DEFAULT-VALUE}).")
  private ReaderChoice reader = ReaderChoice.AUTO;

  @Option(
      names = "--progress",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Tell on standard error how far it is: auto, always, never.")
  private When progress = When.AUTO;

  @Mixin private final DetectorOptions detectors = new DetectorOptions();
  @Mixin private final ReadingOptions reading = new ReadingOptions();
  @Mixin private final ReportOptions reporting = new ReportOptions();

  private final Console console;
  private final Interruption interruption;

  AnalyzeCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    reporting.check();
    Inputs.check(files, reporting.output());
    AnalysisOptions options = options();
    try (Output output = reporting.open(console);
        Inputs inputs = new Inputs(console, interruption)) {
      inputs.open(files, reader, filter);
      inputs.failures().forEach(failure -> console.error(failure, reporting.traces()));
      if (inputs.isEmpty()) {
        return interruption.requested()
            ? ExitStatus.INTERRUPTED
            : inputs.failures().get(0).status();
      }
      return run(inputs, options, output);
    }
  }

  private AnalysisOptions options() throws CommandFailure {
    AnalysisOptions options =
        detectors.analysisOptions().reading(reading.protocols(reporting.needsAllFields()));
    return connection == null ? options : options.tellingStoryOf(connection);
  }

  private int run(Inputs inputs, AnalysisOptions options, Output output)
      throws CommandFailure, IOException {
    Report report = analyze(inputs, options);
    ConnectionSummary only = null;
    if (connection != null) {
      only = OneConnection.find(report, connection);
      report = OneConnection.of(report, only);
    }
    boolean heard = new Delivery(reporting, console).deliver(report, only, output);
    if (interruption.requested()) {
      console.error("interrupted; reported is what was read until then");
      return ExitStatus.INTERRUPTED;
    }
    if (inputs.damaged(report.capture().files())) {
      return ExitStatus.UNREADABLE;
    }
    return heard ? reporting.status(report) : ExitStatus.ANALYSED;
  }

  private Report analyze(Inputs inputs, AnalysisOptions options) throws IOException {
    Analyzer analyzer = new Analyzer(options, AnalysisListener.NONE);
    Progress line =
        new Progress(console.err(), !reporting.quiet() && progress.holds(console.errIsTerminal()));
    CaptureReader capture = inputs.capture();
    Frame frame = new Frame();
    long packets = 0;
    try {
      while (!interruption.requested() && capture.next(frame)) {
        analyzer.onFrame(frame);
        packets++;
        if ((packets & PROGRESS_MASK) == 0) {
          line.update(capture.summaries());
        }
      }
    } catch (IOException e) {
      inputs.stopped(e);
    } finally {
      line.end();
      interruption.readingEnded();
    }
    List<CaptureFileSummary> summaries = new ArrayList<>(capture.summaries());
    summaries.addAll(inputs.unreadable());
    return analyzer.finish(summaries);
  }
}
