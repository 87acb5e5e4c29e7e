package io.tcpdx.cli.text;

import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The detectors that found nothing, so that silence means something. */
final class DetectorLines {
  private final Page page;

  DetectorLines(Page page) {
    this.page = page;
  }

  void write(List<DetectorResult> results) {
    String clear =
        with(results, Outcome.CLEAR).stream()
            .map(DetectorLines::inSentence)
            .collect(Collectors.joining(", "));
    if (with(results, Outcome.FOUND).size() < results.size()) {
      page.gap();
    }
    if (!clear.isEmpty()) {
      page.paragraph(2, "Looked for and not found: " + clear + ".");
    }
    writeWithReasons("Not applicable: ", with(results, Outcome.NOT_APPLICABLE));
    writeWithReasons("Failed, please report: ", with(results, Outcome.FAILED));
  }

  private static List<DetectorResult> with(List<DetectorResult> results, Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).toList();
  }

  /** Detectors with the same reason share it. */
  private void writeWithReasons(String lead, List<DetectorResult> results) {
    if (results.isEmpty()) {
      return;
    }
    Map<String, String> titlesByReason = new LinkedHashMap<>();
    for (DetectorResult result : results) {
      String reason = result.reason();
      titlesByReason.merge(
          reason == null ? "" : reason, inSentence(result), (a, b) -> a + ", " + b);
    }
    String text =
        titlesByReason.entrySet().stream()
            .map(e -> e.getKey().isEmpty() ? e.getValue() : e.getValue() + " (" + e.getKey() + ")")
            .collect(Collectors.joining("; "));
    page.paragraph(2, lead + text + ".");
  }

  /**
   * The title within a sentence: its first letter small, unless it starts with a name as in SYN.
   */
  private static String inSentence(DetectorResult result) {
    String title = result.title();
    boolean word = title.length() > 1 && Character.isLowerCase(title.charAt(1));
    return word && !title.startsWith("Nagle")
        ? title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1)
        : title;
  }
}
