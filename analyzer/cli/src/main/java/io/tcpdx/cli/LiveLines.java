package io.tcpdx.cli;

import io.tcpdx.AnalysisListener;
import io.tcpdx.cli.json.NdjsonLines;
import io.tcpdx.cli.text.EventLines;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a live capture tells while it goes on, and at its end. */
final class LiveLines implements AnalysisListener {
  private final ReportOptions reporting;
  private final Console console;
  private final Output output;
  private final Runnable stop;
  private final NdjsonLines ndjson;
  private final EventLines text;
  private final Map<Integer, ConnectionSummary> connections = new HashMap<>();
  private @Nullable IOException failure;

  /**
   * @param stop ends the capture: nobody reads what it tells
   */
  LiveLines(ReportOptions reporting, Console console, Output output, Runnable stop) {
    this.reporting = reporting;
    this.console = console;
    this.output = output;
    this.stop = stop;
    this.ndjson = new NdjsonLines(Version.current(), output.stream());
    this.text = new EventLines(reporting.text(console, output), output.stream());
  }

  @Override
  public void onConnection(
      ConnectionSummary connection, LedgerSummary ledger, Conversation conversation) {
    connections.put(connection.id(), connection);
    tell(
        () -> ndjson.writeConnection(connection, ledger, conversation),
        () -> text.writeConnection(connection, ledger, conversation));
  }

  @Override
  public void onFinding(Finding finding) {
    tell(() -> ndjson.writeFinding(finding), () -> text.writeFinding(finding, connections));
  }

  @Override
  public void onOpenFinding(ConnectionSummary connection, Finding finding) {
    tell(
        () -> ndjson.writeOpenFinding(finding),
        () -> text.writeFinding(finding, Map.of(connection.id(), connection)));
  }

  /** Tells the whole, or what of it was not told yet; false if nobody reads it. */
  boolean finish(Report report) throws CommandFailure {
    IOException earlier = failure;
    if (earlier != null) {
      if (Output.readerGone(earlier)) {
        return false;
      }
      throw new CommandFailure(
          ExitStatus.UNREADABLE, "the report " + Output.reason(earlier), earlier);
    }
    if (reporting.format() != ReportFormat.NDJSON) {
      tell(() -> {}, () -> output.stream().write('\n'));
      return new Delivery(reporting, console).deliver(report, null, output);
    }
    tell(
        () -> {
          ndjson.writeLookups(report);
          ndjson.writeProxied(report);
          ndjson.writeCapture(report);
          ndjson.writeSummary(report);
          output.commit();
        },
        () -> {});
    return failure == null;
  }

  private void tell(Telling asJson, Telling asText) {
    boolean silent = reporting.quiet() && reporting.output() == null;
    if (silent || failure != null || !reporting.toldByAndBy()) {
      return;
    }
    try {
      (reporting.format() == ReportFormat.NDJSON ? asJson : asText).tell();
      output.stream().flush();
    } catch (IOException e) {
      fail(e);
    } catch (UncheckedIOException e) {
      fail(Objects.requireNonNull(e.getCause()));
    }
  }

  private void fail(IOException e) {
    failure = e;
    stop.run();
  }

  /** One line. */
  private interface Telling {
    void tell() throws IOException;
  }
}
