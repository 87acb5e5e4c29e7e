package io.tcpdx.cli;

import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.LiveCapture;
import io.tcpdx.capture.LiveOptions;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Captures and diagnoses as it happens. */
@Command(
    name = "live",
    description = {
      "Capture on an interface and diagnose as it happens.",
      "Tells a line for each connection and finding, and the whole report at the end"
          + " (Ctrl-C, --duration or --count)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcpdx live -i eth0 --filter 'tcp port 443' --duration 30s",
      "  tcpdx live -i any -f ndjson | jq 'select(.type == \"finding\")'",
      "",
      "Exit status: as of analyze; 4 if capture is not permitted or libpcap is missing",
      "(native-notes/ says what to do), 130 after Ctrl-C."
    })
final class LiveCommand implements Callable<Integer> {
  private static final long NS_PER_MS = 1_000_000;

  /** How often connections still open are asked what they show, by the packets' own time. */
  private static final long TELL_OPEN_EVERY_NS = 2_000_000_000L;

  @Option(
      names = {"-i", "--interface"},
      required = true,
      paramLabel = "IFACE",
      description = "What to capture on, as 'tcpdx interfaces' lists it; 'any' on Linux for all.")
  private String interfaceName = "";

  @Option(
      names = "--filter",
      paramLabel = "BPF",
      description = "Capture only packets that pass, as in 'host 10.0.0.1 and port 80'.")
  private @Nullable String filter;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Stop after this time, as in 30s.")
  private @Nullable Long durationNs;

  @Option(names = "--count", paramLabel = "N", description = "Stop after this many packets.")
  private @Nullable Long count;

  @Option(
      names = "--snaplen",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "256k",
      description = "Keep at most this much of a packet (default: ${DEFAULT-VALUE}).")
  private int snapLength;

  @Option(
      names = "--promiscuous",
      negatable = true,
      description = "Also take packets that are for other hosts (default: no).")
  private boolean promiscuous;

  @Option(
      names = "--buffer-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "16M",
      description = "The kernel's buffer for packets not yet read (default: ${DEFAULT-VALUE}).")
  private int bufferBytes;

  @Mixin private final DetectorOptions detectors = new DetectorOptions();
  @Mixin private final ReadingOptions reading = new ReadingOptions();
  @Mixin private final ReportOptions reporting = new ReportOptions();

  private final Console console;
  private final Interruption interruption;

  LiveCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    reporting.check();
    if (snapLength == 0 || bufferBytes == 0 || (count != null && count < 1)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--snaplen, --buffer-size and --count must be more than 0");
    }
    AnalysisOptions options =
        detectors.analysisOptions().reading(reading.protocols(reporting.needsAllFields())).live();
    LiveOptions live =
        new LiveOptions(
            snapLength, promiscuous, bufferBytes, false, LiveOptions.Direction.BOTH, filter);
    try (Output output = reporting.open(console);
        LiveCapture capture = LiveCapture.open(interfaceName, live)) {
      return run(capture, options, output);
    } catch (CaptureException e) {
      throw CommandFailure.of(e);
    }
  }

  private int run(LiveCapture capture, AnalysisOptions options, Output output)
      throws CommandFailure, IOException {
    LiveLines lines = new LiveLines(reporting, console, output, capture::stop);
    Report report;
    Timer timer = new Timer("duration", true);
    interruption.onRequest(capture::stop);
    if (!reporting.quiet()) {
      console.note("capturing on " + interfaceName + "; Ctrl-C ends it and tells the whole report");
    }
    try {
      stopAfterDuration(timer, capture);
      Analyzer analyzer = new Analyzer(options, lines);
      read(capture, analyzer);
      timer.cancel();
      interruption.readingEnded();
      report = analyzer.finish(List.of(capture.summary()));
    } finally {
      timer.cancel();
    }
    boolean heard = lines.finish(report);
    return interruption.requested()
        ? ExitStatus.INTERRUPTED
        : heard ? reporting.status(report) : ExitStatus.ANALYSED;
  }

  private void stopAfterDuration(Timer timer, LiveCapture capture) {
    Long limitNs = durationNs;
    if (limitNs != null) {
      TimerTask stop =
          new TimerTask() {
            @Override
            public void run() {
              capture.stop();
            }
          };
      timer.schedule(stop, Math.max(1, limitNs / NS_PER_MS));
    }
  }

  private void read(LiveCapture capture, Analyzer analyzer) throws IOException {
    Frame frame = new Frame();
    long packets = 0;
    long toldNs = 0;
    while (capture.next(frame)) {
      analyzer.onFrame(frame);
      packets++;
      if (frame.timeNs() - toldNs >= TELL_OPEN_EVERY_NS) {
        analyzer.tellOpenFindings();
        toldNs = frame.timeNs();
      }
      if (count != null && packets >= count) {
        return;
      }
    }
  }
}
