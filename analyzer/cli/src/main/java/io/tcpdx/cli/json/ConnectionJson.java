package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.connection.RttSummary;
import io.tcpdx.connection.SeenAlso;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection as JSON. */
final class ConnectionJson {
  private ConnectionJson() {}

  /** The fields of a connection, within an object that is open. */
  static void writeFields(
      JsonGenerator json,
      ConnectionSummary connection,
      LedgerSummary ledger,
      Conversation conversation)
      throws IOException {
    json.writeNumberField("id", connection.id());
    writeEndpoint(json, "client", connection.client());
    writeEndpoint(json, "server", connection.server());
    json.writeBooleanField("roleCertain", connection.roleCertain());
    json.writeStringField("application", Json.word(conversation.application()));
    Json.time(json, "start", connection.startNs(), connection.times());
    Json.seconds(json, "durationSeconds", connection.durationNs());
    json.writeNumberField("firstPacket", connection.firstPacket());
    json.writeNumberField("lastPacket", connection.lastPacket());
    json.writeBooleanField("bothDirections", connection.bothDirections());
    writeHandshake(json, connection.handshake());
    writeClose(json, connection.close());
    json.writeStringField("capturePoint", Json.point(connection.capturePoint()));
    writeSeenAlso(json, connection.seenAlso());
    writeHalfStream(json, "clientToServer", connection.clientToServer());
    writeHalfStream(json, "serverToClient", connection.serverToClient());
    Json.strings(json, "limitsHit", ConversationJson.limitsHit(connection, conversation));
    ConversationJson.writeFields(json, connection, conversation);
    LedgerJson.write(json, ledger);
  }

  private static void writeSeenAlso(JsonGenerator json, List<SeenAlso> views) throws IOException {
    json.writeArrayFieldStart("seenAlsoAs");
    for (SeenAlso view : views) {
      json.writeStartObject();
      writeEndpoint(json, "client", view.client());
      writeEndpoint(json, "server", view.server());
      json.writeBooleanField("otherSequenceNumbers", view.otherSequenceNumbers());
      json.writeNumberField("packets", view.packets());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeEndpoint(JsonGenerator json, String field, Endpoint endpoint)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("address", endpoint.address());
    json.writeNumberField("port", endpoint.port());
    json.writeEndObject();
  }

  private static void writeHandshake(JsonGenerator json, HandshakeSummary handshake)
      throws IOException {
    json.writeObjectFieldStart("handshake");
    json.writeBooleanField("seen", handshake.seen());
    Json.seconds(json, "seconds", handshake.totalNs());
    Json.seconds(json, "serverSideSeconds", handshake.serverSideNs());
    Json.seconds(json, "clientSideSeconds", handshake.clientSideNs());
    json.writeNumberField("synRetransmissions", handshake.synRetransmissions());
    json.writeNumberField("synAckRetransmissions", handshake.synAckRetransmissions());
    Json.seconds(json, "lostSeconds", handshake.lostNs());
    json.writeStringField("outcome", Json.word(handshake.outcome()));
    json.writeEndObject();
  }

  private static void writeClose(JsonGenerator json, CloseSummary close) throws IOException {
    json.writeObjectFieldStart("close");
    json.writeStringField("kind", Json.word(close.kind()));
    json.writeStringField("initiator", Json.side(close.initiator()));
    json.writeStringField("timeWaitAt", Json.side(close.timeWaitAt()));
    Json.seconds(json, "closeWaitSeconds", close.closeWaitNs());
    json.writeNumberField("unackedBytes", close.unackedBytes());
    json.writeEndObject();
  }

  private static void writeHalfStream(JsonGenerator json, String field, HalfStreamSummary half)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("segments", half.segments());
    json.writeNumberField("payloadBytes", half.payloadBytes());
    writeRetransmissions(json, half.retransmissions());
    json.writeNumberField("outOfOrder", half.outOfOrder());
    json.writeNumberField("duplicateAcks", half.duplicateAcks());
    json.writeNumberField("captureDuplicates", half.captureDuplicates());
    json.writeNumberField("missingBytes", half.missingBytes());
    json.writeNumberField("zeroWindows", half.zeroWindows());
    json.writeNumberField("windowProbes", half.windowProbes());
    json.writeNumberField("keepAlives", half.keepAlives());
    Json.number(json, "mss", half.mss());
    Json.number(json, "windowScale", half.windowScale());
    Json.flag(json, "sackPermitted", half.sackPermitted());
    Json.flag(json, "timestamps", half.timestamps());
    writeRtt(json, half.pathRtt());
    json.writeNumberField("pureAcks", half.pureAcks());
    json.writeNumberField("piggybackedAcks", half.piggybackedAcks());
    Json.number(json, "delayedAcks", half.delayedAcks());
    Json.number(json, "initialWindowBytes", half.initialWindowBytes());
    Json.number(json, "initialWindowSegments", half.initialWindowSegments());
    Json.number(json, "maxFlightBytes", half.maxFlightBytes());
    json.writeEndObject();
  }

  private static void writeRetransmissions(JsonGenerator json, RetransmissionSummary again)
      throws IOException {
    json.writeObjectFieldStart("retransmissions");
    json.writeNumberField("total", again.total());
    Json.number(json, "fast", again.fast());
    Json.number(json, "timeout", again.timeout());
    Json.number(json, "tailLossProbe", again.tailLossProbe());
    Json.number(json, "spurious", again.spurious());
    Json.number(json, "unknown", again.unknown());
    Json.number(json, "fastRetransmits", again.fastRetransmits());
    Json.number(json, "probes", again.probes());
    Json.number(json, "timeouts", again.timeouts());
    json.writeEndObject();
  }

  private static void writeRtt(JsonGenerator json, @Nullable RttSummary rtt) throws IOException {
    if (rtt == null) {
      json.writeNullField("pathRttSeconds");
      return;
    }
    json.writeObjectFieldStart("pathRttSeconds");
    Json.seconds(json, "min", rtt.minNs());
    Json.seconds(json, "median", rtt.medianNs());
    Json.seconds(json, "p95", rtt.p95Ns());
    json.writeNumberField("samples", rtt.samples());
    json.writeEndObject();
  }
}
