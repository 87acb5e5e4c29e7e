package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.cli.har.HarSchema;
import io.tcpdx.cli.json.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
  private static final Path HTTP_SAMPLE =
      Path.of("..", "..", "sample-captures", "http-parallel-6", "capture.pcap");

  private final TestConsole console = new TestConsole();

  @TempDir private Path directory;

  @Test
  void textTellsTheConnection() throws IOException {
    Path file = TinyCapture.exchange().write(directory, "a.pcap");

    assertThat(console.run("analyze", file.toString())).isZero();
    assertThat(console.out())
        .contains("8 packets, 1 connection")
        .contains("10.7.0.1:40000 → 10.7.0.2:80");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void jsonMatchesTheSchema() throws IOException {
    Path file = TinyCapture.exchange().write(directory, "a.pcap");

    assertThat(console.run("analyze", "-f", "json", file.toString())).isZero();
    JsonNode report = ReportSchema.assertReport(console.out());
    assertThat(report.at("/connections/0/handshake/seconds").doubleValue()).isEqualTo(0.011);
    assertThat(report.at("/tool/version").textValue()).isEqualTo(Version.current());
  }

  @Test
  void linesOfNdjsonMatchTheSchema() throws IOException {
    Path file = TinyCapture.refused().write(directory, "a.pcap");

    assertThat(console.run("analyze", "-f", "ndjson", file.toString())).isZero();
    for (String line : console.out().lines().toList()) {
      ReportSchema.assertLine(line);
    }
    assertThat(console.out()).contains("\"type\":\"finding\",\"code\":\"connection-refused\"");
  }

  @Test
  void harHoldsAllFieldsButNoSecret() throws IOException {
    Path file = HTTP_SAMPLE;

    assertThat(console.run("analyze", "-f", "har", file.toString())).isZero();
    JsonNode log = HarSchema.assertHar(console.out()).get("log");
    TestConsole json = new TestConsole();
    json.run("analyze", "-f", "json", file.toString());
    JsonNode transactions = ReportSchema.assertReport(json.out()).get("transactions");
    assertThat(log.get("entries").size()).isEqualTo(transactions.size()).isPositive();
    assertThat(log.at("/entries/0/request/headers/0/name").textValue()).isEqualTo("Host");
    assertThat(log.at("/entries/0/request/method")).isEqualTo(transactions.at("/0/method"));
  }

  @Test
  void harIsTheSameWhateverReaderReads() throws IOException {
    TestConsole libpcap = new TestConsole();
    assumeTrue(
        libpcap.run("analyze", "-f", "har", "--reader", "libpcap", HTTP_SAMPLE.toString()) == 0);

    console.run("analyze", "-f", "har", "--reader", "mapped", HTTP_SAMPLE.toString());

    assertThat(libpcap.out()).isEqualTo(console.out());
  }

  @Test
  void standardInputIsRead() throws IOException {
    console.stdin(TinyCapture.exchange().bytes());

    assertThat(console.run("analyze", "-")).isZero();
    assertThat(console.out()).startsWith("standard input: 8 packets");
  }

  @Test
  void severalFilesAreOneCapture() throws IOException {
    Path a = TinyCapture.exchange().write(directory, "a.pcap");
    Path b = TinyCapture.exchange(5).write(directory, "b.pcap");

    assertThat(console.run("analyze", "-f", "json", b.toString(), a.toString())).isZero();
    JsonNode report = ReportSchema.assertReport(console.out());
    assertThat(report.at("/capture/packets").intValue()).isEqualTo(16);
    assertThat(report.at("/capture/files").size()).isEqualTo(2);
    assertThat(report.at("/connections/0/client/port").intValue()).isEqualTo(40_000);
  }

  @Test
  void oneUnreadableAmongSeveralDoesNotHideTheOthers() throws IOException {
    Path good = TinyCapture.exchange().write(directory, "a.pcap");
    Path missing = directory.resolve("missing.pcap");

    assertThat(console.run("analyze", missing.toString(), good.toString())).isEqualTo(3);
    assertThat(console.out()).contains("8 packets, 1 connection");
    assertThat(console.err()).isEqualTo("tcpdx: " + missing + " does not exist\n");
  }

  @Test
  void whatCannotBeReadIsToldInOneLine() throws IOException {
    assertUnreadable(directory.resolve("missing.pcap").toString());
    assertUnreadable(directory.toString());
    assertUnreadable(Files.createFile(directory.resolve("empty.pcap")).toString());
    assertUnreadable(
        Files.writeString(directory.resolve("text.pcap"), "this is no capture, but text")
            .toString());
    byte[] header = Arrays.copyOf(new TinyCapture().bytes(), 20);
    assertUnreadable(Files.write(directory.resolve("header.pcap"), header).toString());
    assertUnreadable("-");
  }

  private void assertUnreadable(String name) {
    TestConsole fresh = new TestConsole();
    assertThat(fresh.run("analyze", name)).as(name).isEqualTo(3);
    assertThat(fresh.out()).isEmpty();
    assertThat(fresh.err()).startsWith("tcpdx: ").hasLineCount(1).doesNotContain("Exception");
  }

  @Test
  void stackTracesAreForThoseWhoAsk() {
    assertThat(console.run("analyze", "-v", "missing.pcap")).isEqualTo(3);
    assertThat(console.err()).hasLineCount(1);
    assertThat(console.run("analyze", "-vv", "missing.pcap")).isEqualTo(3);
    assertThat(console.err()).contains("\tat io.tcpdx.");
  }

  @Test
  void captureCutInAPacketIsReportedUpToThere() throws IOException {
    byte[] whole = TinyCapture.exchange().bytes();
    int cut = TinyCapture.HEADER_BYTES + 2 * TinyCapture.RECORD_BYTES + 30;
    Path file = Files.write(directory.resolve("cut.pcap"), Arrays.copyOf(whole, cut));

    assertThat(console.run("analyze", file.toString())).isEqualTo(3);
    assertThat(console.out()).contains("2 packets").contains("Damaged: ");
    assertThat(console.err())
        .hasLineCount(1)
        .contains("from byte " + (TinyCapture.HEADER_BYTES + 2 * TinyCapture.RECORD_BYTES))
        .endsWith("; the 2 packets before are reported\n");
  }

  @Test
  void whatCannotBeReadIsInTheJsonToo() throws IOException {
    Path good = TinyCapture.exchange().write(directory, "a.pcap");
    String missing = directory.resolve("missing.pcap").toString();

    console.run("analyze", "-f", "json", good.toString(), missing);

    JsonNode lost = ReportSchema.assertReport(console.out()).at("/capture/files/1");
    assertThat(lost.get("name").textValue()).isEqualTo(missing);
    assertThat(lost.get("problem").textValue()).contains("does not exist");
  }

  @Test
  void failOnTurnsFindingsIntoAStatus() throws IOException {
    String refused = TinyCapture.refused().write(directory, "r.pcap").toString();
    String fine = TinyCapture.exchange().write(directory, "a.pcap").toString();

    assertThat(console.run("analyze", "--fail-on", "error", "-q", refused)).isEqualTo(1);
    assertThat(console.run("analyze", "--fail-on", "warning", "-q", fine)).isZero();
    assertThat(console.out() + console.err()).isEmpty();
  }

  @Test
  void outputAppearsWhole() throws IOException {
    Path file = TinyCapture.exchange().write(directory, "a.pcap");
    Path report = Files.writeString(directory.resolve("report.json"), "old");

    assertThat(console.run("analyze", "-f", "json", "-o", report.toString(), file.toString()))
        .isZero();
    ReportSchema.assertReport(Files.readString(report));
    assertThat(console.out()).isEmpty();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.pcap", "report.json");
  }

  @Test
  void failedRunLeavesTheOldOutput() throws IOException {
    Path report = Files.writeString(directory.resolve("report.txt"), "old");

    assertThat(console.run("analyze", "-o", report.toString(), "missing.pcap")).isEqualTo(3);
    assertThat(report).hasContent("old");
    assertThat(directory.toFile().list()).containsExactly("report.txt");
  }

  @Test
  void outputThatCannotBeIsRefusedBeforeTheWork() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();
    String nowhere = directory.resolve("no/where.txt").toString();

    assertThat(console.run("analyze", "-o", nowhere, file)).isEqualTo(2);
    assertThat(console.run("analyze", "-o", directory.toString(), file)).isEqualTo(2);
    assertThat(console.run("analyze", "-o", file, file)).isEqualTo(2);
    assertThat(console.err())
        .contains("its directory does not exist")
        .contains("is a directory")
        .contains("would overwrite the capture")
        .hasLineCount(3);
  }

  @Test
  void readerThatWentAwayIsNoError() throws IOException {
    String file = TinyCapture.refused().write(directory, "a.pcap").toString();

    assertThat(console.closedStdout().run("analyze", "--fail-on", "note", file)).isZero();
    assertThat(console.err()).isEmpty();
  }

  @Test
  void fullDiskIsAnError() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();

    assertThat(console.fullStdout().run("analyze", file)).isEqualTo(3);
    assertThat(console.err()).contains("No space left on device").hasLineCount(1);
  }

  @Test
  void interruptedAnalysisStillReports() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();
    console.interruption().request();

    assertThat(console.run("analyze", file)).isEqualTo(130);
    assertThat(console.out()).contains("no packets. There is nothing to diagnose.");
  }

  @Test
  void oneConnectionIsPickedOut() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();

    assertThat(console.run("analyze", "--connection", "0", file)).isZero();
    assertThat(console.out()).startsWith("Connection 0: 10.7.0.1:40000 → 10.7.0.2:80");
    assertThat(console.run("analyze", "--connection", "7", file)).isEqualTo(2);
    assertThat(console.err()).contains("there is only connection 0");
  }

  @Test
  void storyOfOneConnectionIsToldInTextAndJson() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();

    assertThat(console.run("analyze", "--connection", "0", file)).isZero();
    assertThat(console.out())
        .contains(
            """
               seconds    after  packets
              0.000000           1       → SYN: no MSS
                                           [client: connect()]
              0.010000   +10 ms  2       ← SYN-ACK: no MSS
              0.011000  +1.0 ms  3       → ACK: the connection is open
                                           [client: connect() returns;
                                           server: accept() returns]
              0.012000  +1.0 ms  4       → sends 30 B
                                           [client: send(30); server: recv() = 30]
            """)
        .endsWith("  0.042000  +1.0 ms  8       → ACK of the FIN\n");
    assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));

    TestConsole json = new TestConsole();
    json.run("analyze", "--connection", "0", "-f", "json", file);
    JsonNode story = ReportSchema.assertReport(json.out()).at("/connections/0/story");
    assertThat(story).hasSize(8);
    assertThat(story.at("/3/text").textValue()).isEqualTo("sends 30 B");
    assertThat(story.at("/3/impliedCalls/0").textValue()).isEqualTo("client: send(30)");
    TestConsole ndjson = new TestConsole();
    ndjson.run("analyze", "--connection", "0", "-f", "ndjson", file);
    JsonNode line = ReportSchema.assertLine(ndjson.out().lines().toList().get(1));
    assertThat(line.get("story")).isEqualTo(story);
  }

  @Test
  void reportOfAllConnectionsTellsNoStory() throws IOException {
    String file = TinyCapture.exchange().write(directory, "a.pcap").toString();

    console.run("analyze", "-f", "json", file);

    assertThat(ReportSchema.assertReport(console.out()).at("/connections/0").has("story"))
        .isFalse();
  }

  @Test
  void detectorsCanBeChosen() throws IOException {
    String file = TinyCapture.refused().write(directory, "a.pcap").toString();

    assertThat(console.run("analyze", "--skip", "connection-refused", file)).isZero();
    assertThat(console.out()).contains("No problem found.");
  }

  @Test
  void colourIsForTerminals() throws IOException {
    String file = TinyCapture.refused().write(directory, "a.pcap").toString();
    TestConsole terminal = new TestConsole().onTerminal(Map.of());
    TestConsole without = new TestConsole().onTerminal(Map.of("NO_COLOR", "1"));

    console.run("analyze", file);
    terminal.run("analyze", file);
    without.run("analyze", file);

    assertThat(console.out()).doesNotContain("\u001b");
    assertThat(terminal.out()).contains("\u001b[1;31m1. ");
    assertThat(without.out()).doesNotContain("\u001b");
  }
}
