package io.tcpdx.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.cli.SampleConversations;
import io.tcpdx.cli.SampleReports;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Cause;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  @Test
  void transactionsAreToldWithTheirPhases() throws IOException {
    JsonNode report =
        ReportSchema.assertReport(json(SampleConversations.report(SampleConversations.http())));
    JsonNode page = report.at("/transactions/0");

    assertThat(report.at("/connections/0/application").textValue()).isEqualTo("http");
    assertThat(report.at("/connections/0/http/transactions").intValue()).isEqualTo(5);
    assertThat(report.at("/connections/0/http/closedBy").textValue()).isEqualTo("client");
    assertThat(report.at("/connections/0/tls").isNull()).isTrue();
    assertThat(report.at("/connections/0/lookup/name").textValue()).isEqualTo("a");
    assertThat(report.at("/lookups/0")).isEqualTo(report.at("/connections/0/lookup"));
    assertThat(page.at("/seconds").toString())
        .isEqualTo(
            "{\"dns\":0.012,\"connect\":0.00411,\"tls\":null,\"send\":0,\"blocked\":null,"
                + "\"wait\":0.02,\"receive\":0.04,\"total\":0.07611,\"inVain\":null}");
    assertThat(page.get("declaredBytes").intValue()).isEqualTo(20_000);
    assertThat(page.get("reusedConnection").booleanValue()).isFalse();
    assertThat(report.at("/transactions/1/cutBy").textValue()).isEqualTo("fin");
    assertThat(report.at("/transactions/1/complete").booleanValue()).isFalse();
    assertThat(report.at("/transactions/1/reusedConnection").booleanValue()).isTrue();
    assertThat(report.at("/transactions/3/seconds/blocked").decimalValue())
        .isEqualByComparingTo("0.029");
    assertThat(report.at("/transactions/4/status").isNull()).isTrue();
    assertThat(report.at("/transactions/4/seconds/total").isNull()).isTrue();
    assertThat(report.at("/transactions/4/seconds/inVain").decimalValue())
        .isEqualByComparingTo("1.79");
  }

  @Test
  void whetherAConnectionWasUsedBeforeIsUnknownWhereItsBeginningIs() throws IOException {
    Conversation whole = SampleConversations.http();
    HttpSummary http = Objects.requireNonNull(whole.http());
    HttpSummary within =
        new HttpSummary("1.1", false, http.requests(), 4, true, 2, 3, 1, 0, List.of(), null);
    Conversation conversation =
        new Conversation(
            whole.application(), within, whole.transactions(), null, List.of(), null, List.of());

    JsonNode report = ReportSchema.assertReport(json(SampleConversations.report(conversation)));

    assertThat(report.at("/transactions/0/reusedConnection").isNull()).isTrue();
    assertThat(report.at("/transactions/0/seconds/connect").isNull()).isTrue();
    assertThat(report.at("/transactions/1/reusedConnection").booleanValue()).isTrue();
  }

  @Test
  void tlsIsToldAsFarAsItIsInClear() throws IOException {
    JsonNode report =
        ReportSchema.assertReport(json(SampleConversations.report(SampleConversations.tls())));
    JsonNode tls = report.at("/connections/0/tls");

    assertThat(tls.get("serverName").textValue()).isEqualTo("a.example");
    assertThat(tls.get("cipherSuite").textValue()).isEqualTo("0x1301");
    assertThat(tls.get("seconds").decimalValue()).isEqualByComparingTo("0.04");
    assertThat(tls.get("turns").intValue()).isEqualTo(2);
    assertThat(tls.at("/alerts/0/description").textValue()).isEqualTo("close_notify");
    assertThat(report.at("/connections/0/limitsHit/0").textValue()).isEqualTo("a limit");
    assertThat(report.at("/transactions")).isEmpty();
  }

  @Test
  void whateverStoodOnTheWireTheJsonIsValid() throws IOException {
    Transaction odd =
        SampleConversations.transaction(
            0,
            SampleConversations.request("G\u0000T", "/\u001b[2J\"\\\u00ff\u0085", 5, 5),
            null,
            0);

    String json = json(SampleConversations.report(SampleConversations.http(odd)));

    JsonNode report = ReportSchema.assertReport(json);
    assertThat(json.chars().filter(c -> c < ' ' && c != '\n').count()).isZero();
    assertThat(report.at("/transactions/0/method").textValue()).isEqualTo("G\u0000T");
    assertThat(report.at("/transactions/0/target").textValue())
        .isEqualTo("/\u001b[2J\"\\\u00ff\u0085");
  }

  @Test
  void transactionsAndLookupsAreLinesOfNdjson() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NdjsonLines("0.0.0", out).write(SampleConversations.report(SampleConversations.http()));
    List<String> types = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      types.add(ReportSchema.assertLine(line).get("type").textValue());
    }

    assertThat(types.subList(0, 3)).containsExactly("capture", "connection", "transaction");
    assertThat(types.subList(6, 9)).containsExactly("transaction", "lookup", "summary");
  }

  @Test
  void openFindingsAreLinesOfNdjson() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NdjsonLines("0.0.0", out).writeOpenFinding(SampleReports.nagle(0, 1, 1));

    JsonNode line = ReportSchema.assertLine(out.toString(StandardCharsets.UTF_8));

    assertThat(line.get("type").textValue()).isEqualTo("openFinding");
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
