package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What passed through recorded proxies is what these logged of it, with the time inside them. */
class ProxyTruthTest {
  /** Two logged times of whole milliseconds, and what the program took besides. */
  private static final double LOGGED_SECONDS = 0.002;

  @TestFactory
  Stream<DynamicTest> whatTheProxiesPassedOnIsWhatTheyLogged() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      JsonNode logged = run.truth().at("/http/proxied");
      for (JsonNode capture : run.truth().get("captures")) {
        if (!logged.isEmpty()) {
          tests.add(
              DynamicTest.dynamicTest(
                  run.name(capture),
                  () -> check(RecordedRun.analyze(run.file(capture)).proxied(), logged)));
        }
      }
    }
    assertThat(tests).as("captures of both sides of a proxy").isNotEmpty();
    return tests.stream();
  }

  private static void check(List<ProxiedRequest> seen, JsonNode logged) {
    assertThat(seen).hasSize(logged.size());
    for (int i = 0; i < seen.size(); i++) {
      ProxiedRequest request = seen.get(i);
      JsonNode told = logged.get(i);
      assertThat(Objects.requireNonNull(request.asked().request()).target())
          .isEqualTo(told.get("target").asText());
      assertThat(request.inbound().connection().client().port())
          .isEqualTo(told.get("clientPort").asInt());
      assertThat(request.outbound().connection().client().port())
          .isEqualTo(told.get("originPort").asInt());
      assertThat(request.certain()).isTrue();
      double inside = told.get("totalSeconds").asDouble() - told.get("originSeconds").asDouble();
      assertThat(Objects.requireNonNull(request.insideNs()) / 1e9)
          .as("inside for %s", told)
          .isCloseTo(inside, within(LOGGED_SECONDS));
      assertThat(request.connectNs() > 0).as("first on its connection").isEqualTo(i == 0);
    }
  }
}
