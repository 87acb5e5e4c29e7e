package io.tcpdx.detect.http;

import io.tcpdx.protocol.Exchange;
import java.util.Arrays;
import java.util.List;

/**
 * When a connection had nothing to do between its exchanges: all that was asked on it had been
 * answered, and nothing new was asked yet. Times are those of capture, nanoseconds since the epoch.
 */
final class IdleSpans {
  /** Spans kept of one connection; of a connection that has more, the later ones are not known. */
  static final int MAX_SPANS = 256;

  /** In less time nobody opens a connection and asks. */
  private static final long MIN_NS = 1_000_000L;

  private static final int FIRST_CAPACITY = 2;

  private long[] bounds = new long[FIRST_CAPACITY];
  private int size;
  private long quietNs = Exchange.NEVER;

  private IdleSpans() {}

  /** Of exchanges in the order of their beginnings. */
  static IdleSpans between(List<? extends Exchange> exchanges) {
    IdleSpans spans = new IdleSpans();
    for (Exchange exchange : exchanges) {
      if (spans.quietNs != Exchange.NEVER) {
        spans.add(spans.quietNs, exchange.startNs());
      }
      if (!exchange.complete()) {
        spans.quietNs = Exchange.NEVER;
        return spans; // it stays busy with that, for all that is known
      }
      spans.quietNs = Math.max(spans.quietNs, exchange.endNs());
    }
    return spans;
  }

  private void add(long fromNs, long untilNs) {
    if (untilNs - fromNs < MIN_NS || size == 2 * MAX_SPANS) {
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = fromNs;
    bounds[size++] = untilNs;
  }

  /** When its last exchange was over; {@link Exchange#NEVER} where one stayed without answer. */
  long quietNs() {
    return quietNs;
  }

  /**
   * The begin of the span between two exchanges that holds all from then until then; {@link
   * Exchange#NEVER} where there is none.
   */
  long spanAround(long fromNs, long untilNs) {
    for (int i = 0; i < size && bounds[i] <= fromNs; i += 2) {
      if (bounds[i + 1] >= untilNs) {
        return bounds[i];
      }
    }
    return Exchange.NEVER;
  }
}
