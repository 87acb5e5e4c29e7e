package io.tcpdx.detect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures in words: three significant digits at most, with the unit that fits. */
public final class Figures {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Figures() {}

  /** A duration: {@code 320 µs}, {@code 45 ms}, {@code 1.6 s}, {@code 3 min 20 s}. */
  public static String duration(long durationNs) {
    if (durationNs >= 120_000_000_000L) {
      long seconds = (durationNs + 500_000_000L) / 1_000_000_000L;
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    if (durationNs >= 999_500_000L) {
      return digits(durationNs, 9) + " s";
    }
    if (durationNs >= 999_500L) {
      return digits(durationNs, 6) + " ms";
    }
    return durationNs >= 1000 ? digits(durationNs, 3) + " µs" : durationNs + " ns";
  }

  /** An amount of bytes in powers of 1000: {@code 520 B}, {@code 20.8 kB}. */
  public static String bytes(long bytes) {
    int unit = 0;
    long scale = 1;
    while (unit + 1 < BYTE_UNITS.length && bytes >= 999.5 * scale) {
      scale *= 1000;
      unit++;
    }
    return digits(bytes, 3 * unit) + " " + BYTE_UNITS[unit];
  }

  /** A share as a percentage: {@code 76 %}, {@code 0.4 %}. */
  public static String percent(double share) {
    double percent = share * 100;
    return (percent >= 1 || percent == 0
            ? String.valueOf(Math.round(percent))
            : BigDecimal.valueOf(percent)
                .round(new MathContext(1))
                .stripTrailingZeros()
                .toPlainString())
        + " %";
  }

  /** A count with its noun: {@code 1 segment}, {@code 39 segments}. */
  public static String count(long count, String singular, String plural) {
    return count + " " + (count == 1 ? singular : plural);
  }

  /** {@code once}, {@code twice}, {@code 39 times}. */
  public static String times(long count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
  }

  private static String digits(long value, int scale) {
    BigDecimal rounded = BigDecimal.valueOf(value, scale).round(DIGITS);
    BigDecimal plain = rounded.stripTrailingZeros();
    return plain.toPlainString();
  }
}
