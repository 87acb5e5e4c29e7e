package io.tcpdx.detect.http;

import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ClosingSegment;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segment with which a connection began to end. */
final class Closing {
  private Closing() {}

  /** The first FIN or reset; null where none was seen. */
  static @Nullable ClosingSegment first(CloseSummary close) {
    return Stream.of(close.clientFin(), close.serverFin(), close.reset())
        .flatMap(Stream::ofNullable)
        .min(Comparator.comparingLong(ClosingSegment::timeNs))
        .orElse(null);
  }
}
