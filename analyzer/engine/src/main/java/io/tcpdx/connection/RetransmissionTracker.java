package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;

/**
 * Follows what one side sends again: why, as far as the ACKs that it had show, and whether it was
 * needed, which later ACKs tell.
 */
final class RetransmissionTracker {
  /** Retransmissions that are not settled yet; where there are more, the oldest settles early. */
  static final int MAX_PENDING = 256;

  /** Linux' lowest retransmission timeout, less a tick of a 100 Hz kernel; RFC 6298 has 1 s. */
  static final long MIN_TIMEOUT_NS = 190_000_000L;

  /** What Linux adds to a probe's timeout where one segment is in flight: its lowest timeout. */
  private static final long PROBE_ALLOWANCE_NS = 200_000_000L;

  private static final int DUPLICATE_THRESHOLD = 3;

  /** The time that RACK waits for reordered segments is the RTT divided by this (RFC 8985 §6.2). */
  private static final int REORDERING_DIVISOR = 4;

  private static final long TIMER_SLACK_NS = 10_000_000L;

  final RetransmissionCounts counts = new RetransmissionCounts();

  private final LossEvidence evidence = new LossEvidence();
  private final PendingRetransmissions pending = new PendingRetransmissions(MAX_PENDING);
  private long lastSentAgainNs = AckRound.NEVER;
  private long fastPoint = Long.MIN_VALUE;
  private long timeoutPoint = Long.MIN_VALUE;
  private long probeEnd = Long.MIN_VALUE;
  private long expiryAck = Long.MIN_VALUE;
  private int expiries;

  /**
   * Takes an ACK as evidence of what was lost, where anything hints at a loss.
   *
   * @param data what the other side sent, and this ACK is about
   * @param ackBefore what was acknowledged before
   * @param coverage what it newly covers
   */
  static void noteAck(
      Segment segment, HalfStream data, long ackBefore, OutstandingSegments.Coverage coverage) {
    TcpOptions options = segment.packet.tcpOptions();
    boolean hints = segment.is(Segment.DUPLICATE_ACK) || options.sackBlockCount() > 0;
    if (data.again == null && !hints) {
      return;
    }
    long deliveredSentNs = coverage.segments > 0 ? coverage.latestSentNs : AckRound.NEVER;
    for (int i = 0; i < options.sackBlockCount(); i++) {
      long left = data.position(options.sackLeft(i));
      long right = data.position(options.sackRight(i));
      deliveredSentNs = Math.max(deliveredSentNs, data.outstanding.markSacked(left, right));
    }
    of(data).onAck(segment, data, ackBefore, deliveredSentNs);
  }

  /** Takes a segment of this side into account, if it is sent again and not part of the set-up. */
  static void noteData(Segment segment, HalfStream me, HalfStream peer) {
    if (!segment.is(Segment.RETRANSMISSION) || segment.syn()) {
      if (me.again != null && segment.is(Segment.NEW) && segment.payloadLength > 0) {
        me.again.pending.onNewData(segment.timeNs());
      }
      return;
    }
    me.flight.learnUntil(segment.timeNs(), peer.rtt.minNs());
    of(me).onRetransmission(segment, me, peer);
  }

  /** Most connections lose nothing: made when something hints at a loss. */
  private static RetransmissionTracker of(HalfStream data) {
    RetransmissionTracker again = data.again;
    if (again == null) {
      again = new RetransmissionTracker();
      data.again = again;
    }
    return again;
  }

  /**
   * An ACK for this side's data passed.
   *
   * @param ackBefore what was acknowledged before
   * @param deliveredSentNs when the latest sent of the segments was sent that it newly shows to
   *     have arrived, or {@link AckRound#NEVER}
   */
  void onAck(Segment segment, HalfStream me, long ackBefore, long deliveredSentNs) {
    boolean advances = segment.is(Segment.ADVANCES_ACK);
    evidence.onAck(segment.timeNs(), advances, segment.is(Segment.DUPLICATE_ACK), deliveredSentNs);
    if (pending.isEmpty()) {
      return;
    }
    TcpOptions options = segment.packet.tcpOptions();
    if (pending.onAck(segment, ackBefore)) {
      timeoutPoint = Long.MIN_VALUE; // the sender goes on as if nothing had been (RFC 4015)
    }
    int blocks = options.sackBlockCount();
    if (blocks > 0) {
      long left = me.position(options.sackLeft(0));
      long right = me.position(options.sackRight(0));
      boolean withinSecond =
          blocks > 1
              && left >= me.position(options.sackLeft(1))
              && right <= me.position(options.sackRight(1));
      if (right <= segment.ack || withinSecond) {
        pending.onDuplicateSack(left, right);
      }
    }
  }

  /** A segment of this side was sent again. */
  void onRetransmission(Segment segment, HalfStream me, HalfStream peer) {
    long senderRttNs = Math.max(0, peer.rtt.minNs());
    long slackNs = AckRound.slackNs(senderRttNs);
    evidence.lookAt(segment.timeNs() - senderRttNs + slackNs);
    int expiriesBefore = expiries;
    RetransmissionKind trigger = trigger(segment, me, peer, senderRttNs, slackNs);
    segment.trigger = trigger;
    boolean expired = trigger == RetransmissionKind.TIMEOUT && expiries != expiriesBefore;
    Retransmission again = pending.add(segment, me, peer, trigger, counts);
    again.backOff = expired ? Math.max(0, expiries - 1) : 0;
    again.byTimer = expired || trigger == RetransmissionKind.TAIL_LOSS_PROBE;
    counts.timeouts += expired ? 1 : 0;
    counts.fastRetransmits += trigger == RetransmissionKind.FAST ? again.segments : 0;
    counts.probes += trigger == RetransmissionKind.TAIL_LOSS_PROBE ? again.segments : 0;
    counts.maxBackOff = Math.max(counts.maxBackOff, again.backOff);
    setStall(again, me, peer);
    if (me.original.sacked
        || (me.ackedKnown && me.acked >= segment.end)
        || arrived(segment, me, peer)) {
      again.needless();
    }
    lastSentAgainNs = segment.timeNs();
  }

  /**
   * Captured beside the receiver, the original was seen to arrive, and its ACK may still be held. A
   * receiver that says nothing for longer than it may hold an ACK did not take it in.
   */
  private static boolean arrived(Segment segment, HalfStream me, HalfStream peer) {
    boolean besideReceiver =
        me.rtt.minNs() >= 0
            && me.rtt.minNs() < AckRound.REMOTE_RELEASE_SLACK_NS
            && peer.rtt.minNs() > AckRound.REMOTE_RELEASE_SLACK_NS;
    return besideReceiver
        && me.original.packet != 0
        && segment.timeNs() - me.original.firstNs <= AckRound.MAX_HOLD_NS;
  }

  private static void setStall(Retransmission again, HalfStream me, HalfStream peer) {
    long rttNs = Math.max(0, me.fullRttNs(peer));
    boolean seen = me.original.packet != 0;
    long dueNs = again.timeNs;
    if (me.original.firstNs != AckRound.NEVER) {
      dueNs = seen ? me.original.firstNs + rttNs : me.original.firstNs;
    }
    again.stallStartNs = Math.min(dueNs, again.timeNs);
    again.repairedNs = again.timeNs;
  }

  private RetransmissionKind trigger(
      Segment segment, HalfStream me, HalfStream peer, long senderRttNs, long slackNs) {
    if (me.rtt.minNs() < 0 || peer.rtt.minNs() < 0 || !me.ackedKnown) {
      return triggerWithoutRtt(segment, me);
    }
    long lastSentNs = me.original.lastNs;
    long progressNs = Math.max(lastSentNs, reached(evidence.advanceNs(), senderRttNs));
    boolean timed = progressNs != AckRound.NEVER && progressNs >= me.clockJumpedNs;
    long waitedNs = timed ? segment.timeNs() - progressNs : 0;
    long fullRttNs = me.fullRttNs(peer);
    long sinceAckNs = segment.timeNs() - reached(evidence.ackNs(), senderRttNs);
    boolean onAck =
        evidence.ackNs() != AckRound.NEVER
            && sinceAckNs <= Math.max(slackNs, fullRttNs / REORDERING_DIVISOR + slackNs);
    boolean expired = waitedNs >= MIN_TIMEOUT_NS && !onAck;
    long known = me.flight.knownAck();
    if (segment.start < timeoutPoint && known < timeoutPoint) {
      if (expired) {
        expire(segment, me);
      }
      return RetransmissionKind.TIMEOUT;
    }
    boolean later = lastSentNs != AckRound.NEVER && arrivedLater(lastSentNs, me.original.packet);
    boolean recovering = segment.start < fastPoint && known < fastPoint;
    boolean lossShown = later || recovering || evidence.duplicates() >= DUPLICATE_THRESHOLD;
    if (lossShown && !expired) {
      fastPoint = Math.max(fastPoint, me.next);
      return RetransmissionKind.FAST;
    }
    if (!lossShown && probes(segment, me, peer, fullRttNs)) {
      probeEnd = segment.end;
      return RetransmissionKind.TAIL_LOSS_PROBE;
    }
    if (expired) {
      expire(segment, me);
      return RetransmissionKind.TIMEOUT;
    }
    return RetransmissionKind.UNKNOWN;
  }

  /**
   * Whether something arrived that was sent later. What was never seen was sent before what follows
   * it, and that one's time is all that is known of it.
   */
  private boolean arrivedLater(long lastSentNs, long originalPacket) {
    long deliveredNs = evidence.deliveredSentNs();
    return deliveredNs > lastSentNs || (originalPacket == 0 && deliveredNs == lastSentNs);
  }

  /** Without a round trip to measure by: duplicate ACKs just come, or a long time without any. */
  private RetransmissionKind triggerWithoutRtt(Segment segment, HalfStream me) {
    long nowNs = segment.timeNs();
    boolean justHeard =
        evidence.ackNs() != AckRound.NEVER && nowNs - evidence.ackNs() < MIN_TIMEOUT_NS;
    if (justHeard && evidence.duplicates() >= DUPLICATE_THRESHOLD) {
      return RetransmissionKind.FAST;
    }
    boolean longAgo =
        me.original.lastNs != AckRound.NEVER && nowNs - me.original.lastNs >= MIN_TIMEOUT_NS;
    if (!longAgo) {
      return RetransmissionKind.UNKNOWN;
    }
    expire(segment, me);
    return RetransmissionKind.TIMEOUT;
  }

  /** When what passed the capture point at that time reached the sender and came back here. */
  private static long reached(long timeNs, long senderRttNs) {
    return timeNs == AckRound.NEVER ? AckRound.NEVER : timeNs + senderRttNs;
  }

  /**
   * Whether it is a tail loss probe: the end of all that was sent, once per flight, about two RTTs
   * after the last segment (RFC 8985 §7.2), to which Linux adds 200 ms where that is alone.
   */
  private boolean probes(Segment segment, HalfStream me, HalfStream peer, long fullRttNs) {
    boolean sack = (me.sackPermitted && peer.sackPermitted) || !(me.synSeen && peer.synSeen);
    long lastSentNs = Math.max(me.lastNewPayloadNs, lastSentAgainNs);
    lastSentNs = Math.max(lastSentNs, me.original.lastNs);
    boolean probing = probeEnd != Long.MIN_VALUE && me.flight.knownAck() < probeEnd;
    if (!sack || probing || segment.end < me.next || me.original.packet == 0) {
      return false;
    }
    long waitedNs = segment.timeNs() - lastSentNs;
    long smoothedNs = Math.max(fullRttNs, me.smoothedRttNs + Math.max(0, peer.smoothedRttNs));
    long latestNs = 2 * smoothedNs + PROBE_ALLOWANCE_NS;
    return waitedNs >= 2 * fullRttNs - fullRttNs / 5
        && waitedNs <= latestNs + latestNs / 4 + TIMER_SLACK_NS;
  }

  /** The timer ran out: again for the same data, which no ACK may have told of at all. */
  private void expire(Segment segment, HalfStream me) {
    long waitsFor = me.ackedKnown ? me.acked : segment.start;
    expiries = waitsFor == expiryAck ? expiries + 1 : 1;
    expiryAck = waitsFor;
    timeoutPoint = Math.max(timeoutPoint, me.next);
  }

  /** Settles what is due: all of it where the connection has ended. */
  boolean settleNext(long nowNs, long fullRttNs, boolean ended) {
    return pending.settleNext(nowNs, fullRttNs, ended, counts);
  }

  /** The one that was settled; valid until the next. */
  Retransmission settled() {
    return pending.settled();
  }

  /** What was sent again so far by kinds, that not settled yet included. */
  RetransmissionSummary summary(int total) {
    return pending.summary(total, counts);
  }
}
