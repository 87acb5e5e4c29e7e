package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import java.io.IOException;
import java.util.List;

/** Findings and detectors as JSON. */
final class FindingJson {
  private FindingJson() {}

  /** The fields of a finding, within an object that is open. */
  static void writeFields(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("code", finding.code());
    json.writeStringField("level", Json.word(finding.level()));
    json.writeStringField("confidence", Json.word(finding.confidence()));
    Json.number(json, "connection", finding.connection());
    List<String> hosts = finding.hosts();
    if (hosts == null) {
      json.writeNullField("hosts");
    } else {
      Json.strings(json, "hosts", hosts);
    }
    json.writeStringField("direction", Json.direction(finding.direction()));
    json.writeNumberField("occurrences", finding.occurrences());
    Json.seconds(json, "costSeconds", finding.costNs());
    json.writeStringField("partOf", finding.partOf());
    Json.time(json, "start", finding.startNs());
    json.writeNumberField("firstPacket", finding.firstPacket());
    json.writeNumberField("lastPacket", finding.lastPacket());
    json.writeArrayFieldStart("packets");
    for (long packet : finding.packets()) {
      json.writeNumber(packet);
    }
    json.writeEndArray();
    Json.metrics(json, "metrics", finding.metrics());
    json.writeStringField("title", finding.title());
    json.writeStringField("summary", finding.summary());
    Json.strings(json, "advice", finding.advice());
  }

  /** What became of every detector, as a field of an object that is open. */
  static void writeDetectors(JsonGenerator json, List<DetectorResult> detectors)
      throws IOException {
    json.writeArrayFieldStart("detectors");
    for (DetectorResult detector : detectors) {
      json.writeStartObject();
      json.writeStringField("code", detector.code());
      json.writeStringField("title", detector.title());
      json.writeStringField("outcome", Json.word(detector.outcome()));
      json.writeStringField("reason", detector.reason());
      json.writeNumberField("findings", detector.findings());
      json.writeNumberField("connectionsChecked", detector.connectionsChecked());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
