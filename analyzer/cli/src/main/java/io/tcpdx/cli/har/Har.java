package io.tcpdx.cli.har;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units of HAR: times as ISO 8601, durations in milliseconds, -1 where there is none. */
final class Har {
  static final long NONE = -1;

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int NS_DIGITS_IN_MS = 6;

  /** Readers of HAR take as many decimals as they can use. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  private Har() {}

  static void time(JsonGenerator json, String field, long epochNs) throws IOException {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    json.writeStringField(field, TIME.format(instant.atOffset(ZoneOffset.UTC)));
  }

  /** Milliseconds to the nanosecond; -1 where there is none. */
  static void milliseconds(JsonGenerator json, String field, @Nullable Long ns) throws IOException {
    json.writeFieldName(field);
    if (ns == null) {
      json.writeNumber(NONE);
      return;
    }
    BigDecimal stripped = BigDecimal.valueOf(ns, NS_DIGITS_IN_MS).stripTrailingZeros();
    json.writeNumber(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }
}
