package io.tcpdx.cli.har;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.cli.json.JsonReport;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the HTTP transactions of a report as one HAR 1.2 log: a page for each client, an entry for
 * each request, the earliest first. The report must have been made with all fields kept.
 */
public final class HarReport {
  private static final String HAR_VERSION = "1.2";

  private final String toolVersion;
  private final Redaction redaction;

  /**
   * @param toolVersion the version of tcpdx
   * @param secrets whether values that let their reader act as the user are written: credentials
   *     and cookies
   */
  public HarReport(String toolVersion, boolean secrets) {
    this.toolVersion = toolVersion;
    this.redaction = secrets ? Redaction.NONE : Redaction.SECRETS;
  }

  /** Writes the log in UTF-8 and flushes; leaves the stream open. */
  public void write(Report report, OutputStream out) throws IOException {
    List<HarEntry> entries = new ArrayList<>();
    long unasked = 0;
    for (ConnectionSummary connection : report.connections()) {
      unasked += collect(connection, report.conversation(connection), entries);
    }
    entries.sort(
        Comparator.comparingLong(HarEntry::beganNs)
            .thenComparing(entry -> entry.connection().id())
            .thenComparing(entry -> entry.transaction().index()));
    Map<String, String> pages = pages(entries);
    try (JsonGenerator json = JsonReport.generator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("log");
      json.writeStringField("version", HAR_VERSION);
      json.writeObjectFieldStart("creator");
      json.writeStringField("name", "tcpdx");
      json.writeStringField("version", toolVersion);
      json.writeEndObject();
      writePages(json, pages, entries);
      json.writeArrayFieldStart("entries");
      HarEntryWriter writer = new HarEntryWriter(json, redaction);
      for (HarEntry entry : entries) {
        writer.write(entry, pages.getOrDefault(client(entry), ""));
      }
      json.writeEndArray();
      json.writeStringField("comment", comment(unasked));
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Adds the transactions of a connection; answers how many have no request, which HAR needs. */
  private static long collect(
      ConnectionSummary connection, Conversation conversation, List<HarEntry> entries) {
    List<Phases> phases = Phases.ofTransactions(connection, conversation);
    long unasked = 0;
    for (int i = 0; i < phases.size(); i++) {
      Transaction transaction = conversation.transactions().get(i);
      if (transaction.request() == null) {
        unasked++;
      } else {
        entries.add(new HarEntry(connection, transaction, transaction.request(), phases.get(i)));
      }
    }
    return unasked;
  }

  private String comment(long unasked) {
    StringBuilder comment = new StringBuilder("from a packet capture: times are those of packets");
    comment.append(", and bodies are not kept");
    if (redaction == Redaction.SECRETS) {
      comment.append("; credentials and cookies are replaced by ").append(Redaction.REPLACEMENT);
    }
    if (unasked > 0) {
      comment.append("; answers left out because the capture lacks their requests: ");
      comment.append(unasked);
    }
    return comment.toString();
  }

  private static String client(HarEntry entry) {
    return entry.connection().client().address();
  }

  /** The pages' ids by their clients' addresses, in the order of their first entries. */
  private static Map<String, String> pages(List<HarEntry> entries) {
    Map<String, String> pages = new LinkedHashMap<>();
    for (HarEntry entry : entries) {
      pages.computeIfAbsent(client(entry), address -> "page_" + (pages.size() + 1));
    }
    return pages;
  }

  private static void writePages(
      JsonGenerator json, Map<String, String> pages, List<HarEntry> entries) throws IOException {
    Map<String, HarEntry> firsts = new LinkedHashMap<>();
    entries.forEach(entry -> firsts.putIfAbsent(client(entry), entry));
    json.writeArrayFieldStart("pages");
    for (Map.Entry<String, HarEntry> first : firsts.entrySet()) {
      json.writeStartObject();
      Har.time(json, "startedDateTime", first.getValue().clockBeganNs());
      json.writeStringField("id", pages.get(first.getKey()));
      json.writeStringField("title", "requests of " + first.getKey());
      // When a page was loaded is known to the browser alone; both times in it are optional.
      json.writeObjectFieldStart("pageTimings");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
