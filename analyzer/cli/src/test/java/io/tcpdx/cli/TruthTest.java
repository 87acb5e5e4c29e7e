package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.Analyzer;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Outcome;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded capture, from each point that it was taken at, against what the kernels and
 * programs of that very run counted ({@code truth.json}).
 */
class TruthTest {
  /** The kernel's count and the capture's may differ by an ACK at the edge of the recording. */
  private static final long DELAYED_ACK_SLACK = 1;

  private static final double DELAYED_ACK_SHARE = 0.05;

  private static final int VERY_MANY = 1000;

  /** What the kernel confirms is asked for from the day on which there is a detector for it. */
  private static final Set<String> DETECTORS =
      Analyzer.detectors().stream().map(DetectorDescription::code).collect(Collectors.toSet());

  @TestFactory
  Stream<DynamicTest> everyCaptureAgreesWithTheKernel() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      JsonNode truth = run.truth();
      for (JsonNode capture : truth.get("captures")) {
        Path file = run.file(capture);
        String name = run.name(capture);
        String vantage = capture.get("vantage").asText();
        boolean emulated = !truth.at("/link/medium").asText().equals("veth");
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> check(file, vantage, emulated, truth.get("expect"))));
      }
    }
    assertThat(tests).as("recorded captures with truth.json").isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file, String vantage, boolean emulated, JsonNode expect)
      throws Exception {
    Report report = RecordedRun.analyze(file);
    List<ConnectionSummary> connections = report.connections();
    if (reusesRefused(expect) && !DETECTORS.contains("port-reuse")) {
      return; // An answer of the connection before is no part of this one: to be learnt with that.
    }
    assertThat(connections).as("connections").hasSize(expect.get("connections").asInt());
    checkSetUp(connections, vantage.equals("client"), expect);
    CapturePoint point = report.capture().capturePoint();
    if (emulated && point != CapturePoint.UNKNOWN) {
      assertThat(point.name()).as("capture point").isEqualToIgnoringCase(vantage);
    }
    checkClose(connections, expect);
    boolean bothDirections = connections.stream().anyMatch(ConnectionSummary::bothDirections);
    if (bothDirections) {
      checkCounts(report, expect);
    } else if (connections.stream().anyMatch(c -> c.clientToServer().payloadBytes() > 0)) {
      checkNothingJudgedUnseen(report);
    }
    List<String> codes = report.findings().stream().map(Finding::code).toList();
    Set<String> present = texts(expect.at("/findings/present"));
    Set<String> absent = texts(expect.at("/findings/absent"));
    present.retainAll(DETECTORS);
    assertThat(codes).as("findings").containsAll(present);
    assertThat(codes).as("findings").doesNotContainAnyElementsOf(absent);
  }

  private static boolean reusesRefused(JsonNode expect) {
    JsonNode ports = expect.path("ports");
    return ports.path("reusesAcceptedAtOnce").asLong() < ports.path("reusedPorts").asLong();
  }

  private static void checkSetUp(
      List<ConnectionSummary> connections, boolean atClient, JsonNode expect) {
    long again = connections.stream().mapToLong(c -> c.handshake().synRetransmissions()).sum();
    assertThat(again).as("SYNs sent again").isEqualTo(expect.get("synRetransmissions").asLong());
    JsonNode seconds = expect.get("handshakeSeconds");
    if (atClient && seconds.isNumber()) {
      double slack = Math.max(0.001, 0.05 * seconds.asDouble());
      for (double setUp : setUpSeconds(connections)) {
        assertThat(setUp).as("set-up").isCloseTo(seconds.asDouble(), within(slack));
      }
    }
  }

  /**
   * Of each connection; of very many, some of which the machine delayed, the median. Where some had
   * to send their SYN again and others not, theirs is not what the others took.
   */
  private static List<Double> setUpSeconds(List<ConnectionSummary> connections) {
    boolean someAtOnce =
        connections.stream().anyMatch(c -> c.handshake().synRetransmissions() == 0);
    List<Double> seconds = new ArrayList<>();
    for (ConnectionSummary connection : connections) {
      HandshakeSummary handshake = connection.handshake();
      Long totalNs = handshake.totalNs();
      boolean comparable = !someAtOnce || handshake.synRetransmissions() == 0;
      if (handshake.outcome() == HandshakeOutcome.ESTABLISHED && totalNs != null && comparable) {
        seconds.add(totalNs / 1e9);
      }
    }
    seconds.sort(null);
    return seconds.size() < VERY_MANY ? seconds : List.of(seconds.get(seconds.size() / 2));
  }

  private static void checkClose(List<ConnectionSummary> connections, JsonNode expect) {
    for (ConnectionSummary connection : connections) {
      if (expect.get("close").isTextual()) {
        String kind = connection.close().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(kind).as("close").isEqualTo(expect.get("close").asText());
      }
      if (expect.get("initiator").isTextual()) {
        assertThat(connection.close().initiator()).as("initiator").isNotNull();
        assertThat(String.valueOf(connection.close().initiator()))
            .as("initiator")
            .isEqualToIgnoringCase(expect.get("initiator").asText());
      }
    }
  }

  private static void checkCounts(Report report, JsonNode expect) {
    for (Direction direction : Direction.values()) {
      String name = direction == Direction.CLIENT_TO_SERVER ? "clientToServer" : "serverToClient";
      checkDelayedAcks(report, direction, expect.at("/delayedAcks/" + name));
      JsonNode stalls = expect.at("/nagleStalls/" + name);
      if (stalls.isNumber()) {
        assertThat(occurrences(report, "nagle-stall", direction))
            .as("Nagle stalls " + name)
            .isEqualTo(stalls.asLong());
      }
    }
  }

  /**
   * Not counted per direction where a kernel is client of some connections and server of others.
   */
  private static void checkDelayedAcks(Report report, Direction direction, JsonNode kernel) {
    if (kernel.isNumber()) {
      long delayed = 0;
      for (ConnectionSummary connection : report.connections()) {
        Integer count = connection.halfStream(direction).delayedAcks();
        delayed += count == null ? 0 : count;
      }
      long slack = Math.max(DELAYED_ACK_SLACK, Math.round(kernel.asLong() * DELAYED_ACK_SHARE));
      assertThat(delayed)
          .as("delayed ACKs %s", direction)
          .isCloseTo(kernel.asLong(), within(slack));
    }
  }

  private static void checkNothingJudgedUnseen(Report report) {
    for (DetectorResult result : report.detectors()) {
      if (result.code().equals("nagle-stall") || result.code().equals("delayed-ack")) {
        assertThat(result.outcome()).as(result.code()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(result.reason()).as(result.code()).contains("both directions");
      }
    }
  }

  private static long occurrences(Report report, String code, Direction direction) {
    return report.findings().stream()
        .filter(finding -> finding.code().equals(code) && finding.direction() == direction)
        .mapToLong(Finding::occurrences)
        .sum();
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
