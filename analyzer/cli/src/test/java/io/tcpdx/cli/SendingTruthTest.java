package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.Analyzer;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded run whose sender's kernel was asked all along how it stood, seen from each point
 * that it was captured at, against what that kernel said ({@code expect.sending}).
 */
class SendingTruthTest {
  private static final String AFTER_IDLE = "slow-start-after-idle";
  private static final String ZERO_WINDOW = "zero-window";
  private static final String RECEIVE_WINDOW = "receive-window-limited";

  private static final double FLIGHT_SHARE = 0.10;

  private static final double TIME_SHARE = 0.05;

  private static final double ZERO_WINDOW_SLACK_SECONDS = 0.002;

  /** What is asked for: each from the day on which there is a detector for it. */
  private static final Set<String> DETECTORS =
      Analyzer.detectors().stream().map(DetectorDescription::code).collect(Collectors.toSet());

  @TestFactory
  Stream<DynamicTest> sendingAgreesWithTheKernel() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      JsonNode truth = run.truth();
      for (JsonNode capture : truth.get("captures")) {
        for (Direction direction : Direction.values()) {
          JsonNode sending = truth.at("/expect/sending/" + name(direction));
          if (sending.isObject()) {
            Path file = run.file(capture);
            String name = run.name(capture) + " " + direction;
            Set<String> present = texts(truth.at("/expect/findings/present"));
            tests.add(
                DynamicTest.dynamicTest(name, () -> check(file, direction, sending, present)));
          }
        }
      }
    }
    assertThat(tests).as("recorded captures with a sampled sender").isNotEmpty();
    return tests.stream();
  }

  private static String name(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? "clientToServer" : "serverToClient";
  }

  private static void check(Path file, Direction direction, JsonNode sending, Set<String> present)
      throws Exception {
    Report report = RecordedRun.analyze(file);
    assertThat(report.connections()).hasSize(1);
    checkFlight(report.connections().get(0).halfStream(direction), sending);
    if (DETECTORS.contains(AFTER_IDLE)) {
      long restarts = of(report, AFTER_IDLE, direction).mapToLong(Finding::occurrences).sum();
      assertThat(restarts).as("restarts").isEqualTo(sending.get("slowStartAfterIdle").asLong());
    }
    if (DETECTORS.contains(ZERO_WINDOW) && present.contains(ZERO_WINDOW)) {
      double seconds = sending.get("zeroWindowSeconds").asDouble();
      double slack = Math.max(ZERO_WINDOW_SLACK_SECONDS, TIME_SHARE * seconds);
      assertThat(figure(report, ZERO_WINDOW, direction, "closedSeconds"))
          .as("seconds of a closed window")
          .isCloseTo(seconds, within(slack));
    }
    if (DETECTORS.contains(RECEIVE_WINDOW) && present.contains(RECEIVE_WINDOW)) {
      double seconds = sending.get("receiveWindowLimitedSeconds").asDouble();
      assertThat(figure(report, RECEIVE_WINDOW, direction, "limitedSeconds"))
          .as("seconds in which the receive window held the sender")
          .isCloseTo(seconds, within(TIME_SHARE * seconds));
    }
  }

  private static void checkFlight(HalfStreamSummary half, JsonNode sending) {
    JsonNode initialWindow = sending.get("initialWindowSegments");
    if (initialWindow.isNumber()) {
      assertThat(half.initialWindowSegments())
          .as("initial window")
          .isEqualTo(initialWindow.asInt());
    }
    JsonNode unacked = sending.get("maxUnackedBytes");
    if (unacked.isNumber()) {
      assertThat(half.maxFlightBytes()).as("largest flight").isNotNull();
      assertThat((double) half.maxFlightBytes())
          .as("largest flight")
          .isCloseTo(unacked.asDouble(), within(FLIGHT_SHARE * unacked.asDouble()));
    }
  }

  private static double figure(Report report, String code, Direction direction, String metric) {
    return of(report, code, direction)
        .mapToDouble(finding -> ((Number) finding.metrics().get(metric)).doubleValue())
        .sum();
  }

  /** Findings of that code about what is sent that way. */
  private static Stream<Finding> of(Report report, String code, Direction direction) {
    return report.findings().stream()
        .filter(finding -> finding.code().equals(code) && finding.direction() == direction);
  }

  private static Set<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return Set.copyOf(texts);
  }
}
