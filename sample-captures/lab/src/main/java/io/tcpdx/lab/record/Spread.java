package io.tcpdx.lab.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lowest, median and highest of some durations, in seconds; null where there were none. */
record Spread(@Nullable Double min, @Nullable Double median, @Nullable Double max) {

  static Spread of(List<Long> nanoseconds) {
    if (nanoseconds.isEmpty()) {
      return new Spread(null, null, null);
    }
    List<Long> sorted = nanoseconds.stream().sorted().toList();
    int last = sorted.size() - 1;
    return new Spread(sorted.get(0) / 1e9, sorted.get(last / 2) / 1e9, sorted.get(last) / 1e9);
  }

  /** As it stands in JSON. */
  static Map<String, @Nullable Double> seconds(List<Long> nanoseconds) {
    Spread spread = of(nanoseconds);
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    values.put("min", spread.min);
    values.put("median", spread.median);
    values.put("max", spread.max);
    return values;
  }
}
