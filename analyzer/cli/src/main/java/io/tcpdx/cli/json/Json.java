package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of the report's JSON: seconds, times, enums, unknowns. */
final class Json {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int NS_DIGITS = 9;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT);

  private Json() {}

  /** A duration in nanoseconds as seconds, exact; null where unknown. */
  static void seconds(JsonGenerator json, String field, @Nullable Long ns) throws IOException {
    json.writeFieldName(field);
    if (ns == null) {
      json.writeNull();
    } else {
      json.writeNumber(plain(BigDecimal.valueOf(ns, NS_DIGITS)));
    }
  }

  /** A moment in capture time as the capture's clock said it; null where unknown. */
  static void time(JsonGenerator json, String field, @Nullable Long timeNs, CaptureTimes times)
      throws IOException {
    time(json, field, timeNs == null ? null : times.clockNs(timeNs));
  }

  /** A moment, ISO 8601 in UTC with nine decimals; null where unknown. */
  static void time(JsonGenerator json, String field, @Nullable Long epochNs) throws IOException {
    if (epochNs == null) {
      json.writeNullField(field);
      return;
    }
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND));
    json.writeStringField(field, TIME.format(instant.atOffset(ZoneOffset.UTC)));
  }

  static void number(JsonGenerator json, String field, @Nullable Number value) throws IOException {
    json.writeFieldName(field);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value.longValue());
    }
  }

  static void flag(JsonGenerator json, String field, @Nullable Boolean value) throws IOException {
    json.writeFieldName(field);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeBoolean(value);
    }
  }

  /** A constant as the report spells it: {@code NOT_APPLICABLE} is {@code not-applicable}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable String side(@Nullable Side side) {
    return side == null ? null : word(side);
  }

  static String point(CapturePoint point) {
    return word(point);
  }

  static @Nullable String direction(@Nullable Direction direction) {
    if (direction == null) {
      return null;
    }
    return direction == Direction.CLIENT_TO_SERVER ? "clientToServer" : "serverToClient";
  }

  static void strings(JsonGenerator json, String field, Iterable<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** A detector's figures, in its own order. */
  static void metrics(JsonGenerator json, String field, Map<String, @Nullable Object> metrics)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, @Nullable Object> metric : metrics.entrySet()) {
      json.writeFieldName(metric.getKey());
      metric(json, metric.getValue());
    }
    json.writeEndObject();
  }

  private static void metric(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double || value instanceof Float) {
      fraction(json, ((Number) value).doubleValue());
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(plain(decimal));
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }

  private static void fraction(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(plain(BigDecimal.valueOf(value)));
    } else {
      json.writeNull();
    }
  }

  /** Without zeros at the end, and without an exponent. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
