package io.tcpdx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Finding;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Holds what one detector found at one vantage against the markers of a timeline. */
final class FindingsCheck {
  /** A cost may be off by this part of it, or by this much: it is measured relative to an RTT. */
  private static final double COST_SLACK = 0.05;

  private static final long COST_SLACK_NS = 1_000_000L;

  private final String code;
  private final String where;
  private final List<TimelineSegment> segments;
  private final String wantedOutcome;
  private final Report report;
  private final List<Finding> findings;

  FindingsCheck(Timeline timeline, Vantage vantage, int ipVersion, String code) {
    this.code = code;
    this.segments = timeline.segmentsAt(vantage);
    this.wantedOutcome = timeline.outcome(code);
    this.report = new TimelineRun(timeline, vantage, ipVersion).report();
    this.findings = report.findings().stream().filter(f -> f.code().equals(code)).toList();
    this.where = code + " seen at " + vantage + " over IPv" + ipVersion + "\n" + story();
  }

  void run() {
    Set<Integer> claimed = new TreeSet<>();
    for (int i = 0; i < segments.size(); i++) {
      for (Marker marker : segments.get(i).markers()) {
        if (marker.finds(code)) {
          claimed.add(claim(i + 1, marker));
        } else if (marker.spares(code)) {
          long packet = i + 1L;
          assertThat(findings)
              .as("packet %d is no evidence: %s", packet, where)
              .noneMatch(finding -> finding.packets().contains(packet));
        }
      }
    }
    assertThat(claimed).as("findings that markers claim: %s", where).hasSize(findings.size());
    assertThat(outcome()).as("outcome: %s", where).isEqualTo(expectedOutcome(claimed));
  }

  /** The index of the finding that shows that packet and says what the marker wants. */
  private int claim(long packet, Marker marker) {
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      if (!findings.get(i).packets().contains(packet)) {
        continue;
      }
      List<String> differences = differences(findings.get(i), marker);
      if (differences.isEmpty()) {
        return i;
      }
      complaints.addAll(differences);
    }
    throw new AssertionError(
        "no finding for packet " + packet + " with " + marker + "; " + complaints + "\n" + where);
  }

  private static List<String> differences(Finding finding, Marker marker) {
    List<String> differences = new ArrayList<>();
    marker
        .attributes()
        .forEach(
            (name, wanted) -> {
              String actual = actual(finding, name);
              if (!agrees(name, wanted, actual)) {
                differences.add(name + "=" + actual);
              }
            });
    return differences;
  }

  private static String actual(Finding finding, String name) {
    return switch (name) {
      case "level" -> lower(finding.level().name());
      case "confidence" -> lower(finding.confidence().name());
      case "occurrences" -> Long.toString(finding.occurrences());
      case "cost" -> finding.costNs() + "ns";
      case "from" -> {
        var direction = finding.direction();
        yield direction == null ? "nobody" : direction.sender().noun();
      }
      default -> metric(finding.metrics(), name);
    };
  }

  private static String metric(Map<String, ?> metrics, String name) {
    Object value = metrics.get(name);
    boolean duration = name.endsWith("Seconds") && value != null;
    return duration ? value + "s" : Objects.toString(value);
  }

  private static boolean agrees(String name, String wanted, String actual) {
    boolean duration = name.equals("cost") || name.endsWith("Seconds");
    if (!duration || wanted.equals("null") || actual.equals("null")) {
      return wanted.equals(actual);
    }
    long wantedNs = Durations.parseNs(wanted);
    double slack = Math.max(COST_SLACK_NS, wantedNs * COST_SLACK);
    return Math.abs(wantedNs - Durations.parseNs(actual)) <= (wantedNs == 0 ? 0 : slack);
  }

  private String outcome() {
    return report.detectors().stream()
        .filter(result -> result.code().equals(code))
        .map(DetectorResult::outcome)
        .map(outcome -> lower(outcome.name()))
        .findFirst()
        .orElse("no such detector");
  }

  private String expectedOutcome(Set<Integer> claimed) {
    if (!wantedOutcome.isEmpty()) {
      return wantedOutcome;
    }
    return claimed.isEmpty() ? "clear" : "found";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The timeline with packet numbers, and all that was found: for the one who reads a failure. */
  private String story() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      story.append(i + 1).append(' ').append(segments.get(i).text()).append('\n');
    }
    for (Finding finding : report.findings()) {
      story.append(finding).append('\n');
    }
    return story.toString();
  }
}
