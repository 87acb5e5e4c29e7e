package io.tcpdx.lab.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.lab.accuracy.Figure.Unit;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTest {

  private static final String PRESENT =
      "{\"expect\": {\"findings\": {\"present\": [\"x\"], \"absent\": []}}}";
  private static final String ABSENT =
      "{\"expect\": {\"findings\": {\"present\": [\"y\"], \"absent\": [\"x\"]}}}";
  private static final String UNDECIDED =
      "{\"expect\": {\"findings\": {\"present\": [], \"absent\": [\"y\"]}}}";
  private static final String SILENT = "{\"expect\": {}}";

  private final DiagnosisTally tally = new DiagnosisTally("x", true);

  @Test
  void whatIsThereIsFoundOrMissed() throws IOException {
    tally.add(recording("a", PRESENT), reporting("x"));
    tally.add(recording("b", PRESENT), reporting("x", "x", "y"));
    tally.add(recording("c", PRESENT), reporting("y"));
    assertThat(tally.row()).isEqualTo("| `x` | 3 | 2 | 1 | 0 | 0 | 0 | 1.000 | 0.667 |\n");
    assertThat(tally.missed()).containsExactly("c");
  }

  @Test
  void whatIsNotThereIsAFalseAlarmWhereReported() throws IOException {
    tally.add(recording("a", PRESENT), reporting("x"));
    tally.add(recording("b", ABSENT), reporting("x"));
    tally.add(recording("c", ABSENT), reporting());
    assertThat(tally.row()).isEqualTo("| `x` | 1 | 1 | 0 | 2 | 1 | 0 | 0.500 | 1.000 |\n");
    assertThat(tally.falseAlarms()).containsExactly("b");
  }

  @Test
  void whatOnePlaceOnlyShowsIsThereAtThatPlace() throws IOException {
    String atOnePlace = "{\"expect\": {\"findings\": {\"presentAt\": {\"%s\": [\"x\"]}}}}";
    tally.add(recording("a", atOnePlace.formatted("client")), reporting());
    tally.add(recording("b", atOnePlace.formatted("server")), reporting());
    assertThat(tally.row()).isEqualTo("| `x` | 1 | 0 | 1 | 0 | 0 | 1 | – | 0.000 |\n");
  }

  @Test
  void whereTheTruthSaysNothingNothingCounts() throws IOException {
    tally.add(recording("a", UNDECIDED), reporting("x"));
    tally.add(recording("b", SILENT), reporting("x"));
    assertThat(tally.row()).isEqualTo("| `x` | 0 | 0 | 0 | 0 | 0 | 2 | – | – |\n");
  }

  @Test
  void aDiagnosisThatNobodyMakesYetSaysSo() {
    assertThat(new DiagnosisTally("z", false).row()).startsWith("| `z` (no detector) | 0 |");
  }

  @Test
  void figuresAreComparedAndTheWorstIsNamed() {
    FigureTally figures = new FigureTally(figure(0.1, 0));
    figures.add("a", 100, 100);
    figures.add("b", 100, 91);
    figures.add("c", 100, 125);
    figures.add("d", 100, null);
    assertThat(figures.row()).isEqualTo("| f | 3 | 1 | 2 (10 %) | 1 | 100 → 125 (20.0 %) in c |\n");
  }

  @Test
  void whereAllAreEqualThereIsNoWorst() {
    FigureTally figures = new FigureTally(figure(0, 0));
    figures.add("a", 0, 0);
    figures.add("b", 7, 7);
    assertThat(figures.row()).isEqualTo("| f | 2 | 2 | 2 (exactly) | 0 | – |\n");
  }

  @Test
  void aFewAreForgivenWhereTheShareIsLessThanOne() {
    Figure figure = figure(0.05, 1);
    assertThat(figure.agrees(3, 4)).isTrue();
    assertThat(figure.agrees(3, 5)).isFalse();
    assertThat(figure.agrees(100, 95)).isTrue();
    assertThat(figure.agrees(100, 94)).isFalse();
    assertThat(figure.bound()).isEqualTo("5 % or 1");
  }

  @Test
  void aCopyOfAnotherFileIsLeftOut(@TempDir Path captures) throws IOException {
    Path folder = Files.createDirectories(captures.resolve("run"));
    Files.createDirectories(captures.resolve("lab"));
    Files.writeString(
        folder.resolve("truth.json"),
        """
        {"captures": [
          {"file": "capture.pcap", "vantage": "server"},
          {"file": "client.pcap", "vantage": "client"},
          {"file": "server.pcap", "vantage": "server"}],
         "expect": {}}
        """);
    assertThat(Recording.all(captures).stream().map(Recording::name))
        .containsExactly("run/client.pcap", "run/server.pcap");
  }

  private static Figure figure(double share, double slack) {
    return new Figure("f", Unit.COUNT, share, slack, (recording, report, into) -> {});
  }

  private static Recording recording(String name, String truth) throws IOException {
    JsonNode json = new ObjectMapper().readTree(truth);
    return new Recording(name, "client", Path.of(name), json);
  }

  private static Report reporting(String... codes) {
    List<Finding> findings = List.of(codes).stream().map(AccuracyTest::finding).toList();
    return new Report(null, List.of(), Map.of(), findings, List.of());
  }

  private static Finding finding(String code) {
    return new Finding(
        code,
        Level.NOTE,
        Confidence.CERTAIN,
        0,
        null,
        null,
        1,
        0,
        null,
        0,
        1,
        1,
        List.of(1L),
        Map.of(),
        code,
        "There is " + code + ".",
        List.of());
  }
}
