package io.tcpdx.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.cli.SampleReports;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Cause;
import io.tcpdx.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void emptyCaptureMatchesTheSchema() throws IOException {
    JsonNode report = ReportSchema.assertReport(json(SampleReports.empty()));

    assertThat(report.at("/capture/packets").longValue()).isZero();
    assertThat(report.at("/capture/start").isNull()).isTrue();
    assertThat(report.at("/capture/durationSeconds").isNull()).isTrue();
  }

  @Test
  void reportMatchesTheSchema() throws IOException {
    JsonNode report = ReportSchema.assertReport(json(SampleReports.nagle()));

    assertThat(report.at("/findings/0/direction").textValue()).isEqualTo("clientToServer");
    assertThat(report.at("/connections/0/close/kind").textValue()).isEqualTo("graceful");
    assertThat(report.at("/detectors/3/outcome").textValue()).isEqualTo("not-applicable");
    assertThat(report.at("/summary/findings/warning").intValue()).isEqualTo(1);
  }

  @Test
  void durationsAreExactSecondsWithoutExponent() throws IOException {
    String json = json(SampleReports.nagle());

    assertThat(json).contains("\"costSeconds\": 1.6,");
    assertThat(json).contains("\"clientSideSeconds\": 0.00001,");
    assertThat(json).contains("\"closeWaitSeconds\": 0,");
    assertThat(json).contains("\"start\": \"2026-11-22T18:14:03.123456789Z\"");
  }

  @Test
  void ledgerHoldsAllCausesAndAddsUpToTheNanosecond() throws IOException {
    JsonNode report = ReportSchema.assertReport(json(SampleReports.nagle()));
    JsonNode ledger = report.at("/connections/0/ledger");

    assertThat(ledger).hasSize(Cause.values().length);
    assertThat(ledger.get("serverThink").decimalValue()).isEqualByComparingTo("0.3");
    assertThat(ledger.get("tlsHandshake").decimalValue()).isEqualByComparingTo("0");
    assertThat(sum(ledger))
        .isEqualByComparingTo(report.at("/connections/0/durationSeconds").decimalValue());
    assertThat(sum(report.at("/summary/ledger"))).isEqualByComparingTo(sum(ledger));
  }

  private static BigDecimal sum(JsonNode ledger) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode seconds : ledger) {
      sum = sum.add(seconds.decimalValue());
    }
    return sum;
  }

  @Test
  void unknownIsNull() throws IOException {
    String json = json(SampleReports.nagle());

    assertThat(json).contains("\"pathRttSeconds\": null");
    assertThat(json).contains("\"delayedAcks\": null");
    assertThat(json).contains("\"fast\": null");
  }

  @Test
  void metricsKeepTheirTypes() throws IOException {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    metrics.put("aSeconds", 1e-9);
    metrics.put("bShare", new BigDecimal("0.760"));
    metrics.put("cBytes", 20_000_000_000L);
    metrics.put("safe", true);
    metrics.put("reason", "idle\u001b[2J");
    metrics.put("nothing", null);
    metrics.put("notANumber", Double.NaN);
    Finding finding = SampleReports.finding("test", Level.NOTE, null, 1, 0, metrics);

    String json = json(report(finding));

    ReportSchema.assertReport(json);
    assertThat(json)
        .contains("\"aSeconds\": 0.000000001")
        .contains("\"bShare\": 0.76,")
        .contains("\"cBytes\": 20000000000")
        .contains("\"safe\": true")
        .contains("\"reason\": \"idle\\u001B[2J\"")
        .contains("\"nothing\": null")
        .contains("\"notANumber\": null");
  }

  @Test
  void damagedFileMatchesTheSchema() throws IOException {
    CaptureFileSummary cut =
        new CaptureFileSummary(
            "a.pcap", "pcap.gz", List.of("RAW"), 3, 300, 200, null, 1234L, "it ends", null);

    JsonNode report =
        ReportSchema.assertReport(json(SampleReports.report(List.of(), List.of(), cut)));

    assertThat(report.at("/capture/files/0/truncatedAt").longValue()).isEqualTo(1234);
  }

  @Test
  void sameReportGivesSameBytes() throws IOException {
    assertThat(json(SampleReports.nagle())).isEqualTo(json(SampleReports.nagle()));
  }

  @Test
  void everyLineOfNdjsonMatchesTheSchema() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NdjsonLines("0.0.0", out).write(SampleReports.nagle());

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(ReportSchema.assertLine(lines.get(0)).get("type").textValue()).isEqualTo("capture");
    assertThat(ReportSchema.assertLine(lines.get(1)).get("type").textValue())
        .isEqualTo("connection");
    assertThat(ReportSchema.assertLine(lines.get(2)).get("type").textValue()).isEqualTo("finding");
    assertThat(ReportSchema.assertLine(lines.get(3)).get("type").textValue()).isEqualTo("summary");
  }

  private static Report report(Finding finding) {
    return SampleReports.report(
        List.of(SampleReports.connection(0, 40_000)),
        List.of(finding),
        SampleReports.file("capture.pcap"));
  }

  private static String json(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonReport("0.0.0").write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
