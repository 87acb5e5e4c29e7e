package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.protocol.proxy.FieldChanges;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import java.io.IOException;

/** The requests that were seen on both sides of a proxy, as JSON. */
final class ProxiedJson {
  private ProxiedJson() {}

  /** Fields of the request's object, which is open. */
  static void writeFields(JsonGenerator json, ProxiedRequest request) throws IOException {
    json.writeNumberField("connection", request.inbound().connection().id());
    json.writeNumberField("index", request.asked().index());
    json.writeNumberField("forwardedConnection", request.outbound().connection().id());
    json.writeNumberField("forwardedIndex", request.forwarded().index());
    json.writeBooleanField("certain", request.certain());
    Json.seconds(json, "insideSeconds", request.insideNs());
    Json.seconds(json, "connectSeconds", request.connectNs());
    writeChanges(json, "requestFields", request.requestChanges());
    writeChanges(json, "responseFields", request.responseChanges());
  }

  private static void writeChanges(JsonGenerator json, String field, FieldChanges changes)
      throws IOException {
    json.writeObjectFieldStart(field);
    Json.strings(json, "added", changes.added());
    Json.strings(json, "removed", changes.removed());
    Json.strings(json, "changed", changes.changed());
    json.writeEndObject();
  }
}
