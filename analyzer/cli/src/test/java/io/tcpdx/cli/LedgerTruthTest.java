package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, LedgerSummary> byVantage = new HashMap<>();
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
      byVantage.put(capture.get("vantage").asText(), report.ledger());
    }
    LedgerSummary client = byVantage.get("client");
    LedgerSummary server = byVantage.get("server");
    boolean undisturbed =
        truth.at("/link/faults").isEmpty() && truth.at("/link/lostSegments").asLong() == 0;
    if (undisturbed && client != null && server != null) {
      compare(client, server);
    }
  }

  /** All but the network's share: half of the first and last turn lies outside one end's view. */
  private static void compare(LedgerSummary client, LedgerSummary server) {
    double slackNs = ENDS_DIFFER * Math.max(client.totalNs(), server.totalNs());
    for (Cause cause : Cause.values()) {
      if (cause != Cause.NETWORK) {
        assertThat((double) server.ns(cause))
            .as("%s at the server, against the client's", cause)
            .isCloseTo((double) client.ns(cause), within(slackNs));
      }
    }
  }
}
