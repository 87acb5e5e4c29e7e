package io.tcpdx.connection;

import io.tcpdx.wire.TcpView;

/**
 * One acknowledgment of something new, with the data that it answers and what its receiver sent
 * next. From it follows who waited for whom: whether the ACK was held back, and whether the next
 * segment had waited for it.
 *
 * <p>It is handed out when it is settled: some rounds later, so that the path's RTT, of which all
 * of this is relative, is known by then. Valid during the call that hands it out.
 */
public final class AckRound {
  /**
   * Shorter holds are not told from the path's jitter and from programs that read late: the
   * shortest timers in use run 40 ms (Linux, FreeBSD, Windows 11), less one tick of a 100 Hz
   * kernel.
   */
  public static final long MIN_HOLD_NS = 30_000_000L;

  /** A receiver must not delay longer (RFC 9293 §3.8.6.3, RFC 1122 §4.2.3.2). */
  public static final long MAX_HOLD_NS = 500_000_000L;

  /** A sender's stack answers an ACK within this, seen beside the sender. */
  public static final long LOCAL_RELEASE_SLACK_NS = 500_000L;

  /** The same, seen from afar: paths jitter. */
  public static final long REMOTE_RELEASE_SLACK_NS = 1_000_000L;

  /** On a path as short as this, the lowest RTT that was seen is mostly jitter. */
  private static final long NEAR_RTT_NS = 2_000_000L;

  /** Shorter stalls are the price of one RTT on a near path, and not worth a word. */
  public static final long MIN_STALL_NS = 1_000_000L;

  /** RTTs vary: a release may be off by this part of the RTT. */
  public static final int RELEASE_SLACK_DIVISOR = 10;

  /** Waits this often are no chance. */
  public static final int CERTAIN_WAITS = 3;

  /**
   * Bytes of the smallest segment and its ACK, headers alone, on Ethernet without options: what the
   * lowest RTT took at least to put on the wire.
   */
  private static final int SMALLEST_ROUND_BYTES = 108;

  static final long NEVER = Long.MIN_VALUE;

  Direction dataDirection = Direction.CLIENT_TO_SERVER;
  long ackPacket;
  long ackNs;
  boolean pureAck;
  int hopLimit;
  boolean gapOpen;
  long coveredBytes;
  boolean coversHandshake;
  boolean coversRetransmission;
  boolean atSegmentEnd;
  long firstDataPacket;
  long firstDataNs;
  long lastDataPacket;
  long lastDataNs;
  long uncoveredBytes;
  long firstUncoveredNs;
  boolean coversLastSmall;
  boolean passedByFull;
  long lastSentNs;
  long windowEdgeBefore;
  long windowEdgeAfter;
  boolean hasTimestamp;
  int timestamp;
  long lastReversePayloadNs;
  long lastReverseAckNs;
  long nextReversePayloadNs;

  /** What the data's sender had got from the other side when it sent its last segment before. */
  long gotBefore;

  /** What it had got when it sent its next. */
  long gotUntilNext;

  long nextPacket;
  long nextNs;
  long nextBytes;
  long nextEnd;
  boolean nextFin;
  boolean nextHasEcho;
  int nextEcho;

  long receiverRttNs;
  long fullSegmentRttNs;
  long senderRttNs;
  long segmentSizeBytes;
  long nagleOffSinceNs;
  boolean echoesPureAcks;
  AckWait waitedFor = AckWait.NOTHING;

  void reset() {
    passedByFull = false;
    waitedFor = AckWait.NOTHING;
    nextReversePayloadNs = NEVER;
    gotUntilNext = 0;
    nextPacket = 0;
    nextNs = NEVER;
    nextBytes = 0;
    nextFin = false;
    nextHasEcho = false;
    receiverRttNs = DurationHistogram.UNKNOWN;
    senderRttNs = DurationHistogram.UNKNOWN;
  }

  void sentNext(Segment segment) {
    nextPacket = segment.number();
    nextNs = segment.timeNs();
    nextBytes = segment.payloadLength();
    nextEnd = segment.end();
    gotUntilNext = segment.ack;
    nextFin = segment.has(TcpView.FIN);
    nextHasEcho = segment.packet.tcpOptions().hasTimestamps();
    nextEcho = segment.packet.tcpOptions().timestampEcho();
  }

  /** Whether a segment of the data's sender left before this ACK can have reached it. */
  boolean wasUnderWay(Segment segment, long rttNs) {
    return rttNs > 0 && segment.timeNs() - ackNs < rttNs - slackNs(rttNs);
  }

  /** Which way the acknowledged data went; its sender received the ACK. */
  public Direction dataDirection() {
    return dataDirection;
  }

  /** Number of the acknowledgment's packet. */
  public long ackPacket() {
    return ackPacket;
  }

  /** When the acknowledgment passed. */
  public long ackNs() {
    return ackNs;
  }

  /**
   * Whether its hop limit is one that hosts begin with: then no router lies between its sender and
   * the capture point.
   */
  public boolean unrouted() {
    return hopLimit == 64 || hopLimit == 128 || hopLimit == 255;
  }

  /** Number of the first packet that it newly covers. */
  public long firstDataPacket() {
    return firstDataPacket;
  }

  /** When the first packet that it newly covers passed. */
  public long firstDataNs() {
    return firstDataNs;
  }

  /** Number of the last packet that it newly covers. */
  public long lastDataPacket() {
    return lastDataPacket;
  }

  /** When the last packet that it newly covers passed. */
  public long lastDataNs() {
    return lastDataNs;
  }

  /** Number of the data sender's next new segment, or 0 where none followed before the next ACK. */
  public long nextPacket() {
    return nextPacket;
  }

  /** When the data sender's next new segment passed; only where {@link #nextPacket} is not 0. */
  public long nextNs() {
    return nextNs;
  }

  /** Payload bytes of the data sender's next new segment. */
  public long nextBytes() {
    return nextBytes;
  }

  /** Whether the data sender's next new segment carries its FIN. */
  public boolean nextFin() {
    return nextFin;
  }

  /** Lowest RTT between the capture point and the ACK's sender in nanoseconds, or -1. */
  public long receiverRttNs() {
    return receiverRttNs;
  }

  /** Lowest RTT between the capture point and the data's sender in nanoseconds, or -1. */
  public long senderRttNs() {
    return senderRttNs;
  }

  /**
   * How long the receiver can have held the acknowledgment, in nanoseconds: since the first segment
   * that it covers reached it, the path's own time taken off; -1 where the path's RTT is not known.
   * ACKs are cumulative: what the receiver's last ACK before this one does not cover had not
   * reached it then, however long it may have been queued on the way.
   */
  public long holdNs() {
    return receiverRttNs < 0 ? -1 : ackNs - Math.max(firstDataNs + receiverRttNs, lastReverseAckNs);
  }

  /**
   * Whether the receiver's delayed-ACK timer held it: no payload to ride on, less than two full
   * segments to acknowledge, and none of the things that explain the time otherwise.
   */
  public boolean delayed() {
    if (!pureAck || coversHandshake || coversRetransmission || gapOpen || receiverRttNs < 0) {
      return false;
    }
    long hold = holdNs();
    return hold >= MIN_HOLD_NS
        && hold <= MAX_HOLD_NS
        && (coveredBytes < 2 * segmentSizeBytes || windowStood())
        && !answersLastSegment()
        && !laterDataHadArrived();
  }

  /**
   * Whether it could not move the window on: then the receiver may hold an ACK of any amount, since
   * sending it at once would let nothing go (RFC 9293 §3.8.6.2.2; Linux does so).
   */
  private boolean windowStood() {
    return windowEdgeAfter <= windowEdgeBefore;
  }

  /**
   * Whether it went out as soon as the last segment that it covers had come, as after every second
   * segment: then no timer sent it, however long the first had waited.
   */
  private boolean answersLastSegment() {
    return ackNs - lastDataNs - receiverRttNs <= slackNs(receiverRttNs);
  }

  /**
   * Whether more data should have reached the receiver before it sent this ACK, and is not in it:
   * then the path, not the receiver, was slow (a queue), and the time says nothing about the
   * receiver.
   */
  private boolean laterDataHadArrived() {
    return uncoveredBytes > 0 && firstUncoveredNs < ackNs - receiverRttNs - slackNs(receiverRttNs);
  }

  /**
   * What the data's sender is shown to have waited for before its next segment. The finding and the
   * ledger both go by this, and by {@link #waitStartNs} and {@link #waitEndNs}.
   */
  public AckWait waitedFor() {
    return waitedFor;
  }

  /** When the time began that the wait cost; only where there was one. */
  public long waitStartNs() {
    return waitedFor == AckWait.NAGLE ? lastSentNs : ackNs - heldForSureNs();
  }

  /** When the time ended that the wait cost; only where there was one. */
  public long waitEndNs() {
    return waitedFor == AckWait.NAGLE ? nextNs : ackNs;
  }

  /** Whether the acknowledged data ends with a full segment. */
  public boolean endsWithFull() {
    return !HalfStream.isSmall(coveredBytes, segmentSizeBytes);
  }

  /** Whether the next segment is smaller than a full one, or does not end with one. */
  public boolean nextIsSmall() {
    return HalfStream.isSmall(nextBytes, segmentSizeBytes);
  }

  /**
   * What of the hold the receiver's timer took for sure, in nanoseconds: putting the data on the
   * wire is taken off, which takes longer than for the small segments of which the lowest RTT is.
   * It took no longer than full segments took more, if one was acknowledged sooner, nor than it
   * takes if the lowest RTT is nothing but such time.
   */
  private long heldForSureNs() {
    long onWireNs = forCoveredBytes(receiverRttNs, SMALLEST_ROUND_BYTES);
    if (fullSegmentRttNs >= 0) {
      long moreNs = fullSegmentRttNs - receiverRttNs;
      onWireNs = Math.min(onWireNs, forCoveredBytes(moreNs, segmentSizeBytes));
    }
    return holdNs() - onWireNs;
  }

  /** How long the covered bytes take where so many take that long. */
  private long forCoveredBytes(long timeNs, long bytes) {
    return (long) ((double) timeNs * coveredBytes / bytes);
  }

  /**
   * Whether the ACK was held, for sure, and the sender could have waited for it: it has sent
   * something since, that no payload from the other side set going. What Nagle's algorithm may have
   * held is told by {@link NagleShape}.
   */
  boolean comparesToHeldAck() {
    return delayed()
        && !NagleShape.compares(this)
        && nextPacket != 0
        && nextBytes > 0
        && senderRttNs >= 0
        && !payloadCameBetween();
  }

  /**
   * Whether the sender's next segment went out on an ACK that was held, with nothing else in
   * flight: it passes one RTT of the sender's side after it, as nothing but a reaction does.
   */
  boolean fitsHeldAck() {
    return comparesToHeldAck()
        && uncoveredBytes == 0
        && atSegmentEnd
        && !passedByFull
        && nextFollows(releaseSlackNs())
        && heldForSureNs() >= MIN_HOLD_NS;
  }

  /** Whether the next segment passes one RTT of the sender's side after the ACK, give or take. */
  boolean nextFollows(long slackNs) {
    return nextPacket != 0
        && nextBytes > 0
        && senderRttNs >= 0
        && !echoShowsSentBefore()
        && reactionNs() >= soonestReactionNs(slackNs)
        && reactionNs() <= senderRttNs + slackNs;
  }

  /**
   * How soon after the ACK the next segment can pass that it let go. A near sender may answer
   * sooner than it ever did, and what follows so soon upon a long wait is its reaction all the
   * same.
   */
  private long soonestReactionNs(long slackNs) {
    boolean near = senderRttNs <= NEAR_RTT_NS;
    return near && senderRttNs + slackNs <= stallNs() / RELEASE_SLACK_DIVISOR
        ? 0
        : senderRttNs - slackNs;
  }

  /**
   * Whether the next segment echoes an older timestamp than the ACK's: it left before the ACK came.
   * Some stacks (4.4BSD's heirs) never echo what came on a bare ACK, and show nothing by it.
   */
  private boolean echoShowsSentBefore() {
    return hasTimestamp && nextHasEcho && echoesPureAcks && nextEcho - timestamp < 0;
  }

  boolean nextSentBeforeAckArrived() {
    return echoShowsSentBefore() || reactionNs() < soonestReactionNs(slackNs(senderRttNs));
  }

  /**
   * Whether payload from the other side reached the data's sender after it sent the last covered
   * segment and before its next: then that, not the ACK, may have set it going. What it
   * acknowledges tells that of payload too that was not captured.
   */
  boolean payloadCameBetween() {
    if (gotUntilNext > gotBefore) {
      return true;
    }
    long rttNs = Math.max(0, senderRttNs);
    long slack = slackNs(rttNs);
    if (lastReversePayloadNs != NEVER && lastReversePayloadNs + rttNs > lastSentNs + slack) {
      return true;
    }
    return nextReversePayloadNs != NEVER && nextReversePayloadNs + rttNs <= nextNs + slack;
  }

  /** How long after the ACK the next segment passed, in nanoseconds. */
  long reactionNs() {
    return nextNs - ackNs;
  }

  /**
   * How long the next segment may have been held at most, in nanoseconds: since the segment before
   * it went out.
   */
  public long stallNs() {
    return nextNs - lastSentNs;
  }

  /** What part of the wait a next segment that comes at any time may come in and seem released. */
  public double chanceOfRelease() {
    if (stallNs() < MIN_STALL_NS) {
      return 0;
    }
    long slackNs = releaseSlackNs();
    long spanNs = senderRttNs + slackNs - soonestReactionNs(slackNs);
    return Math.min(1, (double) spanNs / stallNs());
  }

  /**
   * What a release may be off: on a near path, where all times are short, no more than a tenth of
   * the time that the segment waited, so that chance is not taken for cause.
   */
  long releaseSlackNs() {
    return Math.max(
        Math.min(jitterNs(senderRttNs), stallNs() / RELEASE_SLACK_DIVISOR),
        senderRttNs / RELEASE_SLACK_DIVISOR);
  }

  /** What of a side's lowest RTT it takes for sure: beside that side nothing, jitter being more. */
  static long surelyTakenNs(long rttNs) {
    return Math.max(0, rttNs - slackNs(rttNs));
  }

  static long slackNs(long rttNs) {
    return Math.max(jitterNs(rttNs), rttNs / RELEASE_SLACK_DIVISOR);
  }

  private static long jitterNs(long rttNs) {
    return rttNs < REMOTE_RELEASE_SLACK_NS ? LOCAL_RELEASE_SLACK_NS : REMOTE_RELEASE_SLACK_NS;
  }
}
