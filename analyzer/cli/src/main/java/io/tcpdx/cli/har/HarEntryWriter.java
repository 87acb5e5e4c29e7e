package io.tcpdx.cli.har;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes entries: request, answer, timings. */
final class HarEntryWriter {
  private final JsonGenerator json;
  private final Redaction redaction;

  HarEntryWriter(JsonGenerator json, Redaction redaction) {
    this.json = json;
    this.redaction = redaction;
  }

  /**
   * Writes an entry. Its {@code connection} is the server's port, as HAR allows and Chromium reads
   * it; {@code _connectionId} tells the connections apart.
   */
  void write(HarEntry entry, String page) throws IOException {
    Response response = entry.transaction().response();
    json.writeStartObject();
    json.writeStringField("pageref", page);
    Har.time(json, "startedDateTime", entry.clockBeganNs());
    Har.milliseconds(json, "time", totalNs(entry.phases()));
    writeRequest(entry);
    if (response == null) {
      writeNoResponse(HarFailure.of(null, entry.connection()));
    } else {
      writeResponse(response, HarFailure.of(response, entry.connection()));
    }
    json.writeObjectFieldStart("cache");
    json.writeEndObject();
    writeTimings(entry.phases());
    json.writeStringField("serverIPAddress", entry.connection().server().address());
    json.writeStringField("connection", Integer.toString(entry.connection().server().port()));
    json.writeStringField("_connectionId", Integer.toString(entry.connection().id()));
    json.writeNumberField("_firstPacket", entry.transaction().firstPacket());
    json.writeNumberField("_lastPacket", entry.transaction().lastPacket());
    json.writeEndObject();
  }

  private void writeRequest(HarEntry entry) throws IOException {
    Request request = entry.request();
    String url = HarUrl.of(request, entry.connection().server());
    json.writeObjectFieldStart("request");
    json.writeStringField("method", request.method());
    json.writeStringField("url", url);
    json.writeStringField("httpVersion", version(request.message()));
    HarCookies.writeSent(json, request.message().fields(), redaction);
    writeFields(request.message().fields());
    json.writeArrayFieldStart("queryString");
    for (HarUrl.Parameter parameter : HarUrl.query(url)) {
      writeNameAndValue(parameter.name(), parameter.value());
    }
    json.writeEndArray();
    writeSizes(request.message());
    json.writeEndObject();
  }

  private void writeResponse(Response response, @Nullable String failure) throws IOException {
    Message message = response.message();
    Fields fields = message.fields();
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", response.status());
    json.writeStringField("statusText", response.reason());
    json.writeStringField("httpVersion", version(message));
    HarCookies.writeSet(json, fields, redaction);
    writeFields(fields);
    writeContent(message.passedBytes(), fields.first("Content-Type"));
    json.writeStringField("redirectURL", Objects.requireNonNullElse(fields.first("Location"), ""));
    writeSizes(message);
    json.writeNumberField(
        "_transferSize", message.headBytes() + message.passedBytes() + message.framingBytes());
    if (failure != null) {
      json.writeStringField("_error", failure);
    }
    json.writeEndObject();
  }

  /** As Chromium writes a request that nobody answered. */
  private void writeNoResponse(@Nullable String failure) throws IOException {
    json.writeObjectFieldStart("response");
    json.writeNumberField("status", 0);
    json.writeStringField("statusText", "");
    json.writeStringField("httpVersion", "");
    HarCookies.writeSet(json, Fields.NONE, redaction);
    writeFields(Fields.NONE);
    writeContent(0, null);
    json.writeStringField("redirectURL", "");
    json.writeNumberField("headersSize", Har.NONE);
    json.writeNumberField("bodySize", Har.NONE);
    json.writeNumberField("_transferSize", 0);
    json.writeStringField("_error", failure);
    json.writeEndObject();
  }

  private void writeContent(long bytes, @Nullable String mimeType) throws IOException {
    json.writeObjectFieldStart("content");
    json.writeNumberField("size", bytes);
    json.writeStringField("mimeType", mimeType == null ? "x-unknown" : mimeType);
    json.writeEndObject();
  }

  private void writeFields(Fields fields) throws IOException {
    json.writeArrayFieldStart("headers");
    for (Field field : fields.lines()) {
      writeNameAndValue(field.name(), redaction.value(field));
    }
    json.writeEndArray();
  }

  private void writeNameAndValue(String name, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", value);
    json.writeEndObject();
  }

  private void writeSizes(Message message) throws IOException {
    json.writeNumberField("headersSize", message.headBytes());
    json.writeNumberField("bodySize", message.endUnknown() ? Har.NONE : message.bodyBytes());
  }

  private static String version(Message message) {
    return "HTTP/" + (message.version().equals("2") ? "2.0" : message.version());
  }

  /**
   * What a request waited in vain stands in {@code wait}: HAR wants a number there, and that is
   * what its client did.
   */
  private void writeTimings(Phases phases) throws IOException {
    Long connectNs = phases.connectNs();
    Long tlsNs = phases.tlsNs();
    Long bothNs = connectNs == null || tlsNs == null ? connectNs : Long.valueOf(connectNs + tlsNs);
    json.writeObjectFieldStart("timings");
    Har.milliseconds(json, "blocked", phases.blockedNs());
    Har.milliseconds(json, "dns", phases.dnsNs());
    Har.milliseconds(json, "connect", bothNs);
    Har.milliseconds(json, "ssl", connectNs == null ? null : tlsNs);
    Har.milliseconds(json, "send", orZero(phases.sendNs()));
    Har.milliseconds(json, "wait", waitNs(phases));
    Har.milliseconds(json, "receive", orZero(phases.receiveNs()));
    json.writeEndObject();
  }

  private static long waitNs(Phases phases) {
    return phases.vainNs() == null ? orZero(phases.waitNs()) : phases.vainNs();
  }

  /** The sum of the timings, as HAR demands of an entry's time. */
  private static long totalNs(Phases phases) {
    return orZero(phases.blockedNs())
        + orZero(phases.dnsNs())
        + orZero(phases.connectNs())
        + (phases.connectNs() == null ? 0 : orZero(phases.tlsNs()))
        + orZero(phases.sendNs())
        + waitNs(phases)
        + orZero(phases.receiveNs());
  }

  private static long orZero(@Nullable Long ns) {
    return ns == null ? 0 : ns;
  }
}
