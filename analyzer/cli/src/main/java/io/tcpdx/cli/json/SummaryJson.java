package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.detect.Level;
import io.tcpdx.report.Report;
import java.io.IOException;

/** The sums over a whole report as JSON. */
final class SummaryJson {
  private SummaryJson() {}

  /** The fields of the summary, within an object that is open. */
  static void writeFields(JsonGenerator json, Report report) throws IOException {
    json.writeNumberField("connections", report.connections().size());
    json.writeObjectFieldStart("findings");
    for (Level level : Level.values()) {
      long count = report.findings().stream().filter(f -> f.level() == level).count();
      json.writeNumberField(Json.word(level), count);
    }
    json.writeEndObject();
    Json.seconds(json, "costSeconds", report.costNs());
    LedgerJson.write(json, report.ledger());
  }
}
