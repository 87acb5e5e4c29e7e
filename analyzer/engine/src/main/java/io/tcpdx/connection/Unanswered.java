package io.tcpdx.connection;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What one side sends again since the other was heard last. It is by the sender's timer that a peer
 * shows to be gone: of what follows at once, as a burst or by duplicate ACKs, nobody can have had
 * the time to answer.
 */
public final class Unanswered {
  /** So often in a row the timer ran out that the sender gave up, or will. */
  private static final int MANY_TIMEOUTS = 5;

  /** Fewer do if then nothing came for this many times the last wait, or the sender reset. */
  private static final int SOME_TIMEOUTS = 3;

  private static final int QUIET_FACTOR = 3;

  /** Packets remembered. */
  private static final int MAX_PACKETS = 24;

  /** A smaller packet passes wherever IPv6 does (RFC 8200 §5), and so is too large for no path. */
  private static final int SURE_TO_PASS_BYTES = 1280;

  private static final long[] NONE = {};

  private @Nullable Side by;
  private long sinceNs;
  private long lastSeenNs = AckRound.NEVER;
  private long lastWaitNs;
  private long firstAgainNs;
  private long lastAgainNs;
  private int segments;
  private int timeouts;
  private boolean payload;
  private boolean large;
  private long[] packets = NONE;

  /** Takes a segment, no reset, after it was classified. */
  void onSegment(Segment segment, long fullRttNs) {
    if (segment.direction().sender() != by) {
      long heardNs = lastSeenNs;
      forget();
      lastSeenNs = heardNs;
      by = segment.direction().sender();
      sinceNs = segment.timeNs();
    }
    if (segment.is(Segment.RETRANSMISSION) && !segment.syn()) {
      sentAgain(segment, fullRttNs);
    }
    lastSeenNs = segment.timeNs();
  }

  private void sentAgain(Segment segment, long fullRttNs) {
    long waitedNs = lastSeenNs == AckRound.NEVER ? 0 : segment.timeNs() - lastSeenNs;
    if (waitedNs >= Math.max(RetransmissionTracker.MIN_TIMEOUT_NS, fullRttNs)) {
      timeouts++;
      lastWaitNs = waitedNs;
    }
    firstAgainNs = segments == 0 ? segment.timeNs() : firstAgainNs;
    lastAgainNs = segment.timeNs();
    payload |= segment.payloadLength > 0;
    large |= segment.headerBytes() + segment.payloadLength > SURE_TO_PASS_BYTES;
    if (segments < MAX_PACKETS) {
      packets = segments == packets.length ? Arrays.copyOf(packets, segments + 4) : packets;
      packets[segments] = segment.number();
    }
    segments++;
  }

  /** Somebody answered, or it is not known for how long nobody did. */
  void forget() {
    by = null;
    segments = 0;
    timeouts = 0;
    payload = false;
    large = false;
    packets = NONE;
    lastSeenNs = AckRound.NEVER;
  }

  /**
   * Whether the sender gave up, or will: its timer ran out too often in a row.
   *
   * @param untilNs until when the capture shows that nobody answered, nanoseconds since the epoch
   */
  boolean inVain(long untilNs) {
    boolean quiet = untilNs - lastSeenNs > QUIET_FACTOR * lastWaitNs;
    return timeouts >= MANY_TIMEOUTS || (timeouts >= SOME_TIMEOUTS && quiet);
  }

  /** Whether that side, as it resets the connection now, gives up what nobody answered. */
  boolean givenUpBy(Side side) {
    return side == by && timeouts >= SOME_TIMEOUTS;
  }

  /** Who sends in vain; null where nobody was heard yet. */
  public @Nullable Side by() {
    return by;
  }

  /** Segments sent again since the other side was heard last. */
  public int segments() {
    return segments;
  }

  /** When that side began to speak after the other was heard last. */
  public long sinceNs() {
    return sinceNs;
  }

  /** When the first of them was sent again; only where there are {@link #segments}. */
  public long firstAgainNs() {
    return firstAgainNs;
  }

  /** When the last of them was sent again; only where there are {@link #segments}. */
  public long lastAgainNs() {
    return lastAgainNs;
  }

  /** Whether payload is among them, and not only a FIN. */
  public boolean payload() {
    return payload;
  }

  /** Whether one of them is so large that not every path lets it pass. */
  public boolean large() {
    return large;
  }

  /** Numbers of the first packets among them. */
  public LongStream packets() {
    return Arrays.stream(packets, 0, Math.min(segments, packets.length));
  }
}
