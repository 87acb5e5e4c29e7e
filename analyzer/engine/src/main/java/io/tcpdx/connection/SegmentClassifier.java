package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/** Tells what kind a segment is, and keeps the sequence space of the side that sent it. */
final class SegmentClassifier {
  /** A hole filled this soon, where no RTT is known, was filled by a late segment. */
  private static final long REORDERING_WINDOW_NS = 3_000_000L;

  /** IP identifications this close count packets of one sender in order. */
  private static final int NEAR_IDENTIFICATIONS = 1000;

  /** An ACK further ahead than this of all that was seen is no ACK of this connection. */
  private static final long MAX_UNSEEN_BYTES = 1L << 30;

  private SegmentClassifier() {}

  /**
   * Classifies by sequence space: new, sent again, out of order, probes.
   *
   * @param fullRttNs lowest RTT of the whole path in nanoseconds, or -1
   */
  static void classifyData(Segment segment, HalfStream me, HalfStream peer, long fullRttNs) {
    if (segment.has(TcpView.RST)) {
      return;
    }
    if (segment.syn() && segment.start != me.synPosition) {
      OtherSyns.note(segment, me);
      segment.kinds |= Segment.RETRANSMISSION;
      return;
    }
    if (isProbe(segment, me)) {
      boolean windowClosed = peer.windowKnown && peer.windowBytes == 0;
      segment.kinds |= windowClosed ? Segment.WINDOW_PROBE : Segment.KEEP_ALIVE;
      return;
    }
    if (segment.start == segment.end) {
      segment.kinds |= Segment.PURE_ACK;
      return;
    }
    OtherSyns.beginAt(segment.start, me);
    if (isIntoShutWindow(segment, me, peer)) {
      segment.kinds |= Segment.WINDOW_PROBE;
      me.probedEnd = Math.max(me.probedEnd, segment.end);
      return;
    }
    if (!me.nextKnown) {
      me.original.unknown();
      boolean old = me.ackedKnown && segment.end <= me.acked;
      takeNew(segment, me, segment.end - segment.start);
      segment.kinds |= old ? Segment.RETRANSMISSION : 0;
      return;
    }
    if (segment.start >= me.next) {
      takeAhead(segment, me);
      return;
    }
    takeOverlap(segment, me, fullRttNs);
  }

  /**
   * A probe repeats the last byte, or nothing, just before what comes next, when all is
   * acknowledged.
   */
  private static boolean isProbe(Segment segment, HalfStream me) {
    return segment.payloadLength <= 1
        && !segment.hasAny(TcpView.SYN | TcpView.FIN)
        && me.nextKnown
        && segment.start == me.next - 1
        && me.ackedKnown
        && me.acked >= me.next
        && !me.finSeen;
  }

  /**
   * What is sent into a window that is shut is a probe, whatever it carries (RFC 9293 §3.8.6.1):
   * one byte, or a whole segment. It is not taken as sent as long as nothing acknowledges it: after
   * the window opens its sender begins there again.
   */
  private static boolean isIntoShutWindow(Segment segment, HalfStream me, HalfStream peer) {
    return segment.payloadLength > 0
        && !segment.syn()
        && peer.windowKnown
        && peer.windowBytes == 0
        && me.nextKnown
        && me.ackedKnown
        && segment.start >= me.acked;
  }

  private static void takeAhead(Segment segment, HalfStream me) {
    if (segment.start > me.next) {
      TcpOptions options = segment.packet.tcpOptions();
      me.gaps.add(
          me.next,
          segment.start,
          segment.timeNs(),
          segment.packet.ipIdentification(),
          options.hasTimestamps(),
          options.timestampValue());
      segment.kinds |= Segment.AFTER_GAP;
    }
    takeNew(segment, me, segment.end - segment.start);
  }

  private static void takeOverlap(Segment segment, HalfStream me, long fullRttNs) {
    long seenEnd = Math.min(segment.end, me.next);
    int gap = me.gaps.find(segment.start, seenEnd);
    findOriginal(segment, me, gap);
    boolean late =
        gap >= 0
            ? wasLate(segment, me.gaps, gap, fullRttNs)
            : !segment.syn() && wasSentBefore(segment, me);
    long filled = me.gaps.fill(segment.start, seenEnd);
    long ahead = segment.end - seenEnd;
    if (late) {
      segment.kinds |= Segment.OUT_OF_ORDER;
    } else {
      segment.kinds |= Segment.RETRANSMISSION;
    }
    if (filled + ahead > 0) {
      takeNew(segment, me, filled + ahead);
    }
    if (!late) {
      me.outstanding.markRetransmitted(segment.start, segment.end, segment.timeNs());
    }
  }

  /** What is known of the range's first sending, before this segment changes it. */
  private static void findOriginal(Segment segment, HalfStream me, int gap) {
    OutstandingSegments.Sent original = me.original;
    if (gap >= 0) {
      original.unknown();
      original.firstNs = me.gaps.timeNs(gap); // about: when what followed it passed
      original.lastNs = original.firstNs;
    } else if (!me.outstanding.find(segment.start, segment.end, original)) {
      original.unknown();
    }
  }

  /**
   * Whether what repeats known bytes is not a second sending, but the same IP packet once more, or
   * one that the network held up: its sender's clock or count of packets was behind the latest.
   */
  private static boolean wasSentBefore(Segment segment, HalfStream me) {
    Packet packet = segment.packet;
    TcpOptions options = packet.tcpOptions();
    if (options.hasTimestamps() && me.latestHasTimestamp) {
      int distance = options.timestampValue() - me.latestTimestamp;
      if (distance != 0) {
        return distance < 0;
      }
    }
    int ipId = me.copies.number(packet);
    return ipId > 0 && ipId == me.original.ipId;
  }

  private static void takeNew(Segment segment, HalfStream me, long newBytes) {
    segment.kinds |= Segment.NEW;
    segment.newBytes = newBytes;
    me.outstanding.add(
        segment.start,
        segment.end,
        segment.timeNs(),
        segment.number(),
        segment.packet.ipIdentification());
    me.next = me.nextKnown ? Math.max(me.next, segment.end) : segment.end;
    me.nextKnown = true;
  }

  /**
   * Whether the segment that fills a hole was sent before the one that made it. The sender's clock
   * (timestamps option) or its packet count (IP identification) tells; else the time does: nobody
   * can know of a loss before a full RTT has passed.
   */
  private static boolean wasLate(Segment segment, SequenceGaps gaps, int gap, long fullRttNs) {
    Packet packet = segment.packet;
    if (packet.tcpOptions().hasTimestamps() && gaps.hasTimestamp(gap)) {
      int distance = packet.tcpOptions().timestampValue() - gaps.timestamp(gap);
      if (distance != 0) {
        return distance < 0;
      }
    }
    if (packet.ipIdentification() > 0 && gaps.ipId(gap) > 0) {
      int distance = (short) (packet.ipIdentification() - gaps.ipId(gap));
      if (distance != 0 && Math.abs(distance) <= NEAR_IDENTIFICATIONS) {
        return distance < 0;
      }
    }
    long ageNs = segment.timeNs() - gaps.timeNs(gap);
    return ageNs < (fullRttNs > 0 ? fullRttNs * 9 / 10 : REORDERING_WINDOW_NS);
  }

  /**
   * Classifies by what it acknowledges, and takes note of bytes that the peer's side must have sent
   * without the capture having seen them.
   *
   * @return whether the acknowledgment moved forward
   */
  static boolean classifyAck(Segment segment, HalfStream me, HalfStream peer, long windowBefore) {
    if (peer.ackedKnown && segment.ack <= peer.acked) {
      classifyRepeatedAck(segment, me, peer, windowBefore);
      return false;
    }
    if (peer.nextKnown && segment.ack > peer.next && segment.ack <= peer.probedEnd) {
      peer.payloadBytes += segment.ack - peer.next; // the receiver took in what probed its window
      peer.next = segment.ack;
    } else if (peer.nextKnown && segment.ack > peer.next) {
      if (segment.ack - peer.next > MAX_UNSEEN_BYTES) {
        return false;
      }
      peer.gaps.add(peer.next, segment.ack, segment.timeNs(), -1, false, 0);
      peer.next = segment.ack;
    }
    segment.kinds |= Segment.ADVANCES_ACK;
    peer.acked = segment.ack;
    peer.ackedKnown = true;
    return true;
  }

  private static void classifyRepeatedAck(
      Segment segment, HalfStream me, HalfStream peer, long windowBefore) {
    if (!segment.is(Segment.PURE_ACK) || segment.ack != peer.acked) {
      return;
    }
    boolean sacks = segment.packet.tcpOptions().sackBlockCount() > 0;
    boolean sameWindow = me.windowKnown && segment.windowBytes == windowBefore;
    if ((sameWindow || sacks) && !peer.outstanding.isEmpty()) {
      segment.kinds |= Segment.DUPLICATE_ACK;
    } else if (!sameWindow && me.windowKnown) {
      segment.kinds |= Segment.WINDOW_UPDATE;
    }
  }
}
