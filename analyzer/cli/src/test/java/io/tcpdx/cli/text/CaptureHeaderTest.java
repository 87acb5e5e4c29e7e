package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.cli.SampleReports;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.report.Report;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is said of packets that are no TCP, or may be. */
final class CaptureHeaderTest {
  private static final NotAnalysed ESP = new NotAnalysed("ESP", "encrypted", 26, null, 3);

  @Test
  void whereAllWasLookedIntoThereIsNoTcp() {
    List<OtherPackets> others = List.of(new OtherPackets("ARP", 8), new OtherPackets("ICMP", 2));
    assertThat(text(SampleReports.withoutTcp(10, List.of(), others), false))
        .contains("10 packets, none of them TCP (8 ARP, 2 ICMP). There is nothing to diagnose.")
        .doesNotContain("Not looked into");
  }

  @Test
  void whatMayHideTcpIsNotSaidToHoldNone() {
    assertThat(text(SampleReports.withoutTcp(26, List.of(ESP), List.of()), false))
        .contains("26 packets, none of which could be looked into. There is nothing to diagnose.")
        .contains("Not looked into: 26 packets of ESP (encrypted), first packet 3.");
    assertThat(
            text(
                SampleReports.withoutTcp(30, List.of(ESP), List.of(new OtherPackets("ARP", 4))),
                false))
        .contains("30 packets, no TCP among those that could be read.")
        .doesNotContain("none of them TCP");
  }

  @Test
  void theReasonIsToldInWords() {
    List<NotAnalysed> kinds =
        List.of(
            new NotAnalysed("TCP", "fragment missing", 179, 24L, 1),
            new NotAnalysed("IPv4", "cut", 2, null, 7),
            new NotAnalysed("EtherType 0x1234", "unknown", 1, null, 9));
    assertThat(flat(text(SampleReports.withoutTcp(300, kinds, List.of()), false)))
        .contains(
            "Not looked into: 179 packets of TCP (fragments of 24 incomplete datagrams), first"
                + " packet 1; 2 packets of IPv4 (cut by the capture), first packet 7; 1 packet of"
                + " EtherType 0x1234 (not decoded by tcpdx), packet 9.");
  }

  @Test
  void manyKindsAreNamedOnlyOnRequest() {
    List<NotAnalysed> kinds =
        LongStream.rangeClosed(1, 9)
            .mapToObj(i -> new NotAnalysed("kind " + i, "unknown", 10 - i, null, i))
            .toList();
    Report report = SampleReports.withoutTcp(100, kinds, List.of());
    assertThat(flat(text(report, false)))
        .contains("kind 4")
        .contains("; 15 more (--verbose names them).")
        .doesNotContain("kind 5");
    assertThat(flat(text(report, true))).contains("kind 9").doesNotContain("--verbose");
  }

  @Test
  void whatElseWasCapturedIsNamedOnRequest() {
    assertThat(text(SampleReports.nagle(), true)).contains("Also in the capture: 4 UDP, 3 ARP.");
    assertThat(text(SampleReports.nagle(), false)).doesNotContain("ARP");
  }

  private static String text(Report report, boolean verbose) {
    return TextReportTest.text(report, 10, verbose);
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
