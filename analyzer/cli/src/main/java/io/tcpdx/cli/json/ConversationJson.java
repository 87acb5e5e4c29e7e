package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Excess;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was said on a connection as JSON, but for its transactions. */
final class ConversationJson {
  private ConversationJson() {}

  /** Fields of the connection's object, which is open. */
  static void writeFields(
      JsonGenerator json, ConnectionSummary connection, Conversation conversation)
      throws IOException {
    writeHttp(json, connection, conversation.http());
    writeTls(json, connection, conversation);
    Lookup lookup = conversation.lookup();
    if (lookup == null) {
      json.writeNullField("lookup");
    } else {
      json.writeObjectFieldStart("lookup");
      writeLookupFields(json, lookup, connection.times());
      json.writeEndObject();
    }
  }

  /** Which of the analysis' caps were reached, by the connection or by what was said on it. */
  static List<String> limitsHit(ConnectionSummary connection, Conversation conversation) {
    List<String> limits = new ArrayList<>(connection.limitsHit());
    limits.addAll(conversation.limitsHit());
    return limits;
  }

  private static void writeHttp(
      JsonGenerator json, ConnectionSummary connection, @Nullable HttpSummary http)
      throws IOException {
    if (http == null) {
      json.writeNullField("http");
      return;
    }
    json.writeObjectFieldStart("http");
    json.writeStringField("version", http.version());
    json.writeBooleanField("fromStart", http.fromStart());
    json.writeNumberField("transactions", http.requests());
    json.writeNumberField("responses", http.responses());
    json.writeNumberField("unanswered", http.unanswered());
    Json.flag(json, "persistent", http.persistent());
    json.writeNumberField("pipelinedRequests", http.pipelinedRequests());
    json.writeNumberField("maxPipelineDepth", http.maxPipelineDepth());
    json.writeStringField("closedBy", Json.side(connection.close().initiator()));
    json.writeNumberField("resynchronised", http.resynchronised());
    json.writeStringField("tunnel", http.tunnel());
    json.writeArrayFieldStart("excess");
    for (Excess excess : http.excess()) {
      json.writeStartObject();
      json.writeStringField("direction", Json.direction(excess.direction()));
      json.writeNumberField("afterTransaction", excess.index());
      json.writeNumberField("bytes", excess.bytes());
      Json.time(json, "start", excess.timeNs(), connection.times());
      json.writeNumberField("packet", excess.packet());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTls(
      JsonGenerator json, ConnectionSummary connection, Conversation conversation)
      throws IOException {
    TlsHandshake tls = conversation.tls();
    if (tls == null) {
      json.writeNullField("tls");
      return;
    }
    json.writeObjectFieldStart("tls");
    json.writeStringField("version", tls.version());
    json.writeStringField("serverName", tls.serverName());
    json.writeStringField("alpn", tls.alpn());
    Json.strings(json, "offeredAlpn", tls.offeredAlpn());
    Integer suite = tls.cipherSuite();
    json.writeStringField(
        "cipherSuite", suite == null ? null : String.format(Locale.ROOT, "0x%04x", suite));
    Json.flag(json, "resumed", tls.resumed());
    json.writeBooleanField("helloRetry", tls.helloRetry());
    json.writeBooleanField("earlyData", tls.earlyData());
    Json.number(json, "roundTrips", tls.roundTrips());
    Json.time(json, "start", tls.startNs(), connection.times());
    Json.seconds(json, "seconds", tls.setUpNs(connection));
    Json.time(json, "firstData", tls.firstDataNs(), connection.times());
    Json.number(json, "firstPacket", tls.startPacket());
    Json.number(json, "lastPacket", tls.endPacket());
    json.writeNumberField("turns", conversation.turns().size());
    json.writeArrayFieldStart("alerts");
    for (TlsAlert alert : tls.alerts()) {
      json.writeStartObject();
      json.writeStringField("by", Json.side(alert.by()));
      json.writeBooleanField("fatal", alert.fatal());
      json.writeStringField("description", alert.description());
      Json.time(json, "time", alert.timeNs(), connection.times());
      json.writeNumberField("packet", alert.packet());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The fields of a look-up, within an object that is open. */
  static void writeLookupFields(JsonGenerator json, Lookup lookup, CaptureTimes times)
      throws IOException {
    json.writeStringField("client", lookup.client());
    json.writeObjectFieldStart("resolver");
    json.writeStringField("address", lookup.resolver().address());
    json.writeNumberField("port", lookup.resolver().port());
    json.writeEndObject();
    json.writeStringField("name", lookup.name());
    json.writeStringField("queryType", lookup.type());
    json.writeStringField("outcome", Json.word(lookup.outcome()));
    json.writeNumberField("attempts", lookup.attempts());
    Json.time(json, "start", lookup.startNs(), times);
    boolean answered = lookup.outcome() != Lookup.Outcome.UNANSWERED;
    Json.seconds(json, "seconds", answered ? lookup.durationNs(times) : null);
    boolean known = lookup.durationNs(times) != null;
    Json.seconds(json, "retrySeconds", known ? (Long) lookup.retryNs() : null);
    json.writeNumberField("firstPacket", lookup.firstPacket());
    json.writeNumberField("lastPacket", lookup.lastPacket());
    Json.strings(json, "addresses", lookup.addresses());
  }
}
