package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final TestConsole console = new TestConsole();

  @Test
  void helpNamesEveryCommand() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.out())
        .contains("analyze", "live", "interfaces", "detectors", "explain", "generate-completion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "live", "interfaces", "detectors", "explain"})
  void everyCommandHasHelp(String command) {
    assertThat(console.run(command, "--help")).isZero();
    assertThat(console.out()).startsWith("Usage: tcpdx " + command);
    assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void versionIsThatOfThePom() throws IOException {
    assertThat(console.run("--version")).isZero();
    assertThat(console.out()).startsWith("tcpdx " + Version.current() + "\n");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Version.current() + "</version>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "analyse",
        "analyze",
        "analyze --formt json a.pcap",
        "analyze -f yaml a.pcap",
        "analyze --only nagle-stal a.pcap",
        "analyze --min-cost 5parsecs a.pcap",
        "analyze --top -1 a.pcap",
        "analyze --http-port 80,99999 a.pcap",
        "analyze --http-port http a.pcap",
        "analyze --no-redact -f json a.pcap",
        "analyze --fail-on sometimes a.pcap",
        "analyze - -",
        "live",
        "live -i lo --count 0",
        "live -i lo --buffer-size 5parsecs",
        "explain",
        "explain nagle",
      })
  void wrongCommandLinesAreRefusedInOneLine(String line) {
    assertThat(console.run(line.split(" ", -1))).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("tcpdx: ").hasLineCount(1);
  }

  @Test
  void nothingAtAllShowsTheUsage() {
    assertThat(console.run()).isEqualTo(2);
    assertThat(console.err()).startsWith("Usage: tcpdx");
  }

  @Test
  void nearlyRightNamesAreSuggested() {
    console.run("analyze", "--formt", "json", "a.pcap");
    console.run("explain", "nagle-stal");

    assertThat(console.err())
        .contains("did you mean '--format'?")
        .contains("did you mean 'nagle-stall'?");
  }

  @Test
  void partsOfTheReportThatAreNoDetectorsAreExplained() {
    assertThat(console.run("explain", "ledger")).isZero();
    assertThat(console.out()).startsWith("Where the time went\n").contains("loss repaired");
    assertThat(console.run("explain", "story")).isZero();
    assertThat(console.out()).contains("The story of a connection\n");
  }

  @Test
  void everyDetectorIsListedAndExplained() {
    console.run("detectors");
    String list = console.out();

    assertThat(Analyzer.detectors()).isNotEmpty();
    for (DetectorDescription detector : Analyzer.detectors()) {
      assertThat(list).contains(detector.code() + " ").contains(detector.title());
      TestConsole fresh = new TestConsole();
      assertThat(fresh.run("explain", detector.code())).isZero();
      assertThat(fresh.out()).hasSizeGreaterThan(detector.title().length());
    }
  }

  @Test
  void completionIsGenerated() {
    assertThat(console.run("generate-completion")).isZero();
    assertThat(console.out()).contains("complete -F _complete_tcpdx");
  }
}
