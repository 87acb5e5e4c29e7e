package io.tcpdx.detect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Figures as a person reads them: few digits, a fitting unit, singular and plural. All that tcpdx
 * prints takes its figures from here, so that the same amount reads the same everywhere.
 */
public final class Figures {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT);
  private static final long MINUTE_NS = 60 * NS_PER_SECOND;
  private static final List<String> BYTE_UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private Figures() {}

  /** A duration in nanoseconds: {@code 320 µs}, {@code 4.1 ms}, {@code 45 ms}, {@code 1.60 s}. */
  public static String duration(long ns) {
    if (ns < 0) {
      return "-" + duration(-Math.max(ns, -Long.MAX_VALUE));
    }
    if (ns == 0) {
      return "0 s";
    }
    if (ns < 1_000) {
      return ns + " ns";
    }
    if (ns < 999_500) {
      return rounded(ns, 1_000, 0) + " µs";
    }
    if (ns < 9_950_000) {
      return rounded(ns, 1_000_000, 1) + " ms";
    }
    if (ns < 999_500_000) {
      return rounded(ns, 1_000_000, 0) + " ms";
    }
    return ns < MINUTE_NS
        ? threeDigits(BigDecimal.valueOf(ns, 9)) + " s"
        : longDuration((ns + NS_PER_SECOND / 2) / NS_PER_SECOND);
  }

  private static String longDuration(long seconds) {
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = seconds / 60;
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
    return String.format(Locale.ROOT, "%d d %02d h", minutes / 1440, minutes % 1440 / 60);
  }

  /** Bytes with decimal multiples: {@code 512 B}, {@code 20.3 kB}, {@code 1.20 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = -1;
    do {
      value = value.movePointLeft(3);
      unit++;
    } while (value.round(new MathContext(3)).compareTo(BigDecimal.valueOf(1_000)) >= 0);
    return threeDigits(value) + " " + BYTE_UNITS.get(unit);
  }

  /** A share, 1 being all: {@code 76 %}, {@code 0.4 %}, {@code under 0.1 %}. */
  public static String percent(double share) {
    double percent = share * 100;
    if (percent == 0 || percent >= 9.95) {
      return String.format(Locale.ROOT, "%.0f %%", percent);
    }
    return percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** A part of a whole as {@link #percent(double)} tells it. */
  public static String share(long part, long whole) {
    return percent((double) part / whole);
  }

  /** A count with its digits in groups: {@code 1,234,567}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with its noun: {@code 1 segment}, {@code 39 segments}. */
  public static String count(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }

  /** How often: {@code once}, {@code twice}, {@code 39 times}. */
  public static String times(long count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count(count) + " times";
  }

  /** A moment as JSON has it: ISO 8601 in UTC, with nine decimals. */
  public static String moment(long epochNs) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    return MOMENT.format(instant.atOffset(ZoneOffset.UTC));
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
