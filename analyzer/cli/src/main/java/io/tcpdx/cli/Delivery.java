package io.tcpdx.cli;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.report.Report;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands a report over, and knows what it means when nobody takes it. */
final class Delivery {
  private final ReportOptions reporting;
  private final Console console;

  Delivery(ReportOptions reporting, Console console) {
    this.reporting = reporting;
    this.console = console;
  }

  /**
   * Writes the report.
   *
   * @param only the one connection that it is about, or null for all
   * @return false if the reader of standard output went away
   * @throws CommandFailure if it could not be written
   */
  boolean deliver(Report report, @Nullable ConnectionSummary only, Output output)
      throws CommandFailure {
    if (reporting.quiet() && reporting.output() == null) {
      return true;
    }
    try {
      reporting.write(report, only, output, console);
      output.commit();
      return true;
    } catch (IOException e) {
      if (reporting.output() == null && Output.readerGone(e)) {
        return false;
      }
      String where = reporting.output() == null ? "standard output" : "--output";
      throw new CommandFailure(ExitStatus.UNREADABLE, where + " " + Output.reason(e), e);
    }
  }
}
