package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import io.tcpdx.report.Report;
import io.tcpdx.story.Story;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The report's values as JSON, one a line, each with its type. */
public final class NdjsonLines {
  private final JsonFactory factory = JsonReport.factory();
  private final String toolVersion;
  private final OutputStream out;

  /**
   * @param toolVersion the version of tcpdx
   * @param out where the lines go, in UTF-8; flushed by whoever opened it
   */
  public NdjsonLines(String toolVersion, OutputStream out) {
    this.toolVersion = toolVersion;
    this.out = out;
  }

  /**
   * All lines of a report: the capture, its connections, each with its transactions behind it, the
   * look-ups, the requests seen on both sides of a proxy, the findings, the summary.
   */
  public void write(Report report) throws IOException {
    writeCapture(report);
    for (ConnectionSummary connection : report.connections()) {
      writeConnection(
          connection, report.ledger(connection), report.conversation(connection), report.story());
    }
    writeLookups(report);
    writeProxied(report);
    for (Finding finding : report.findings()) {
      writeFinding(finding);
    }
    writeSummary(report);
  }

  /** One line: what the capture was. */
  public void writeCapture(Report report) throws IOException {
    line(
        "capture",
        json -> {
          json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
          json.writeObjectFieldStart("tool");
          json.writeStringField("name", "tcpdx");
          json.writeStringField("version", toolVersion);
          json.writeEndObject();
          CaptureJson.writeFields(json, report.capture());
        });
  }

  /** Lines: a connection, then each of its transactions. */
  public void writeConnection(
      ConnectionSummary connection, LedgerSummary ledger, Conversation conversation)
      throws IOException {
    writeConnection(connection, ledger, conversation, null);
  }

  private void writeConnection(
      ConnectionSummary connection,
      LedgerSummary ledger,
      Conversation conversation,
      @Nullable Story story)
      throws IOException {
    line(
        "connection",
        json -> {
          ConnectionJson.writeFields(json, connection, ledger, conversation);
          StoryJson.write(json, story, connection);
        });
    TransactionJson.writeAll(
        connection, conversation, fields -> line("transaction", fields::write));
  }

  /** A line for each look-up. */
  public void writeLookups(Report report) throws IOException {
    for (Lookup lookup : report.lookups()) {
      line("lookup", json -> ConversationJson.writeLookupFields(json, lookup, report.times()));
    }
  }

  /** A line for each request that was seen on both sides of a proxy. */
  public void writeProxied(Report report) throws IOException {
    for (ProxiedRequest request : report.proxied()) {
      line("proxied", json -> ProxiedJson.writeFields(json, request));
    }
  }

  /** One line: a finding. */
  public void writeFinding(Finding finding) throws IOException {
    line("finding", json -> FindingJson.writeFields(json, finding));
  }

  /**
   * One line: what a connection that is still open shows so far; the finding itself comes later.
   */
  public void writeOpenFinding(Finding finding) throws IOException {
    line("openFinding", json -> FindingJson.writeFields(json, finding));
  }

  /** One line: the sums, and what became of every detector. */
  public void writeSummary(Report report) throws IOException {
    line(
        "summary",
        json -> {
          SummaryJson.writeFields(json, report);
          FindingJson.writeDetectors(json, report.detectors());
        });
  }

  private void line(String type, Fields fields) throws IOException {
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.writeStartObject();
      json.writeStringField("type", type);
      fields.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Writes what stands behind the type. */
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
