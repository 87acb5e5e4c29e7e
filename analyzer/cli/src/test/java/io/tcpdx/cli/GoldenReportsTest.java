package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.cli.json.JsonReport;
import io.tcpdx.cli.json.ReportSchema;
import io.tcpdx.cli.text.Palette;
import io.tcpdx.cli.text.TextOptions;
import io.tcpdx.cli.text.TextReport;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import io.tcpdx.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the report of every sample capture against its {@code expected.txt} and {@code
 * expected.json}. {@code mvn test -pl analyzer/cli -am -Dgolden.update} writes these anew: what has
 * changed is then to be read in the diff.
 *
 * <p>A new detector changes no golden file but those of the samples in which it finds something:
 * that it looked and found nothing is left out where the file does not know it yet.
 */
class GoldenReportsTest {
  private static final Path SAMPLES = Path.of("..", "..", "sample-captures");
  private static final String CAPTURE = "capture.pcap";
  private static final Set<Outcome> NOTHING_FOUND = Set.of(Outcome.CLEAR, Outcome.NOT_APPLICABLE);

  /** 2.5 kB of JSON each: thousands of them are held to the schema and to the text only. */
  private static final int MOST_CONNECTIONS_IN_JSON = 500;

  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  static List<Path> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders.filter(f -> Files.exists(f.resolve(CAPTURE))).sorted().toList();
    }
  }

  @Test
  void thereAreSamples() throws IOException {
    assertThat(samples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void textIsAsExpected(Path folder) throws IOException, CaptureException {
    StringBuilder text = new StringBuilder();
    TextOptions options =
        new TextOptions(TextOptions.DEFAULT_TOP, false, Palette.PLAIN, StandardCharsets.UTF_8);
    new TextReport(options).write(report(folder), text);

    compare(folder.resolve("expected.txt"), text.toString());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonIsAsExpected(Path folder) throws IOException, CaptureException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    Report report = report(folder);
    new JsonReport(Version.current()).write(report, json);

    ReportSchema.assertReport(json.toString(StandardCharsets.UTF_8));
    if (report.connections().size() > MOST_CONNECTIONS_IN_JSON) {
      assertThat(folder.resolve("expected.json")).doesNotExist();
      return;
    }
    compare(folder.resolve("expected.json"), json.toString(StandardCharsets.UTF_8));
  }

  private static void compare(Path golden, String actual) throws IOException {
    if (UPDATE) {
      Files.writeString(golden, actual);
    } else if (Files.exists(golden)) {
      assertThat(actual).isEqualTo(Files.readString(golden));
    } else {
      fail(golden + " is missing; run the tests with -Dgolden.update and read what it says");
    }
  }

  /** The report, with the capture named as if it lay in the working directory. */
  private static Report report(Path folder) throws IOException, CaptureException {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    try (CaptureReader reader = Captures.open(folder.resolve(CAPTURE), ReaderChoice.AUTO)) {
      Frame frame = new Frame();
      while (reader.next(frame)) {
        analyzer.onFrame(frame);
      }
      Report report = analyzer.finish(List.of(named(reader.summary())));
      return UPDATE ? report : withoutNewcomers(report, folder.resolve("expected.json"));
    }
  }

  private static Report withoutNewcomers(Report report, Path golden) throws IOException {
    if (!Files.exists(golden)) {
      return report;
    }
    List<String> known = new ObjectMapper().readTree(golden.toFile()).findValuesAsText("code");
    List<DetectorResult> shown =
        report.detectors().stream()
            .filter(r -> known.contains(r.code()) || !NOTHING_FOUND.contains(r.outcome()))
            .toList();
    return new Report(
        report.capture(),
        report.connections(),
        report.ledgers(),
        report.conversations(),
        report.lookups(),
        report.findings(),
        shown,
        report.story(),
        report.times());
  }

  private static CaptureFileSummary named(CaptureFileSummary file) {
    return new CaptureFileSummary(
        CAPTURE,
        file.format(),
        file.linkTypes(),
        file.packets(),
        file.bytes(),
        file.capturedBytes(),
        file.snapLength(),
        file.truncatedAt(),
        file.problem(),
        file.droppedByKernel());
  }
}
