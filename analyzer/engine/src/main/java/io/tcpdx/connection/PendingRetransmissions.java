package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Segments sent again of which it is not known yet whether they were needed. Fixed in size; what is
 * in it is reused.
 */
final class PendingRetransmissions {
  /** An ACK that says that a segment came twice follows at once, or with the next that is due. */
  private static final long LATEST_DUPLICATE_SACK_NS = 500_000_000L;

  private static final int INITIAL = 4;

  private final int max;
  private Retransmission[] ring = new Retransmission[0];
  private int head;
  private int count;
  private Retransmission settled = new Retransmission();

  PendingRetransmissions(int max) {
    this.max = max;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Remembers one; where there is no room the oldest is settled, and counted, untold. */
  Retransmission add(
      Segment segment,
      HalfStream me,
      HalfStream peer,
      RetransmissionKind trigger,
      RetransmissionCounts counts) {
    if (count == ring.length) {
      makeRoom(counts);
    }
    Retransmission again = ring[(head + count) & (ring.length - 1)];
    count++;
    again.direction = segment.direction();
    again.packet = segment.number();
    again.timeNs = segment.timeNs();
    again.start = segment.start;
    again.end = segment.end;
    again.segments = me.segmentsOf(segment, peer);
    again.originalPacket = me.original.packet;
    again.originalNs = me.original.firstNs;
    again.trigger = trigger;
    again.kind = trigger;
    again.covered = false;
    again.bareFin = segment.payloadLength == 0 || saysFarewell(segment, me);
    again.nextNewNs = AckRound.NEVER;
    again.hasTimestamp = segment.packet.tcpOptions().hasTimestamps();
    again.timestamp = segment.packet.tcpOptions().timestampValue();
    return again;
  }

  /** Nobody waits for what a protocol says in parting, with the FIN. */
  private static boolean saysFarewell(Segment segment, HalfStream me) {
    return segment.has(TcpView.FIN)
        && me.original.packet != 0
        && me.saysHousekeepingSince(me.original.packet);
  }

  private void makeRoom(RetransmissionCounts counts) {
    if (ring.length == max) {
      counts.add(ring[head]);
      head = (head + 1) & (max - 1);
      count--;
      return;
    }
    Retransmission[] larger = new Retransmission[Math.max(INITIAL, ring.length * 2)];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = i < count ? at(i) : new Retransmission();
    }
    ring = larger;
    head = 0;
  }

  private Retransmission at(int index) {
    return ring[(head + index) & (ring.length - 1)];
  }

  /**
   * An ACK passed: repairs what it covers, and may show that the original had come.
   *
   * @return whether it shows that a timer ran out for nothing
   */
  boolean onAck(Segment segment, long ackBefore) {
    boolean timedOutForNothing = false;
    for (int i = 0; i < count; i++) {
      Retransmission again = at(i);
      if (again.covered || segment.ack < again.end) {
        continue;
      }
      again.covered = true;
      again.repairedNs = Math.max(again.stallStartNs, segment.timeNs());
      if (echoesOriginal(again, segment, ackBefore)) {
        again.needless();
        timedOutForNothing |= again.trigger == RetransmissionKind.TIMEOUT;
      }
    }
    return timedOutForNothing;
  }

  /**
   * Whether the ACK that covers it echoes an older timestamp (RFC 3522 §3.2): only where the range
   * is what the receiver waited for, since an ACK of more than one segment echoes the first.
   */
  private static boolean echoesOriginal(Retransmission again, Segment segment, long ackBefore) {
    TcpOptions options = segment.packet.tcpOptions();
    return again.hasTimestamp
        && options.hasTimestamps()
        && ackBefore >= again.start
        && options.timestampEcho() - again.timestamp < 0;
  }

  /** New data passed. */
  void onNewData(long timeNs) {
    for (int i = 0; i < count; i++) {
      Retransmission again = at(i);
      again.nextNewNs = again.nextNewNs == AckRound.NEVER ? timeNs : again.nextNewNs;
    }
  }

  /** The receiver says that it got this range twice (RFC 2883). */
  void onDuplicateSack(long left, long right) {
    for (int i = 0; i < count; i++) {
      Retransmission again = at(i);
      if (again.start < right && again.end > left && again.kind != RetransmissionKind.SPURIOUS) {
        again.needless();
        return;
      }
    }
  }

  /** Settles the oldest if it is due; false where none is. */
  boolean settleNext(long nowNs, long fullRttNs, boolean ended, RetransmissionCounts counts) {
    if (count == 0) {
      return false;
    }
    Retransmission oldest = ring[head];
    long latestNs = oldest.timeNs + 2 * Math.max(0, fullRttNs) + LATEST_DUPLICATE_SACK_NS;
    boolean full = count == max; // the next one needs its place
    if (!ended && !full && !(oldest.covered && nowNs > latestNs)) {
      return false;
    }
    counts.add(oldest);
    oldest.settle(fullRttNs);
    Retransmission free = settled;
    settled = oldest;
    ring[head] = free;
    head = (head + 1) & (ring.length - 1);
    count--;
    return true;
  }

  Retransmission settled() {
    return settled;
  }

  RetransmissionSummary summary(int total, RetransmissionCounts counts) {
    RetransmissionCounts all = counts.copy();
    for (int i = 0; i < count; i++) {
      all.add(at(i));
    }
    return new RetransmissionSummary(
        total,
        all.fast,
        all.timeout,
        all.tailLossProbe,
        all.spurious,
        all.unknown,
        all.fastRetransmits,
        all.probes,
        all.timeouts);
  }
}
