package io.tcpdx.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as a person reads them: few digits, a fitting unit, singular and plural. Between a number
 * and its unit stands {@link #NO_BREAK}, which {@link Page} prints as a space.
 */
final class Quantity {
  /** A space at which no line breaks. */
  static final String NO_BREAK = "\u00a0";

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long MINUTE_NS = 60 * NS_PER_SECOND;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final List<String> BYTE_UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private Quantity() {}

  /** A duration in nanoseconds: {@code 320 µs}, {@code 4.1 ms}, {@code 45 ms}, {@code 1.60 s}. */
  static String duration(long ns) {
    if (ns < 0) {
      return "-" + duration(-Math.max(ns, -Long.MAX_VALUE));
    }
    if (ns == 0) {
      return "0" + NO_BREAK + "s";
    }
    if (ns < 1_000) {
      return ns + NO_BREAK + "ns";
    }
    if (ns < 999_500) {
      return rounded(ns, 1_000, 0) + NO_BREAK + "µs";
    }
    if (ns < 9_950_000) {
      return rounded(ns, 1_000_000, 1) + NO_BREAK + "ms";
    }
    if (ns < 999_500_000) {
      return rounded(ns, 1_000_000, 0) + NO_BREAK + "ms";
    }
    return ns < MINUTE_NS
        ? threeDigits(BigDecimal.valueOf(ns, 9)) + NO_BREAK + "s"
        : longDuration((ns + NS_PER_SECOND / 2) / NS_PER_SECOND);
  }

  private static String longDuration(long seconds) {
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d\u00a0min\u00a0%02d\u00a0s", seconds / 60, seconds % 60);
    }
    long minutes = seconds / 60;
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%d\u00a0h\u00a0%02d\u00a0min", minutes / 60, minutes % 60);
    }
    return String.format(
        Locale.ROOT, "%d\u00a0d\u00a0%02d\u00a0h", minutes / 1440, minutes % 1440 / 60);
  }

  /** A duration for a column: at most nine characters, {@code 1m43s} above a minute. */
  static String compact(long ns) {
    return ns < 0 ? "-" + compact(-ns) : squeezed(ns);
  }

  private static String squeezed(long ns) {
    if (ns < MINUTE_NS) {
      return duration(ns);
    }
    return duration(ns).replace("min", "m").replace(NO_BREAK, "");
  }

  /** Bytes with decimal multiples: {@code 512 B}, {@code 20.3 kB}, {@code 1.20 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + NO_BREAK + "B";
    }
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = -1;
    do {
      value = value.movePointLeft(3);
      unit++;
    } while (value.round(new MathContext(3)).compareTo(BigDecimal.valueOf(1_000)) >= 0);
    return threeDigits(value) + NO_BREAK + BYTE_UNITS.get(unit);
  }

  /** A count with its digits in groups: {@code 1,234,567}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with its noun: {@code 1 packet}, {@code 2 packets}. */
  static String count(long count, String singular, String plural) {
    return count(count) + NO_BREAK + (count == 1 ? singular : plural);
  }

  /** How often: {@code once}, {@code twice}, {@code 39 times}. */
  static String times(long count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count(count) + NO_BREAK + "times";
  }

  /** A part of a whole in percent: {@code 76 %}, {@code 0.4 %}, {@code under 0.1 %}. */
  static String share(long part, long whole) {
    double percent = 100.0 * part / whole;
    if (percent >= 9.95) {
      return String.format(Locale.ROOT, "%.0f\u00a0%%", percent);
    }
    return percent < 0.1
        ? "under\u00a00.1\u00a0%"
        : String.format(Locale.ROOT, "%.1f\u00a0%%", percent);
  }

  /** A moment in UTC to the millisecond. */
  static String time(long epochNs) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String rounded(long value, long unit, int decimals) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(unit), decimals, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** At least 1 and under 1000, with three significant digits. */
  private static String threeDigits(BigDecimal value) {
    BigDecimal rounded = value.round(new MathContext(3, RoundingMode.HALF_UP));
    int decimals = Math.max(0, 3 - (rounded.precision() - rounded.scale()));
    return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
