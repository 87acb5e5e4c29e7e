package io.tcpdx.cli.text;

import io.tcpdx.detect.DetectorResult;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The detectors that found nothing, so that silence means something: by name if they are few. */
final class DetectorLines {
  private final Page page;
  private final TextOptions options;

  DetectorLines(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  void write(List<DetectorResult> results) {
    List<DetectorResult> clear = with(results, Outcome.CLEAR);
    List<DetectorResult> notApplicable = with(results, Outcome.NOT_APPLICABLE);
    if (with(results, Outcome.FOUND).size() < results.size()) {
      page.gap();
    }
    if (!clear.isEmpty()) {
      String what =
          many(clear)
              ? Figures.count(clear.size(), "other problem", "other problems")
              : clear.stream().map(DetectorLines::inSentence).collect(Collectors.joining(", "));
      page.paragraph(2, "Looked for and not found: " + what + named(clear));
    }
    if (!notApplicable.isEmpty()) {
      String what = many(notApplicable) ? reasons(notApplicable) : namesWithReasons(notApplicable);
      page.paragraph(2, "Not applicable: " + what + named(notApplicable));
    }
    List<DetectorResult> failed = with(results, Outcome.FAILED);
    if (!failed.isEmpty()) {
      page.paragraph(2, "Failed, please report: " + namesWithReasons(failed) + ".");
    }
  }

  private String named(List<DetectorResult> results) {
    return many(results) ? " (--verbose names them)." : ".";
  }

  private boolean many(List<DetectorResult> results) {
    return results.size() > options.rows();
  }

  private static List<DetectorResult> with(List<DetectorResult> results, Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).toList();
  }

  /** How many, and why: the reason of most first. */
  private static String reasons(List<DetectorResult> results) {
    Map<String, Long> counts =
        results.stream()
            .collect(Collectors.groupingBy(DetectorLines::reason, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> Figures.count(e.getValue()) + (e.getKey().isEmpty() ? "" : " as " + e.getKey()))
        .collect(Collectors.joining("; "));
  }

  private static String reason(DetectorResult result) {
    String reason = result.reason();
    return reason == null ? "" : reason;
  }

  /** Detectors with the same reason share it. */
  private static String namesWithReasons(List<DetectorResult> results) {
    Map<String, String> titlesByReason = new LinkedHashMap<>();
    for (DetectorResult result : results) {
      titlesByReason.merge(reason(result), inSentence(result), (a, b) -> a + ", " + b);
    }
    return titlesByReason.entrySet().stream()
        .map(e -> e.getKey().isEmpty() ? e.getValue() : e.getValue() + " (" + e.getKey() + ")")
        .collect(Collectors.joining("; "));
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
