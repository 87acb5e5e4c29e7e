package io.tcpdx.cli.text;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happens on a live capture, a line for each event. */
public final class EventLines {
  private static final int DATE_COLUMNS = "2026-11-22 ".length();

  private final Writer writer;
  private final Page page;

  /**
   * @param out where the lines go; each is flushed
   */
  public EventLines(TextOptions options, OutputStream out) {
    writer = new OutputStreamWriter(out, options.charset());
    page = new Page(writer, Printable.in(options.charset()), options.palette());
  }

  /** A connection ended, whose time went there. */
  public void writeConnection(
      ConnectionSummary connection, LedgerSummary ledger, Conversation conversation) {
    String time = CauseWords.shortly(ledger);
    String said = ConversationWords.shortly(conversation);
    page.line(
        clock(connection.times().clockNs(connection.endNs()))
            + "  connection "
            + connection.id()
            + ": "
            + connection.client()
            + " → "
            + connection.server()
            + " "
            + (said.isEmpty() ? "" : "(" + said + ") ")
            + ConnectionTable.end(connection.close())
            + " after "
            + Figures.duration(connection.durationNs())
            + ", "
            + Figures.bytes(connection.clientToServer().payloadBytes())
            + " sent, "
            + Figures.bytes(connection.serverToClient().payloadBytes())
            + " received"
            + (time.isEmpty() ? "" : "; " + time));
    flush();
  }

  /** Something was found. */
  public void writeFinding(Finding finding, Map<Integer, ConnectionSummary> connections) {
    FindingGroup group = FindingGroup.of(List.of(finding), connections).get(0);
    Integer id = finding.connection();
    String who = id != null && !connections.containsKey(id) ? "connection " + id : group.who();
    page.line(
        clock(finding.startNs())
            + "  "
            + finding.level().name().toLowerCase(Locale.ROOT)
            + ": "
            + finding.title()
            + " · "
            + who
            + " · "
            + group.toll(),
        line -> page.palette().level(finding.level(), line));
    flush();
  }

  private static String clock(long epochNs) {
    return Quantity.time(epochNs).substring(DATE_COLUMNS);
  }

  private void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
