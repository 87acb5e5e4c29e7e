package io.tcpdx.detect.ports;

import io.tcpdx.connection.CaptureTimes;
import java.util.HashMap;
import java.util.Map;

/**
 * How many events came a second, from the first to the last. Where the capture's clock jumped
 * between, nobody knows how long that was: each stretch counts by itself.
 */
final class ConnectionRate {
  private static final double NS_PER_SECOND = 1e9;

  private final Map<Integer, Stretch> stretches = new HashMap<>(2);

  private static final class Stretch {
    long count;
    long firstNs = Long.MAX_VALUE;
    long lastNs = Long.MIN_VALUE;
  }

  /** One more, at that capture time in nanoseconds; in any order. */
  void add(long timeNs, CaptureTimes times) {
    Stretch stretch = stretches.computeIfAbsent(times.stretchOf(timeNs), number -> new Stretch());
    stretch.count++;
    stretch.firstNs = Math.min(stretch.firstNs, timeNs);
    stretch.lastNs = Math.max(stretch.lastNs, timeNs);
  }

  /** 0 where that cannot be said. */
  double perSecond() {
    long intervals = 0;
    long lastedNs = 0;
    for (Stretch stretch : stretches.values()) {
      intervals += stretch.count - 1;
      lastedNs += stretch.lastNs - stretch.firstNs;
    }
    return lastedNs <= 0 ? 0 : intervals * NS_PER_SECOND / lastedNs;
  }
}
