package io.tcpdx.cli.text;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.report.Report;
import io.tcpdx.story.Story;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole report as text: what a person sees first comes first. */
public final class TextReport {
  private final TextOptions options;

  public TextReport(TextOptions options) {
    this.options = options;
  }

  /** Writes the report of a capture. */
  public void write(Report report, Appendable out) {
    Page page = page(out);
    new CaptureHeader(page, options).write(report);
    if (report.capture().packets() == 0) {
      return;
    }
    Map<Integer, ConnectionSummary> byId = byId(report);
    List<FindingGroup> groups = FindingGroup.of(report.findings(), byId);
    new FindingList(page, options).write(groups, report.connections().size());
    new LedgerBars(page).write(report.ledger(), report.connections().size());
    new Waterfall(page, options).write(report);
    new ProxyPaths(page, options).write(report);
    new ConnectionTable(page, options).write(report);
    new DetectorLines(page, options).write(report.detectors());
  }

  /** Writes everything about one connection: the report holds just that one. */
  public void writeConnection(Report report, ConnectionSummary connection, Appendable out) {
    Page page = page(out);
    Conversation conversation = report.conversation(connection);
    new ConnectionPage(page).write(connection, conversation, report.capture().startNs());
    new LedgerBars(page).writeOne(report.ledger(connection));
    List<FindingGroup> groups = FindingGroup.of(report.findings(), byId(report));
    TextOptions all = new TextOptions(options.top(), true, options.palette(), options.charset());
    new FindingList(page, all).write(groups, 1);
    new TransactionList(page, options).write(connection, conversation);
    Story story = report.story();
    if (story != null) {
      new StoryPage(page, options).write(story);
    }
  }

  private Page page(Appendable out) {
    return new Page(out, Printable.in(options.charset()), options.palette());
  }

  private static Map<Integer, ConnectionSummary> byId(Report report) {
    Map<Integer, ConnectionSummary> byId = new HashMap<>();
    report.connections().forEach(c -> byId.put(c.id(), c));
    return byId;
  }
}
