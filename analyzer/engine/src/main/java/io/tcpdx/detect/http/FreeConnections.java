package io.tcpdx.detect.http;

import io.tcpdx.protocol.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one caller that could serve a request for which it opens a new one. Each
 * stands in for one other at a time, or for any number if it is multiplexed.
 */
final class FreeConnections {
  /**
   * For how long a connection can be expected to be kept without anything to do: 30 s is what
   * Java's HttpClient keeps it for; others longer.
   */
  static final long WINDOW_NS = 30_000_000_000L;

  /** A client rightly does not trust a connection whose announced time is nearly over. */
  private static final long MARGIN_NS = 1_000_000_000L;

  /** Of connections opened before, so many are looked at. */
  private static final int MAX_CANDIDATES = 512;

  private final List<Candidate> candidates = new ArrayList<>();

  private static final class Candidate {
    final ConnectionUse use;

    /** Until when it would be busy with what another connection did in its stead. */
    long takenUntilNs = Long.MIN_VALUE;

    Candidate(ConnectionUse use) {
      this.use = use;
    }
  }

  /**
   * What could have served a request.
   *
   * @param use the connection
   * @param reason why it did not
   */
  record Choice(ConnectionUse use, EndReason reason) {}

  /** A connection that was opened, in the order of opening. */
  void add(ConnectionUse use) {
    if (use.quietNs() == Exchange.NEVER) {
      return; // busy to its end, for all that is known
    }
    if (candidates.size() == MAX_CANDIDATES) {
      candidates.remove(0);
    }
    candidates.add(new Candidate(use));
  }

  /** What could have served the first request of a connection opened next; null if nothing. */
  @Nullable Choice takeFor(ConnectionUse next) {
    candidates.removeIf(it -> isOver(it.use, next.openedNs()));
    Candidate best = null;
    long bestFreeNs = Exchange.NEVER;
    for (Candidate candidate : candidates) {
      long freeNs = freeSinceNs(candidate, next);
      if (freeNs != Exchange.NEVER && freeNs >= bestFreeNs) {
        best = candidate;
        bestFreeNs = freeNs;
      }
    }
    return best == null ? null : take(best, next);
  }

  /** Whether it was last used so long ago that no later connection can be set beside it. */
  private static boolean isOver(ConnectionUse use, long nowNs) {
    return nowNs - use.quietNs() > WINDOW_NS;
  }

  private Choice take(Candidate candidate, ConnectionUse next) {
    ConnectionUse use = candidate.use;
    ConnectionEnd end = use.end();
    boolean inTime = use.closedNs() >= next.firstEndNs();
    boolean wordless = end == null || !saidBeforehand(end.reason());
    if (inTime && wordless) {
      if (!use.multiplexed()) {
        candidate.takenUntilNs = next.quietNs() == Exchange.NEVER ? Long.MAX_VALUE : next.quietNs();
      }
      return new Choice(use, EndReason.IDLE_IGNORED);
    }
    candidates.remove(candidate);
    return new Choice(use, end == null ? EndReason.IDLE_IGNORED : end.reason());
  }

  /** Whether its client knew that it would not be kept, before it was closed. */
  private static boolean saidBeforehand(EndReason reason) {
    return switch (reason) {
      case CONNECTION_CLOSE, HTTP_1_0, NO_LENGTH, KEEP_ALIVE_MAX -> true;
      case KEEP_ALIVE_TIMEOUT, IDLE_TIMEOUT, CLIENT_CLOSED, SERVER_CLOSED, IDLE_IGNORED -> false;
    };
  }

  /** Since when it would have been free for that one; {@link Exchange#NEVER} if it was not. */
  private static long freeSinceNs(Candidate candidate, ConnectionUse next) {
    ConnectionUse use = candidate.use;
    if (candidate.takenUntilNs >= next.openedNs()) {
      return Exchange.NEVER;
    }
    long askedNs = next.openedNs() - Math.max(0, use.path().toClientNs());
    long sinceNs = sinceNs(use, next, askedNs);
    if (sinceNs == Exchange.NEVER || sinceNs >= askedNs) {
      return Exchange.NEVER;
    }
    return askedNs - sinceNs <= trustedNs(use, next) ? sinceNs : Exchange.NEVER;
  }

  private static long sinceNs(ConnectionUse use, ConnectionUse next, long askedNs) {
    if (use.multiplexed()) {
      long readyNs = use.openedNs() + use.setUp().totalNs();
      boolean busy = use.quietNs() > askedNs;
      return busy ? Math.min(readyNs, use.firstEndNs()) : use.quietNs();
    }
    return use.quietNs() < askedNs
        ? use.quietNs()
        : use.idle().spanAround(askedNs, next.firstEndNs());
  }

  /** For how long without use a client can count on it. */
  private static long trustedNs(ConnectionUse use, ConnectionUse next) {
    Long announcedNs = use.announcedNs();
    boolean open = use.closedNs() >= next.openedNs();
    return open && announcedNs != null
        ? Math.min(WINDOW_NS, Math.max(0, announcedNs - MARGIN_NS))
        : WINDOW_NS;
  }
}
