package io.tcpdx.cli;

import io.tcpdx.cli.har.HarReport;
import io.tcpdx.cli.json.JsonReport;
import io.tcpdx.cli.json.NdjsonLines;
import io.tcpdx.cli.text.Palette;
import io.tcpdx.cli.text.TextOptions;
import io.tcpdx.cli.text.TextReport;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Level;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how to report, and the writing of it. */
final class ReportOptions {
  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there; the file appears once it is whole.")
  private @Nullable Path output;

  @Option(
      names = "--no-redact",
      description = "Write credentials and cookies into a HAR; else [redacted] stands for them.")
  private boolean secrets;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "" + TextOptions.DEFAULT_TOP,
      description = "Rows of each list in the text report (default: ${DEFAULT-VALUE}).")
  private int top = TextOptions.DEFAULT_TOP;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}; NO_COLOR is honoured).")
  private When color = When.AUTO;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Exit with 1 if a finding is as grave as: note, warning, error.")
  private @Nullable Level failOn;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors; --output and the exit status tell the rest.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell everything: all findings, packets and connections. -vv: stack traces.")
  private boolean[] verbosity = new boolean[0];

  ReportFormat format() {
    return format;
  }

  /** Whether the report needs every field of HTTP's messages. */
  boolean needsAllFields() {
    return format == ReportFormat.HAR;
  }

  /** Whether the report can be told piece by piece, while it comes about. */
  boolean toldByAndBy() {
    return format == ReportFormat.TEXT || format == ReportFormat.NDJSON;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbosity.length > 0;
  }

  /** Whether failures are told with their stack traces: -vv. */
  boolean traces() {
    return verbosity.length > 1;
  }

  @Nullable Path output() {
    return output;
  }

  /** Refuses values that make no sense. */
  void check() throws CommandFailure {
    if (top < 0) {
      throw new CommandFailure(ExitStatus.USAGE, "--top " + top + ": must be 0 or more");
    }
    if (secrets && format != ReportFormat.HAR) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--no-redact is for --format har; no other holds secrets");
    }
  }

  /** Where the report goes. */
  Output open(Console console) throws CommandFailure {
    Path file = output;
    return file == null ? Output.standard(console) : Output.to(file);
  }

  /** How text is to look. */
  TextOptions text(Console console, Output to) {
    boolean terminal = output == null && console.outIsTerminal() && console.colourWelcome();
    Palette palette = color.holds(terminal) ? Palette.ANSI : Palette.PLAIN;
    return new TextOptions(top, verbose(), palette, to.charset());
  }

  /**
   * Writes a report.
   *
   * @param only the one connection that it is about, or null for all
   */
  void write(Report report, @Nullable ConnectionSummary only, Output to, Console console)
      throws IOException {
    switch (format) {
      case JSON -> new JsonReport(Version.current()).write(report, to.stream());
      case NDJSON -> new NdjsonLines(Version.current(), to.stream()).write(report);
      case HAR -> new HarReport(Version.current(), secrets).write(report, to.stream());
      case TEXT -> writeText(report, only, to, console);
    }
  }

  private void writeText(
      Report report, @Nullable ConnectionSummary only, Output to, Console console)
      throws IOException {
    Writer writer = new OutputStreamWriter(to.stream(), to.charset());
    TextReport text = new TextReport(text(console, to));
    try {
      if (only == null) {
        text.write(report, writer);
      } else {
        text.writeConnection(report, only, writer);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  /** The exit status that the findings ask for. */
  int status(Report report) {
    Level threshold = failOn;
    boolean reached =
        threshold != null
            && report.findings().stream().anyMatch(f -> f.level().compareTo(threshold) >= 0);
    return reached ? ExitStatus.FOUND : ExitStatus.ANALYSED;
  }
}
