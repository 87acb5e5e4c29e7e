package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * TIME_WAITs and ports used again, of every recorded run that counted them, against what the
 * kernels and the client's program say ({@code expect.ports}).
 */
class PortTruthTest {
  private static final String ACCUMULATION = "time-wait-accumulation";
  private static final String REUSE = "port-reuse";

  /** A socket that just came or went when {@code ss} counted. */
  private static final double SLACK_SOCKETS = 1;

  private static final double SLACK_SHARE = 0.03;

  /** What is asked for: each from the day on which there is a detector for it. */
  private static final Set<String> DETECTORS =
      Analyzer.detectors().stream().map(DetectorDescription::code).collect(Collectors.toSet());

  /** The most at once that one host had toward one port of the server. */
  private record Peak(String host, String port, int sockets) {
    private boolean is(double figure) {
      double slack = Math.max(SLACK_SOCKETS, SLACK_SHARE * sockets);
      return Math.abs(figure - sockets) <= slack;
    }
  }

  @TestFactory
  Stream<DynamicTest> portsAgreeWithTheKernel() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      JsonNode truth = run.truth();
      for (JsonNode capture : truth.get("captures")) {
        Path file = run.file(capture);
        if (truth.at("/expect/ports").isObject()) {
          String name = run.name(capture);
          tests.add(DynamicTest.dynamicTest(name, () -> check(file, truth)));
        }
      }
    }
    assertThat(tests).as("recorded captures that counted ports").isNotEmpty();
    return tests.stream();
  }

  private static void check(Path file, JsonNode truth) throws Exception {
    Report report = RecordedRun.analyze(file);
    JsonNode ports = truth.at("/expect/ports");
    if (DETECTORS.contains(ACCUMULATION)) {
      checkPeaks(found(report, ACCUMULATION), peaks(truth));
    }
    if (DETECTORS.contains(REUSE)) {
      checkReuses(found(report, REUSE), ports);
    }
  }

  /** Each finding tells a peak that was, and each peak worth telling is told. */
  private static void checkPeaks(List<Finding> findings, List<Peak> peaks) {
    for (Peak peak : peaks) {
      for (Finding finding : of(findings, peak)) {
        assertThat(peak.is(figure(finding, "peakSockets")))
            .as("%s of %s", finding.metrics().get("peakSockets"), peak)
            .isTrue();
      }
    }
    long told = peaks.stream().filter(peak -> !of(findings, peak).isEmpty()).count();
    assertThat(findings).as("findings, each of one host and port").hasSize((int) told);
  }

  private static List<Finding> of(List<Finding> findings, Peak peak) {
    return findings.stream()
        .filter(f -> f.hosts() != null && isHost(f.hosts().get(0), peak.host()))
        .filter(f -> f.hosts().stream().anyMatch(host -> host.endsWith(":" + peak.port())))
        .toList();
  }

  /** The server is named with its port, the client without. */
  private static boolean isHost(String named, String address) {
    return named.equals(address) || named.replaceAll("[\\[\\]]", "").startsWith(address + ":");
  }

  private static List<Peak> peaks(JsonNode truth) {
    List<Peak> peaks = new ArrayList<>();
    for (String side : List.of("client", "server")) {
      String host = truth.at("/" + side + "/address").asText();
      JsonNode byPort = truth.at("/expect/ports/timeWaitPeakByPort/" + side);
      for (Map.Entry<String, JsonNode> port : byPort.properties()) {
        peaks.add(new Peak(host, port.getKey(), port.getValue().asInt()));
      }
    }
    return peaks;
  }

  private static void checkReuses(List<Finding> findings, JsonNode ports) {
    assertThat(findings.stream().mapToLong(Finding::occurrences).sum())
        .as("ports reused")
        .isEqualTo(ports.get("reusedPorts").asLong());
    double atOnce = sum(findings, "acceptedAtOnce");
    assertThat(atOnce)
        .as("reuses accepted by the first SYN")
        .isEqualTo(ports.get("reusesAcceptedAtOnce").asDouble());
    assertThat(atOnce + sum(findings, "acceptedLater"))
        .as("reuses accepted")
        .isEqualTo(ports.get("reusesAccepted").asDouble());
    assertThat(sum(findings, "notAccepted"))
        .as("reuses refused")
        .isEqualTo(ports.get("refusals").asDouble());
  }

  private static List<Finding> found(Report report, String code) {
    return report.findings().stream().filter(f -> f.code().equals(code)).toList();
  }

  private static double sum(List<Finding> findings, String name) {
    return findings.stream().mapToDouble(finding -> figure(finding, name)).sum();
  }

  private static double figure(Finding finding, String name) {
    Object figure = finding.metrics().get(name);
    return figure instanceof Number number
        ? number.doubleValue()
        : fail(finding.code() + " has no figure " + name + ": " + finding.metrics());
  }
}
