package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.cli.SampleReports;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextReportTest {
  @Test
  void nagleStallIsToldInPlainWords() {
    assertThat(text(SampleReports.nagle(), 10, false))
        .contains("capture.pcap: 246 packets, 240 of them TCP, 1 connection, taken at the client\n")
        .contains("2.10 s from 2026-11-22 18:14:03.123 UTC, 45.8 kB on the wire")
        .contains("of which the\n  capture kept 45.0 kB")
        .contains("Dropped: the capturing kernel dropped 3 packets on capture.pcap")
        .contains("Not looked into: 2 packets of TCP (cut by the capture), first packet 17.")
        .contains(
            """
            1. Nagle stall · 10.7.0.1 → 10.7.0.2:8000
               39 times, 1.60 s in all (76 % of the connection)
               The client sent a small segment, then held the next one.
               Packets 10→11→12 and more.
               → Fix at the client: set TCP_NODELAY.
            """)
        .contains("   0  10.7.0.1:33722 → 10.7.0.2:8000\n")
        .contains("Looked for and not found: tiny segments.")
        .contains("Not applicable: set-up cost (no set-up was captured).")
        .contains("Failed, please report: delayed acknowledgement (it broke).");
  }

  @Test
  void manyThatFoundNothingAreCountedOrAllNamed() {
    List<DetectorResult> results =
        List.of(
            result("A", Outcome.CLEAR, null),
            result("B", Outcome.CLEAR, null),
            result("SYN", Outcome.CLEAR, null),
            result("Far", Outcome.NOT_APPLICABLE, "too far"),
            result("Dark", Outcome.NOT_APPLICABLE, "no light"),
            result("Dim", Outcome.NOT_APPLICABLE, "no light"));
    Report nagle = SampleReports.nagle();
    Report report =
        new Report(nagle.capture(), nagle.connections(), Map.of(), nagle.findings(), results);

    assertThat(text(report, 2, false))
        .contains("Looked for and not found: 3 other problems (--verbose names them).\n")
        .contains("Not applicable: 2 as no light; 1 as too far (--verbose names them).\n");
    assertThat(text(report, 3, false))
        .contains(
            "Looked for and not found: A, B, SYN.\n",
            "Not applicable: far (too far); dark, dim (no light).\n");
    assertThat(text(report, 2, true)).contains("not found: A, B, SYN.\n");
  }

  private static DetectorResult result(String title, Outcome outcome, @Nullable String reason) {
    return new DetectorResult(title.toLowerCase(Locale.ROOT), title, outcome, reason, 0, 1);
  }

  @Test
  void everyLineFitsInEightyColumns() {
    assertThat(text(SampleReports.nagle(), 10, false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Page.WIDTH));
  }

  @Test
  void emptyCaptureIsToldAsSuch() {
    assertThat(text(SampleReports.empty(), 10, false))
        .isEqualTo("empty.pcap: no packets. There is nothing to diagnose.\n");
  }

  @Test
  void asciiTerminalGetsAsciiOnly() {
    String text = text(SampleReports.nagle(), 10, false, StandardCharsets.US_ASCII, Palette.PLAIN);

    assertThat(text).contains("10.7.0.1 -> 10.7.0.2:8000").isASCII();
  }

  @Test
  void fileNamesCannotSteerTheTerminal() {
    Report report =
        SampleReports.report(
            List.of(), List.of(), SampleReports.file("a\u001b]0;owned\u0007b\n.pcap"));

    assertThat(text(report, 10, false))
        .contains("a\\x1b]0;owned\\x07b\\n.pcap")
        .doesNotContain("\u001b");
  }

  @Test
  void coloursAppearOnlyWhereAskedFor() {
    assertThat(text(SampleReports.nagle(), 10, false)).doesNotContain("\u001b");
    assertThat(text(SampleReports.nagle(), 10, false, StandardCharsets.UTF_8, Palette.ANSI))
        .contains("\u001b[1;33m1. Nagle stall\u001b[0m");
  }

  @Test
  void identicalFindingsAreToldOnceWithTheirTotal() {
    List<ConnectionSummary> connections =
        List.of(SampleReports.connection(0, 40_000), SampleReports.connection(1, 40_001));
    List<Finding> findings =
        List.of(
            SampleReports.nagle(0, 3, 120 * SampleReports.MS),
            SampleReports.nagle(1, 5, 200 * SampleReports.MS));

    String text =
        text(SampleReports.report(connections, findings, SampleReports.file("c.pcap")), 10, false);

    assertThat(text)
        .contains("8 times, 320 ms in all")
        .contains("On 2 connections; told here is the costliest, connection 1, packets 10→11→12")
        .doesNotContain("2. ");
  }

  @Test
  void theSameOfTheSameHostsForAnotherReasonIsTold() {
    List<Finding> findings =
        List.of(
            SampleReports.finding(
                "reuse", Level.WARNING, null, 12, 236 * SampleReports.MS, Map.of()),
            SampleReports.finding(
                "reuse", Level.WARNING, null, 6, 118 * SampleReports.MS, Map.of()));

    String text =
        text(SampleReports.report(List.of(), findings, SampleReports.file("c.pcap")), 10, false);

    assertThat(text).contains("18 times, 354 ms in all").contains("Besides: The client sent");
  }

  @Test
  void manyPortsOfOneHostAreToldTogether() {
    List<ConnectionSummary> connections = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int id = 0; id < 5; id++) {
      connections.add(SampleReports.connectionTo(id, 8000 + id));
      findings.add(SampleReports.finding("refused", Level.WARNING, id, 1, 0, Map.of()));
    }

    assertThat(
            text(SampleReports.report(connections, findings, SampleReports.file("c")), 10, false))
        .contains("1. refused · 10.7.0.1 → 10.7.0.2, 5 ports · 5 times on 5 connections\n")
        .doesNotContain("2. ");
    assertThat(
            text(
                SampleReports.report(
                    connections.subList(0, 3), findings.subList(0, 3), SampleReports.file("c")),
                10,
                false))
        .contains("1. refused · 10.7.0.1 → 10.7.0.2:8000 · once")
        .contains("3. refused · 10.7.0.1 → 10.7.0.2:8002 · once");
  }

  @Test
  void timeIsToldByItsCausesTheLongestFirst() {
    assertThat(text(SampleReports.nagle(), 10, false))
        .contains(
            """
            Where the time went (of 2.10 s that the connection lived)
              held by Nagle's algorithm                 █████████████▊       76 %    1.60 s
              waiting for the server                    ██▋                  14 %    300 ms
              round trips                               █▋                  9.0 %    190 ms
              unknown: the capture does not show it                         0.2 %    5.0 ms
              and little each: setting up the connection, closing (0.2 %, 5.0 ms)

            Connections
            """)
        .contains("      76 % held by Nagle's algorithm, 14 % waiting for the server\n");
  }

  @Test
  void barsHaveAnAsciiForm() {
    assertThat(text(SampleReports.nagle(), 10, false, StandardCharsets.US_ASCII, Palette.PLAIN))
        .contains("  held by Nagle's algorithm                 ##############       76 %");
  }

  @Test
  void barsOfWhatCanBeGivenBackStandOut() {
    assertThat(text(SampleReports.nagle(), 10, false, StandardCharsets.UTF_8, Palette.ANSI))
        .contains("held by Nagle's algorithm                 \u001b[1;33m█████████████▊")
        .contains("waiting for the server                    \u001b[36m██▋");
  }

  @Test
  void lifelessConnectionsHaveNoLedger() {
    Report report = SampleReports.nagle();
    Report lifeless =
        new Report(report.capture(), report.connections(), Map.of(), report.findings(), List.of());

    assertThat(text(lifeless, 10, false)).doesNotContain("Where the time went");
  }

  @Test
  void theCostliestIsAmongTheThreeInFullEvenBelowManyErrors() {
    List<Finding> findings = new ArrayList<>();
    for (String code : List.of("e-one", "e-two", "e-three", "e-four")) {
      findings.add(SampleReports.finding(code, Level.ERROR, 0, 1, 0, Map.of()));
    }
    findings.add(SampleReports.nagle(0, 39, SampleReports.SECOND));
    findings.add(SampleReports.finding("a-note", Level.NOTE, 0, 1, 0, Map.of()));

    String text = text(report(findings), 10, false);

    assertThat(text)
        .contains("1. e-one")
        .contains("2. e-two")
        .contains("3. Nagle stall")
        .contains("  error   e-three · ")
        .contains("  note    a-note · 10.7.0.1 → 10.7.0.2:8000 · once");
  }

  @Test
  void notesWithoutCostAreNoProblem() {
    String text =
        text(
            report(List.of(SampleReports.finding("a-note", Level.NOTE, 0, 2, 0, Map.of()))),
            10,
            false);

    assertThat(text).contains("No problem found.").contains("Worth knowing\n  note    a-note");
  }

  @Test
  void longListsAreCutAndSaySo() {
    List<ConnectionSummary> connections = new ArrayList<>();
    for (int id = 0; id < 30; id++) {
      connections.add(SampleReports.connection(id, 40_000 + id));
    }
    Report report =
        SampleReports.report(
            connections,
            List.of(SampleReports.nagle(17, 1, SampleReports.SECOND)),
            SampleReports.file("c.pcap"));

    assertThat(text(report, 2, false))
        .contains("Connections (2 of 30, those that lost most time)")
        .contains("   0  10.7.0.1:40000")
        .contains("  17  10.7.0.1:40017")
        .contains("All of them: -v or --top 30.");
    assertThat(text(report, 2, true)).contains("  29  10.7.0.1:40029").doesNotContain("--top");
  }

  @Test
  void damageIsToldWithWhatWasRead() {
    CaptureFileSummary cut =
        new CaptureFileSummary(
            "a.pcap",
            "pcap",
            List.of("EN10MB"),
            246,
            1,
            1,
            null,
            1234L,
            "the capture ends at byte 1234",
            null);

    assertThat(text(SampleReports.report(List.of(), List.of(), cut), 10, false))
        .contains("Damaged: a.pcap: the capture ends at byte 1234. Reported here is what")
        .contains("246 packets.");
  }

  @Test
  void oneConnectionIsToldInFull() {
    Report report = SampleReports.nagle();
    StringBuilder out = new StringBuilder();
    writer(10, false, StandardCharsets.UTF_8, Palette.PLAIN)
        .writeConnection(report, report.connections().get(0), out);

    assertThat(out.toString())
        .contains("Connection 0: 10.7.0.1:33722 → 10.7.0.2:8000\n")
        .contains("established, took 4.1 ms, 4.1 ms on the server's side, 10 µs on the")
        .contains("closed, begun by the client, TIME_WAIT at the client")
        .contains("  Delayed ACKs           unknown                    unknown\n")
        .contains("  Sent again             6                          1\n")
        .contains("    by ACKs or SACK      1                          unknown\n")
        .contains("    as probe of the tail 2                          unknown\n")
        .contains("    needlessly           1                          unknown\n")
        .doesNotContain("by timeout")
        .contains("Where the time went (of 2.10 s)\n  held by Nagle's algorithm")
        .contains("Packets 10, 11, 12, 13.");
  }

  private static Report report(List<Finding> findings) {
    return SampleReports.report(
        List.of(SampleReports.connection(0, 40_000)), findings, SampleReports.file("c.pcap"));
  }

  static String text(Report report, int top, boolean verbose) {
    return text(report, top, verbose, StandardCharsets.UTF_8, Palette.PLAIN);
  }

  private static String text(
      Report report, int top, boolean verbose, Charset charset, Palette palette) {
    StringBuilder out = new StringBuilder();
    writer(top, verbose, charset, palette).write(report, out);
    return out.toString();
  }

  private static TextReport writer(int top, boolean verbose, Charset charset, Palette palette) {
    return new TextReport(new TextOptions(top, verbose, palette, charset));
  }
}
