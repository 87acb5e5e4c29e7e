package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The ledgers of all recorded captures: every one adds up, hardly anything is unknown, and the same
 * run tells the same story at both its ends.
 */
class LedgerTruthTest {
  /** What may stay unknown of a connection's life, where both directions were captured. */
  private static final double MOST_UNKNOWN = 0.05;

  /** What the two ends may disagree by, as a part of the life: half a flight, or the first turn. */
  private static final double ENDS_DIFFER = 0.1;

  @TestFactory
  Stream<DynamicTest> everyLedgerAddsUpAndBothEndsAgree() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      String name = run.folder().getFileName().toString();
      tests.add(DynamicTest.dynamicTest(name, () -> check(run)));
    }
    assertThat(tests).as("recorded captures with truth.json").isNotEmpty();
    return tests.stream();
  }

  private static void check(RecordedRun run) throws Exception {
    JsonNode truth = run.truth();
    Map<String, Report> byVantage = new HashMap<>();
    for (JsonNode capture : truth.get("captures")) {
      Report report = RecordedRun.analyze(run.file(capture));
      for (ConnectionSummary connection : report.connections()) {
        LedgerSummary ledger = report.ledger(connection);
        assertThat(ledger.totalNs()).as("sum").isEqualTo(connection.durationNs());
        if (connection.bothDirections()) {
          assertThat((double) ledger.ns(Cause.UNKNOWN))
              .as("unknown in %s of connection %d", capture, connection.id())
              .isLessThanOrEqualTo(MOST_UNKNOWN * connection.durationNs());
        }
      }
      byVantage.put(capture.get("vantage").asText(), report);
    }
    Report client = byVantage.get("client");
    Report server = byVantage.get("server");
    boolean undisturbed =
        truth.at("/link/faults").isEmpty() && truth.at("/link/lostSegments").asLong() == 0;
    if (undisturbed && client != null && server != null) {
      boolean crossed = !initiators(client).equals(initiators(server));
      compare(client.ledger(), server.ledger(), crossed);
    }
  }

  /** Who closed first, by each connection in turn. */
  private static List<Optional<Side>> initiators(Report report) {
    return report.connections().stream()
        .map(connection -> Optional.ofNullable(connection.close().initiator()))
        .toList();
  }

  /**
   * All but the network's share: half of the first and last turn lies outside one end's view. Where
   * one end's capture lasts longer than the other's, what it holds more is charged there only.
   * Where both closed at once, each end has it that itself did, and a turn of the network's is
   * closing to the other.
   */
  private static void compare(LedgerSummary client, LedgerSummary server, boolean crossed) {
    double slackNs =
        ENDS_DIFFER * Math.max(client.totalNs(), server.totalNs())
            + Math.abs(client.totalNs() - server.totalNs());
    for (Cause cause : Cause.values()) {
      if (cause != Cause.NETWORK && !(crossed && cause == Cause.CLOSE)) {
        assertThat((double) server.ns(cause))
            .as("%s at the server, against the client's", cause)
            .isCloseTo((double) client.ns(cause), within(slackNs));
      }
    }
  }
}
