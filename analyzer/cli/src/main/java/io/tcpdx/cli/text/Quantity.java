package io.tcpdx.cli.text;

import io.tcpdx.detect.Figures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments, and durations in columns. All other figures are {@link Figures}'. */
final class Quantity {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long MINUTE_NS = 60 * NS_PER_SECOND;
  private static final long DAY_NS = 24 * 60 * MINUTE_NS;

  /** Among so many days nobody looks for an hour. */
  private static final long MANY_DAYS = 10;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private Quantity() {}

  /** A duration for a column: at most nine characters, {@code 1m43s} above a minute. */
  static String compact(long ns) {
    return ns < 0 ? "-" + compact(-ns) : squeezed(ns);
  }

  private static String squeezed(long ns) {
    if (ns < MINUTE_NS) {
      return Figures.duration(ns);
    }
    if (ns >= MANY_DAYS * DAY_NS) {
      return ns / DAY_NS + "d"; // captures put together that were taken years apart
    }
    return Figures.duration(ns).replace("min", "m").replace(" ", "");
  }

  /** A moment in UTC to the millisecond. */
  static String time(long epochNs) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
