package io.tcpdx.cli.har;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.protocol.Fields;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Cookies as HAR has them (RFC 6265 §4). */
final class HarCookies {
  private HarCookies() {}

  /** The cookies that a request carries. */
  static void writeSent(JsonGenerator json, Fields fields, Redaction redaction) throws IOException {
    json.writeArrayFieldStart("cookies");
    if (!redaction.hides("Cookie")) {
      for (String value : fields.all("Cookie")) {
        for (String pair : value.split(";", -1)) {
          writeSent(json, pair.strip());
        }
      }
    }
    json.writeEndArray();
  }

  private static void writeSent(JsonGenerator json, String pair) throws IOException {
    if (!pair.isEmpty()) {
      json.writeStartObject();
      writePair(json, pair);
      json.writeEndObject();
    }
  }

  /** The cookies that an answer sets. */
  static void writeSet(JsonGenerator json, Fields fields, Redaction redaction) throws IOException {
    json.writeArrayFieldStart("cookies");
    if (!redaction.hides("Set-Cookie")) {
      for (String value : fields.all("Set-Cookie")) {
        String[] parts = value.split(";", -1);
        json.writeStartObject();
        writePair(json, parts[0].strip());
        writeAttributes(json, parts);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void writePair(JsonGenerator json, String pair) throws IOException {
    int equals = pair.indexOf('=');
    json.writeStringField("name", equals < 0 ? "" : pair.substring(0, equals));
    json.writeStringField("value", pair.substring(equals + 1));
  }

  /** Of attributes that are there twice the last one counts (RFC 6265 §5.3). */
  private static void writeAttributes(JsonGenerator json, String[] parts) throws IOException {
    String path = null;
    String domain = null;
    String expires = null;
    boolean httpOnly = false;
    boolean secure = false;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).strip();
      String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "path" -> path = value;
        case "domain" -> domain = value;
        case "expires" -> expires = value;
        case "httponly" -> httpOnly = true;
        case "secure" -> secure = true;
        default -> {}
      }
    }
    if (path != null) {
      json.writeStringField("path", path);
    }
    if (domain != null) {
      json.writeStringField("domain", domain);
    }
    if (expires != null) {
      writeExpires(json, expires);
    }
    json.writeBooleanField("httpOnly", httpOnly);
    json.writeBooleanField("secure", secure);
  }

  /** Nothing where it is no date, or in a form that nobody should write any more. */
  private static void writeExpires(JsonGenerator json, String expires) throws IOException {
    ZonedDateTime date;
    try {
      date = ZonedDateTime.parse(expires.replace('-', ' '), DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeException e) {
      return;
    }
    json.writeStringField("expires", DateTimeFormatter.ISO_INSTANT.format(date));
  }
}
