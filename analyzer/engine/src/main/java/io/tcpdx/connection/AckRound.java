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

  private static final long MAX_STUTTER_NS = 20_000_000L;
  private static final int STUTTER_DIVISOR = 4;

  /** Shorter stalls are the price of one RTT on a near path, and not worth a word. */
  public static final long MIN_STALL_NS = 1_000_000L;

  /** RTTs vary: a release may be off by this part of the RTT. */
  public static final int RELEASE_SLACK_DIVISOR = 10;

  /** Nagle stalls this often are no chance. */
  public static final int CERTAIN_STALLS = 3;

  /**
   * Among so many rounds for each stall, an application that paces its own writes meets an ACK by
   * chance: the slack of a release is a few percent of the pauses of such applications.
   */
  private static final int ROUNDS_PER_CHANCE = 10;

  static final long NEVER = Long.MIN_VALUE;

  Direction dataDirection = Direction.CLIENT_TO_SERVER;
  long ackPacket;
  long ackNs;
  boolean pureAck;
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
  long lastSentNs;
  long windowEdgeBefore;
  long windowEdgeAfter;
  boolean hasTimestamp;
  int timestamp;
  long lastReversePayloadNs;
  long lastReverseAckNs;
  long nextReversePayloadNs;
  long nextPacket;
  long nextNs;
  long nextBytes;
  long nextEnd;
  boolean nextFin;
  boolean nextHasEcho;
  int nextEcho;

  long receiverRttNs;
  long senderRttNs;
  long segmentSizeBytes;
  long nagleOffSinceNs;

  void reset() {
    nextReversePayloadNs = NEVER;
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

  /** Whether it was nothing but an acknowledgment. */
  public boolean pureAck() {
    return pureAck;
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

  /** Payload bytes of a full segment that way. */
  public long segmentSizeBytes() {
    return segmentSizeBytes;
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

  /** Whether, when the ACK passed, the sender had nothing else in flight. */
  public boolean coversEverything() {
    return uncoveredBytes == 0 && atSegmentEnd;
  }

  /**
   * Whether the data sender's next segment went out because of this ACK: it passes one RTT of the
   * sender's side after it, as nothing but a reaction does.
   */
  public boolean releasedNext() {
    return coversEverything() && nextFollows(releaseSlackNs());
  }

  /** Whether the next segment passes one RTT of the sender's side after the ACK, give or take. */
  private boolean nextFollows(long slackNs) {
    return nextPacket != 0
        && nextBytes > 0
        && senderRttNs >= 0
        && !echoShowsSentBefore()
        && Math.abs(nextNs - ackNs - senderRttNs) <= slackNs;
  }

  /**
   * Whether the next segment echoes an older timestamp than the ACK's: it left before the ACK came.
   */
  private boolean echoShowsSentBefore() {
    return hasTimestamp && nextHasEcho && nextEcho - timestamp < 0;
  }

  /** Whether the data sender's next segment went out before this ACK can have reached it. */
  public boolean nextSentBeforeAckArrived() {
    if (nextPacket == 0 || senderRttNs < 0) {
      return false;
    }
    return echoShowsSentBefore() || nextNs - ackNs < senderRttNs - slackNs(senderRttNs);
  }

  /**
   * Whether the receive window, as the sender knew it before this ACK, had room for the next
   * segment.
   */
  public boolean windowHadRoom() {
    return nextEnd <= windowEdgeBefore;
  }

  /**
   * Whether payload from the other side reached the data's sender after it sent the last covered
   * segment and before its next: then that, not the ACK, may have set it going.
   */
  public boolean payloadCameBetween() {
    long slack = slackNs(senderRttNs);
    if (lastReversePayloadNs != NEVER && lastReversePayloadNs + senderRttNs > lastSentNs + slack) {
      return true;
    }
    return nextReversePayloadNs != NEVER && nextReversePayloadNs + senderRttNs <= nextNs + slack;
  }

  /**
   * Whether the sender's next segment went out on the ACK of a small one, as Nagle's algorithm has
   * it (RFC 9293 §3.7.4; Minshall's variant as in Linux, which lets full segments pass): both are
   * small, the window had room, and no payload came from the other side that an application could
   * have reacted to. No application reacts to a bare ACK, so only the sender's TCP can have held
   * that segment.
   */
  public boolean heldByNagle() {
    return couldBeHeldByNagle() && nextFollows(releaseSlackNs());
  }

  /**
   * The same, for a path that stuttered: the next segment passes later than it should, by no more
   * than a quarter of the time that it waited. Means something only where others were held for
   * certain.
   */
  public boolean heldByNagleLate() {
    return couldBeHeldByNagle()
        && !heldByNagle()
        && nextNs - ackNs > senderRttNs
        && nextFollows(Math.min(MAX_STUTTER_NS, stallNs() / STUTTER_DIVISOR));
  }

  private boolean couldBeHeldByNagle() {
    return comparesToNagle() && nextNs < nagleOffSinceNs && stallNs() >= MIN_STALL_NS;
  }

  /**
   * Whether rounds that look like stalls are so few that chance explains them.
   *
   * @param stalls rounds that were {@link #heldByNagle}
   * @param comparable rounds that {@link #comparesToNagle}, those included
   */
  public static boolean stallByChance(long stalls, long comparable) {
    return stalls * ROUNDS_PER_CHANCE < comparable;
  }

  /** Whether stalls are the rule, so that those that were {@link #heldByNagleLate} count too. */
  public static boolean mostStall(long stalls, long comparable) {
    return stalls >= CERTAIN_STALLS && stalls * 2 >= comparable;
  }

  /**
   * How long the next segment may have been held at most, in nanoseconds: since the segment before
   * it went out.
   */
  public long stallNs() {
    return nextNs - lastSentNs;
  }

  /**
   * Whether a stall by Nagle's algorithm was possible here: all but the time of the next segment.
   */
  public boolean comparesToNagle() {
    return pureAck
        && !coversHandshake
        && !coversRetransmission
        && !gapOpen
        && coversLastSmall
        && nextPacket != 0
        && !nextFin
        && senderRttNs >= 0
        && nextBytes > 0
        && nextBytes < segmentSizeBytes
        && windowHadRoom()
        && !payloadCameBetween();
  }

  /**
   * Whether a small segment went out before the sender can have known that the last was
   * acknowledged.
   */
  boolean showsNagleOff() {
    return comparesToNagle() && nextSentBeforeAckArrived();
  }

  /**
   * What a release may be off: on a near path, where all times are short, no more than a tenth of
   * the time that the segment waited, so that chance is not taken for cause.
   */
  private long releaseSlackNs() {
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
