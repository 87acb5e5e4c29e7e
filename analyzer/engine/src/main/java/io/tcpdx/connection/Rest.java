package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * Follows the times in which a connection was at rest: silent, with nothing unacknowledged. Where
 * one side then sends and is not answered, the connection may have been forgotten meanwhile, at the
 * other end or on the way. A silence in which something waits to be acknowledged is a stall, and no
 * rest.
 */
final class Rest {
  /** After such a silence a middlebox or a time-out may have forgotten the connection. */
  static final long LONG_NS = 10_000_000_000L;

  private long lastNs = AckRound.NEVER;

  /** Whether all was acknowledged that a side has sent, by the direction in which it sends. */
  private final boolean[] done = new boolean[2];

  private @Nullable Side brokenBy;
  private long lastedNs;

  /** Takes a segment, no reset, after the streams' state was brought up to date by it. */
  void onSegment(Segment segment, HalfStream me, HalfStream peer) {
    Side side = segment.direction().sender();
    long silentNs = silentNs(segment.timeNs());
    boolean asks =
        (segment.payloadLength > 0 && segment.is(Segment.NEW)) || segment.is(Segment.KEEP_ALIVE);
    if (side != brokenBy) {
      boolean breaks = asks && silentNs >= LONG_NS && wasAtRest(segment.direction(), peer);
      brokenBy = breaks ? side : null;
      lastedNs = silentNs;
    }
    lastNs = Math.max(lastNs, segment.timeNs());
    done[segment.direction().index()] = me.nothingUnacked();
    done[segment.direction().opposite().index()] = peer.nothingUnacked();
  }

  /**
   * Whether nothing waited to be acknowledged before this segment. What the segment itself
   * acknowledges had been so: else its sender would have sent it again in so long a time.
   */
  private boolean wasAtRest(Direction direction, HalfStream peer) {
    return done[direction.index()] && (done[direction.opposite().index()] || peer.nothingUnacked());
  }

  /** The time since the last segment, in nanoseconds; 0 where there was none. */
  long silentNs(long nowNs) {
    return lastNs == AckRound.NEVER ? 0 : Math.max(0, nowNs - lastNs);
  }

  /**
   * How long the rest was that this side broke without having been answered since, in nanoseconds;
   * 0 where there is no such.
   */
  long brokenInVainNs(Side side) {
    return side == brokenBy ? lastedNs : 0;
  }

  /** The clock jumped: it is not known how long the silence is. */
  void forget() {
    lastNs = AckRound.NEVER;
    done[0] = false;
    done[1] = false;
    brokenBy = null;
  }
}
