package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What each recorded capture says was sent again, against what the sender's kernel counted and what
 * the link did to its data ({@code expect.retransmissions} in {@code truth.json}).
 *
 * <p>The kinds are checked where they are told apart: where they are null nothing was claimed.
 */
class RetransmissionTruthTest {
  private static final double FAST_SHARE = 0.1;
  private static final String CODE = "retransmission";

  @TestFactory
  Stream<DynamicTest> whatWasSentAgainIsWhatTheKernelSentAgain() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      JsonNode truth = run.truth();
      for (JsonNode capture : truth.get("captures")) {
        Path file = run.file(capture);
        String vantage = capture.get("vantage").asText();
        tests.add(DynamicTest.dynamicTest(run.name(capture), () -> check(file, vantage, truth)));
      }
    }
    assertThat(tests).as("recorded captures with truth.json").isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file, String vantage, JsonNode truth) throws Exception {
    JsonNode expect = truth.get("expect");
    boolean probesOff = truth.at("/link/sysctls/net.ipv4.tcp_early_retrans").asText().equals("0");
    Report report = RecordedRun.analyze(file);
    checkFindings(report, vantage, expect);
    for (Direction direction : Direction.values()) {
      boolean clients = direction == Direction.CLIENT_TO_SERVER;
      String name = clients ? "clientToServer" : "serverToClient";
      JsonNode kernel = expect.at("/retransmissions/" + name);
      assertThat(kernel.isObject()).as("truth of " + name).isTrue();
      Again again = new Again(report, direction);
      // Nobody can see more sent again than was: neither reordering nor duplication is.
      assertThat(again.total()).as(name + " at most").isLessThanOrEqualTo(segments(kernel));
      if (vantage.equals(clients ? "client" : "server") && again.bothDirections()) {
        checkAtSender(name, again, kernel, probesOff);
      }
    }
  }

  private static long segments(JsonNode kernel) {
    return kernel.get("segments").asLong();
  }

  private static void checkAtSender(String name, Again again, JsonNode kernel, boolean probesOff) {
    assertThat(again.total()).as(name + " sent again").isEqualTo(segments(kernel));
    checkTimers(name, again, kernel, probesOff);
    Long fast = again.sum(RetransmissionSummary::fastRetransmits);
    if (fast != null) {
      long counted = kernel.get("fast").asLong();
      long slack = Math.max(1, Math.round(counted * FAST_SHARE));
      assertThat(fast).as(name + " fast").isCloseTo(counted, within(slack));
    }
    checkNeedless(name, again, kernel);
  }

  /**
   * With one segment outstanding a Linux sender's probe comes exactly when its retransmission timer
   * would (RFC 8985 §7.2 adds the peer's delayed ACK, and the kernel caps that by the timer): on
   * the wire nothing tells a kernel whose probes are switched off. There the sum must be right.
   */
  private static void checkTimers(String name, Again again, JsonNode kernel, boolean probesOff) {
    Long probes = again.sum(RetransmissionSummary::probes);
    Long expiries = again.sum(RetransmissionSummary::timeouts);
    Long byTimer = again.sum(RetransmissionSummary::timeout);
    boolean told =
        kernel.get("timeouts").isNumber() && kernel.get("lossProbesWithOldData").isNumber();
    if (probes == null || expiries == null || byTimer == null || !told) {
      return;
    }
    long timeouts = kernel.get("timeouts").asLong();
    long old = kernel.get("lossProbesWithOldData").asLong();
    if (probesOff) {
      assertThat(probes + expiries).as(name + " timers of both kinds").isEqualTo(timeouts + old);
      return;
    }
    assertThat(probes).as(name + " loss probes with old data").isEqualTo(old);
    assertThat(expiries).as(name + " timer ran out").isEqualTo(timeouts);
    if (timeouts == 0) {
      assertThat(byTimer).as(name + " by the timer").isZero();
    }
  }

  /**
   * Each loss of data needs one segment more: no more than the rest can be needless, and those that
   * a timer sent, which may have been lost themselves. Where nothing was lost and a DSACK told the
   * sender so, something was.
   */
  private static void checkNeedless(String name, Again again, JsonNode kernel) {
    Long spurious = again.sum(RetransmissionSummary::spurious);
    if (spurious == null || !kernel.get("lostOnLink").isNumber()) {
      return;
    }
    long lost = kernel.get("lostOnLink").asLong();
    assertThat(spurious)
        .as(name + " needless")
        .isLessThanOrEqualTo(
            segments(kernel) - Math.max(0, lost - kernel.get("timeouts").asLong()));
    if (lost == 0 && segments(kernel) > 0 && kernel.get("dsacksReceived").asLong() > 0) {
      assertThat(spurious).as(name + " needless").isPositive();
    }
  }

  private static void checkFindings(Report report, String vantage, JsonNode expect) {
    if (report.detectors().stream().noneMatch(d -> d.code().equals(CODE))) {
      return;
    }
    boolean found = report.findings().stream().map(Finding::code).anyMatch(CODE::equals);
    for (JsonNode code : expect.at("/findings/presentAt/" + vantage)) {
      if (code.asText().equals(CODE)) {
        assertThat(found).as(CODE + " found").isTrue();
      }
    }
  }

  /** All that the connections of a capture sent again in one direction. */
  private record Again(Report report, Direction direction) {

    boolean bothDirections() {
      return report.connections().stream().allMatch(ConnectionSummary::bothDirections);
    }

    long total() {
      return of().mapToLong(RetransmissionSummary::total).sum();
    }

    /** Null where one connection does not tell. */
    @Nullable Long sum(Function<RetransmissionSummary, @Nullable Integer> figure) {
      List<@Nullable Integer> figures = new ArrayList<>();
      of().forEach(summary -> figures.add(figure.apply(summary)));
      long sum = 0;
      for (Integer value : figures) {
        if (value == null) {
          return null;
        }
        sum += value;
      }
      return sum;
    }

    private Stream<RetransmissionSummary> of() {
      return report.connections().stream().map(c -> c.halfStream(direction).retransmissions());
    }
  }
}
