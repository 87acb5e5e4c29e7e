package io.tcpdx.cli;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A report cut down to one connection. */
final class OneConnection {
  private OneConnection() {}

  /**
   * The connection of that number.
   *
   * @throws CommandFailure if the capture holds none of that number
   */
  static ConnectionSummary find(Report report, int id) throws CommandFailure {
    for (ConnectionSummary connection : report.connections()) {
      if (connection.id() == id) {
        return connection;
      }
    }
    int count = report.connections().size();
    String there =
        count == 0
            ? "the capture holds no connection"
            : count == 1 ? "there is only connection 0" : "there are 0 to " + (count - 1);
    throw new CommandFailure(
        ExitStatus.USAGE, "--connection " + id + ": no such connection; " + there);
  }

  /** What the report says of that connection, its capture and the detectors. */
  static Report of(Report report, ConnectionSummary connection) {
    List<Finding> findings =
        report.findings().stream()
            .filter(f -> Objects.equals(f.connection(), connection.id()))
            .toList();
    return new Report(
        report.capture(),
        List.of(connection),
        Map.of(connection.id(), report.ledger(connection)),
        Map.of(connection.id(), report.conversation(connection)),
        report.lookups(),
        findings,
        report.detectors(),
        report.story(),
        report.times());
  }
}
