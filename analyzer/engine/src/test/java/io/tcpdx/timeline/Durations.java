package io.tcpdx.timeline;

import java.math.BigDecimal;

/** Durations as timelines write them: {@code .040}, {@code 40ms}, {@code 250us}, {@code 2}. */
final class Durations {
  private Durations() {}

  /** The duration in nanoseconds; seconds where no unit stands. */
  static long parseNs(String text) {
    String number = text.replaceAll("(ms|us|ns|s)$", "");
    int exponent =
        switch (text.substring(number.length())) {
          case "ms" -> 6;
          case "us" -> 3;
          case "ns" -> 0;
          default -> 9;
        };
    return new BigDecimal(number).scaleByPowerOfTen(exponent).longValueExact();
  }
}
