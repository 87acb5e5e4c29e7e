package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The capture as JSON. */
final class CaptureJson {
  private CaptureJson() {}

  /** The fields of the capture, within an object that is open. */
  static void writeFields(JsonGenerator json, CaptureSummary capture) throws IOException {
    json.writeArrayFieldStart("files");
    for (CaptureFileSummary file : capture.files()) {
      writeFile(json, file);
    }
    json.writeEndArray();
    json.writeNumberField("packets", capture.packets());
    json.writeNumberField("tcpSegments", capture.tcpSegments());
    json.writeNumberField("udpDatagrams", capture.udpDatagrams());
    json.writeNumberField("undecoded", capture.undecoded());
    json.writeArrayFieldStart("undecodedReasons");
    for (NotAnalysed packets : capture.notAnalysed()) {
      json.writeStartObject();
      json.writeStringField("reason", packets.protocol() + " (" + packets.reason() + ")");
      json.writeNumberField("packets", packets.packets());
      json.writeNumberField("firstPacket", packets.firstPacket());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notAnalysed");
    for (NotAnalysed packets : capture.notAnalysed()) {
      writeNotAnalysed(json, packets);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("otherPackets");
    for (OtherPackets packets : capture.otherPackets()) {
      json.writeStartObject();
      json.writeStringField("protocol", packets.protocol());
      json.writeNumberField("packets", packets.packets());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("bytes", capture.bytes());
    json.writeNumberField("capturedBytes", capture.capturedBytes());
    json.writeNumberField("backwardTimes", capture.backwardTimes());
    json.writeNumberField("dnsCaptureDuplicates", capture.dnsCaptureDuplicates());
    Json.time(json, "start", capture.startNs());
    Json.seconds(json, "durationSeconds", durationNs(capture));
    json.writeStringField("capturePoint", Json.point(capture.capturePoint()));
  }

  private static void writeNotAnalysed(JsonGenerator json, NotAnalysed packets) throws IOException {
    json.writeStartObject();
    json.writeStringField("protocol", packets.protocol());
    json.writeStringField("reason", packets.reason());
    json.writeNumberField("packets", packets.packets());
    Json.number(json, "datagrams", packets.datagrams());
    json.writeNumberField("firstPacket", packets.firstPacket());
    json.writeEndObject();
  }

  private static @Nullable Long durationNs(CaptureSummary capture) {
    Long startNs = capture.startNs();
    Long endNs = capture.endNs();
    return startNs == null || endNs == null ? null : Math.max(0L, endNs - startNs);
  }

  private static void writeFile(JsonGenerator json, CaptureFileSummary file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeStringField("format", file.format());
    Json.strings(json, "linkTypes", file.linkTypes());
    json.writeNumberField("packets", file.packets());
    json.writeNumberField("bytes", file.bytes());
    json.writeNumberField("capturedBytes", file.capturedBytes());
    Json.number(json, "snapLength", file.snapLength());
    Json.number(json, "truncatedAt", file.truncatedAt());
    json.writeStringField("problem", file.problem());
    Json.number(json, "droppedByKernel", file.droppedByKernel());
    json.writeEndObject();
  }
}
