package io.tcpdx.lab.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often one diagnosis was right, capture by capture. */
final class DiagnosisTally {

  private final String code;
  private final boolean hasDetector;
  private int found;
  private int cleared;
  private int undecided;
  private final List<String> missed = new ArrayList<>();
  private final List<String> falseAlarms = new ArrayList<>();

  DiagnosisTally(String code, boolean hasDetector) {
    this.code = code;
    this.hasDetector = hasDetector;
  }

  /** Takes one capture into account. */
  void add(Recording recording, Report report) {
    boolean reported = report.findings().stream().anyMatch(f -> f.code().equals(code));
    JsonNode findings = recording.expect().path("findings");
    boolean here = names(findings.path("presentAt").path(recording.vantage()));
    if (here || names(findings.path("present"))) {
      if (reported) {
        found++;
      } else {
        missed.add(recording.name());
      }
    } else if (names(findings.path("absent"))) {
      if (reported) {
        falseAlarms.add(recording.name());
      } else {
        cleared++;
      }
    } else {
      undecided++;
    }
  }

  private boolean names(JsonNode codes) {
    for (JsonNode named : codes) {
      if (named.asText().equals(code)) {
        return true;
      }
    }
    return false;
  }

  int found() {
    return found;
  }

  int present() {
    return found + missed.size();
  }

  int absent() {
    return cleared + falseAlarms.size();
  }

  int undecided() {
    return undecided;
  }

  /** Where it is and was not reported. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  /** Where it is not and was reported. */
  List<String> falseAlarms() {
    return List.copyOf(falseAlarms);
  }

  /** As it stands in the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| `%s`%s | %d | %d | %d | %d | %d | %d | %s | %s |\n",
        code,
        hasDetector ? "" : " (no detector)",
        present(),
        found,
        missed.size(),
        absent(),
        falseAlarms.size(),
        undecided,
        share(found, found + falseAlarms.size()),
        share(found, present()));
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.3f", (double) part / whole);
  }
}
