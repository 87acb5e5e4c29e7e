package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP's transactions as JSON. */
final class TransactionJson {
  private TransactionJson() {}

  /** Writes the fields of one transaction. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** What a transaction's fields are handed to: an element of an array, or a line. */
  interface Frame {
    void put(Fields fields) throws IOException;
  }

  /** Every transaction of a connection. */
  static void writeAll(ConnectionSummary connection, Conversation conversation, Frame frame)
      throws IOException {
    List<Phases> phases = Phases.ofTransactions(connection, conversation);
    HttpSummary http = conversation.http();
    boolean fromStart = http != null && http.fromStart();
    for (int i = 0; i < phases.size(); i++) {
      Transaction transaction = conversation.transactions().get(i);
      Phases its = phases.get(i);
      frame.put(json -> writeFields(json, connection, transaction, its, fromStart));
    }
  }

  private static void writeFields(
      JsonGenerator json,
      ConnectionSummary connection,
      Transaction transaction,
      Phases phases,
      boolean fromStart)
      throws IOException {
    Request request = transaction.request();
    Response response = transaction.response();
    json.writeNumberField("connection", connection.id());
    json.writeNumberField("index", transaction.index());
    Json.number(json, "stream", transaction.stream());
    json.writeStringField("method", request == null ? null : request.method());
    json.writeStringField("target", request == null ? null : request.target());
    json.writeStringField("host", request == null ? null : request.host());
    json.writeStringField("version", request == null ? null : request.message().version());
    Json.number(json, "status", status(response));
    json.writeStringField("reason", response == null ? null : response.reason());
    Message asked = request == null ? null : request.message();
    Message answered = response == null ? null : response.message();
    Json.number(json, "requestPacket", asked == null ? null : asked.firstPacket());
    Json.number(json, "responsePacket", answered == null ? null : answered.firstPacket());
    json.writeNumberField("firstPacket", transaction.firstPacket());
    json.writeNumberField("lastPacket", transaction.lastPacket());
    Json.time(json, "start", transaction.startNs(), connection.times());
    Long answeredNs = answered == null ? null : answered.startNs();
    Json.time(json, "responseStart", answeredNs, connection.times());
    Json.time(json, "end", transaction.endNs(), connection.times());
    writePhases(json, phases);
    writeBytes(json, asked, answered, response);
    json.writeBooleanField("complete", transaction.complete());
    json.writeStringField("cutBy", cutBy(asked, answered));
    Boolean reused = transaction.index() > 0 ? Boolean.TRUE : fromStart ? false : null;
    Json.flag(json, "reusedConnection", reused);
    json.writeBooleanField("pipelined", transaction.pipelined());
    json.writeNumberField("unansweredAhead", transaction.ahead());
    json.writeBooleanField("certain", transaction.certain());
    Json.strings(json, "irregularities", irregularities(asked, answered));
  }

  /** Answers of HTTP/0.9 have none. */
  private static @Nullable Integer status(@Nullable Response response) {
    return response == null || response.status() == 0 ? null : response.status();
  }

  private static void writePhases(JsonGenerator json, Phases phases) throws IOException {
    json.writeObjectFieldStart("seconds");
    Json.seconds(json, "dns", phases.dnsNs());
    Json.seconds(json, "connect", phases.connectNs());
    Json.seconds(json, "tls", phases.tlsNs());
    Json.seconds(json, "send", phases.sendNs());
    Json.seconds(json, "blocked", phases.blockedNs());
    Json.seconds(json, "wait", phases.waitNs());
    Json.seconds(json, "receive", phases.receiveNs());
    Json.seconds(json, "total", phases.totalNs());
    Json.seconds(json, "inVain", phases.vainNs());
    json.writeEndObject();
  }

  private static void writeBytes(
      JsonGenerator json,
      @Nullable Message asked,
      @Nullable Message answered,
      @Nullable Response response)
      throws IOException {
    Json.number(json, "requestHeadBytes", asked == null ? null : asked.headBytes());
    Json.number(json, "requestBodyBytes", asked == null ? null : asked.bodyBytes());
    Json.number(json, "responseHeadBytes", answered == null ? null : answered.headBytes());
    json.writeStringField("bodyDelimiter", delimiter(answered));
    Json.number(json, "declaredBytes", answered == null ? null : answered.declaredBytes());
    Json.number(
        json,
        "receivedBytes",
        answered == null || answered.endUnknown() ? null : answered.bodyBytes());
    Json.number(json, "unreadBytes", answered == null ? null : answered.unreadBytes());
    Json.number(json, "missingBytes", answered == null ? null : answered.missingBytes());
    Json.number(json, "interimResponses", response == null ? null : response.interimCount());
  }

  /** Null where the head is not known that tells it. */
  private static @Nullable String delimiter(@Nullable Message answered) {
    if (answered == null) {
      return null;
    }
    boolean headCut = answered.endUnknown() && answered.delimiter() == BodyDelimiter.NONE;
    return headCut ? null : Json.word(answered.delimiter());
  }

  /** How the direction ended that cut the answer, or else the request. */
  private static @Nullable String cutBy(@Nullable Message asked, @Nullable Message answered) {
    StreamEnd end = answered == null ? null : answered.cutBy();
    if (end == null && asked != null) {
      end = asked.cutBy();
    }
    return end == null ? null : Json.word(end);
  }

  private static List<String> irregularities(@Nullable Message asked, @Nullable Message answered) {
    Set<Irregularity> all = EnumSet.noneOf(Irregularity.class);
    all.addAll(asked == null ? Set.of() : asked.irregularities());
    all.addAll(answered == null ? Set.of() : answered.irregularities());
    return all.stream().map(Json::word).toList();
  }
}
