package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Outcome;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AnalyzerTest {
  private static final String STALL_AND_REFUSAL =
      """
      handshake rtt 20ms
      repeat 3
      +.001 > P.  *(100) ack *
      +.060 < .   *(0) ack *
      +.0001 > P. *(50) ack *
      +.021 < P.  *(200) ack *
      end
      connection 40001
      +.010 > S   0:0(0) win 64240 <mss 1460>
      +.020 < R.  0:0(0) ack 1
      """;

  private static Report analyze(AnalysisOptions options, AnalysisListener listener, String story) {
    Analyzer analyzer = new Analyzer(options, listener);
    Timeline.of(story).play(analyzer::onFrame);
    return analyzer.finish(List.of());
  }

  @Test
  void findingsStandInTheOrderOfWhatTheyMatter() {
    Report report = analyze(AnalysisOptions.DEFAULT, AnalysisListener.NONE, STALL_AND_REFUSAL);

    assertThat(report.findings())
        .extracting(Finding::code)
        .containsExactly("connection-refused", "nagle-stall", "delayed-ack");
    assertThat(report.findings())
        .extracting(Finding::level)
        .containsExactly(Level.ERROR, Level.WARNING, Level.NOTE);
  }

  @Test
  void detectorsCanBeChosenAndLeftOut() {
    AnalysisOptions only = new AnalysisOptions(Set.of("delayed-ack"), Set.of(), 0, 0);
    AnalysisOptions skip = new AnalysisOptions(Set.of(), Set.of("delayed-ack"), 0, 0);

    assertThat(analyze(only, AnalysisListener.NONE, STALL_AND_REFUSAL).detectors())
        .singleElement()
        .matches(result -> result.code().equals("delayed-ack"))
        .matches(result -> result.outcome() == Outcome.FOUND && result.findings() == 1);
    assertThat(analyze(skip, AnalysisListener.NONE, STALL_AND_REFUSAL).detectors())
        .isNotEmpty()
        .noneMatch(result -> result.code().equals("delayed-ack"));
  }

  @Test
  void cheapFindingsCanBeLeftOut() {
    AnalysisOptions dear = new AnalysisOptions(Set.of(), Set.of(), 100_000_000, 0);

    assertThat(analyze(dear, AnalysisListener.NONE, STALL_AND_REFUSAL).findings())
        .extracting(Finding::code)
        .containsExactly("nagle-stall");
  }

  @Test
  void theListenerHearsOfConnectionsAndFindings() {
    List<Integer> connections = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    AnalysisListener listener =
        new AnalysisListener() {
          @Override
          public void onConnection(
              ConnectionSummary connection, LedgerSummary ledger, Conversation conversation) {
            connections.add(connection.id());
          }

          @Override
          public void onFinding(Finding finding) {
            findings.add(finding.code());
          }
        };

    analyze(AnalysisOptions.DEFAULT, listener, STALL_AND_REFUSAL);

    assertThat(connections).containsExactlyInAnyOrder(0, 1);
    assertThat(findings)
        .containsExactlyInAnyOrder("nagle-stall", "delayed-ack", "connection-refused");
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void theCapturePointIsToldFromTheRtts(Vantage vantage) {
    Report report =
        Timeline.of(
                """
                handshake rtt 40ms
                +.001 > P.  *(100) ack *
                +.0401 < P. *(200) ack *
                +.0001 > .  *(0) ack *
                """)
            .report(vantage);

    assertThat(report.capture().capturePoint()).isEqualTo(CapturePoint.valueOf(vantage.name()));
  }

  @Test
  void anEmptyCaptureHasNothingToJudge() {
    Report report = analyze(AnalysisOptions.DEFAULT, AnalysisListener.NONE, "");

    assertThat(report.connections()).isEmpty();
    assertThat(report.detectors())
        .isNotEmpty()
        .allMatch(result -> result.outcome() == Outcome.NOT_APPLICABLE)
        .allMatch(result -> "no TCP connection was seen".equals(result.reason()));
  }

  @Test
  void framesThatCannotBeDecodedAreCounted() {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    Frame frame = new Frame();
    frame.set(ByteBuffer.allocate(10), 0, 10, 60, 1, 1, 1);
    analyzer.onFrame(frame);

    Report report = analyzer.finish(List.of());

    assertThat(report.capture().undecoded()).isEqualTo(1);
    assertThat(report.capture().notAnalysed())
        .containsExactly(new NotAnalysed("Ethernet", "cut", 1, null, 1));
  }

  @Test
  void whatHoldsNoTcpIsToldFromWhatMay() {
    Analyzer analyzer = new Analyzer(AnalysisOptions.DEFAULT, AnalysisListener.NONE);
    String ip = "4500 0028 1234 %s 40 %s 0000 c0000201 c6336402" + "00".repeat(20);
    packet(analyzer, 1, ip.formatted("0000", "01"));
    packet(analyzer, 2, ip.formatted("0000", "32"));
    packet(analyzer, 3, ip.formatted("0000", "32"));
    packet(analyzer, 4, ip.formatted("0003", "06"));
    packet(analyzer, 5, ip.formatted("0003", "01"));

    CaptureSummary capture = analyzer.finish(List.of()).capture();

    assertThat(capture.packets()).isEqualTo(5);
    assertThat(capture.undecoded()).isEqualTo(3);
    assertThat(capture.notAnalysed())
        .containsExactly(
            new NotAnalysed("ESP", "encrypted", 2, null, 2),
            new NotAnalysed("TCP", "fragment missing", 1, 1L, 4));
    assertThat(capture.otherPackets())
        .containsExactly(new OtherPackets("ICMP", 1), new OtherPackets("IP fragment", 1));
  }

  private static void packet(Analyzer analyzer, long number, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    Frame frame = new Frame();
    frame.set(ByteBuffer.wrap(bytes), 0, bytes.length, bytes.length, 1, LinkTypes.RAW, number);
    analyzer.onFrame(frame);
  }
}
