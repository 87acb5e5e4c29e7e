package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The whole report as one JSON value. Its fields are described by {@code report.schema.json} beside
 * the commands; the same report always gives the same bytes.
 */
public final class JsonReport {
  /** Grows when a field changes its meaning or goes; not when one is added. */
  static final int SCHEMA_VERSION = 1;

  private final String toolVersion;

  /**
   * @param toolVersion the version of tcpdx
   */
  public JsonReport(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  /** Writes the report in UTF-8 and flushes; leaves the stream open. */
  public void write(Report report, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeObjectFieldStart("tool");
      json.writeStringField("name", "tcpdx");
      json.writeStringField("version", toolVersion);
      json.writeEndObject();
      json.writeObjectFieldStart("capture");
      CaptureJson.writeFields(json, report.capture());
      json.writeEndObject();
      json.writeObjectFieldStart("summary");
      SummaryJson.writeFields(json, report);
      json.writeEndObject();
      FindingJson.writeDetectors(json, report.detectors());
      writeObjects(
          json,
          "connections",
          report.connections(),
          (into, connection) -> {
            ConnectionJson.writeFields(
                into, connection, report.ledger(connection), report.conversation(connection));
            StoryJson.write(into, report.story(), connection);
          });
      writeTransactions(json, report);
      writeObjects(
          json,
          "lookups",
          report.lookups(),
          (into, lookup) -> ConversationJson.writeLookupFields(into, lookup, report.times()));
      writeObjects(json, "proxied", report.proxied(), ProxiedJson::writeFields);
      writeObjects(json, "findings", report.findings(), FindingJson::writeFields);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeTransactions(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("transactions");
    for (ConnectionSummary connection : report.connections()) {
      TransactionJson.writeAll(
          connection,
          report.conversation(connection),
          fields -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
          });
    }
    json.writeEndArray();
  }

  private static <T> void writeObjects(
      JsonGenerator json, String field, Iterable<T> objects, FieldsOf<T> fields)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (T object : objects) {
      json.writeStartObject();
      fields.write(json, object);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the fields of an object that is open. */
  private interface FieldsOf<T> {
    void write(JsonGenerator json, T object) throws IOException;
  }

  /** What both forms of JSON are written with: no exponents, streams stay open. */
  static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build();
  }

  /** Writes JSON of several lines, indented; leaves the stream open. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = factory().createGenerator(out);
    json.setPrettyPrinter(printer());
    return json;
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return printer;
  }
}
