package io.tcpdx.cli;

import io.tcpdx.Analyzer;
import io.tcpdx.detect.DetectorDescription;
import java.util.Comparator;
import java.util.Locale;

/** Codes of detectors as a person types them. */
final class DetectorCodes {
  /** More letters apart than this, and a code is not what was meant. */
  private static final int FAR = 4;

  private DetectorCodes() {}

  /** The line for a code that no detector has, with the nearest one that does. */
  static String unknown(String code) {
    String nearest =
        Analyzer.detectors().stream()
            .map(DetectorDescription::code)
            .filter(c -> distance(c, code) <= FAR || (code.length() > 3 && c.contains(code)))
            .min(Comparator.comparingInt(c -> distance(c, code)))
            .map(c -> "; did you mean '" + c + "'?")
            .orElse("");
    return "there is no detector '" + code + "'" + nearest + " ('tcpdx detectors' lists them)";
  }

  /** Letters to insert, drop or change to make one of the other (Levenshtein). */
  private static int distance(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
