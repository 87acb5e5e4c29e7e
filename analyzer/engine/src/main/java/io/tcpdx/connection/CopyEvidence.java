package io.tcpdx.connection;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.SeqNum;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Tells a second sight of one side's packet from a second packet with the same content. A
 * retransmission is another IP packet: where its sender numbers packets, the number differs; where
 * the sender shows its clock, that has moved on; where it does neither, it is told by the time and
 * by the way on which it came.
 */
final class CopyEvidence {
  /**
   * Elsewhere, a number comes again after 65,536 packets: not within this. Two ends of a path, and
   * clocks that differ a little, are not further apart.
   */
  static final long ELSEWHERE_WINDOW_NS = 1_000_000_000L;

  /** No SYN is sent again sooner, nor what a timer sends: RFC 6298 has a second, Linux this. */
  static final long TIMER_WINDOW_NS = 200_000_000L;

  /** As long as both sides of a router or firewall are apart, and shorter than any timer runs. */
  static final long PLAUSIBLE_WINDOW_NS = 50_000_000L;

  /** With nothing to go by: shorter than any sender takes to send a segment again on purpose. */
  static final long BLIND_WINDOW_NS = 1_000_000L;

  /**
   * A copy is as late as those before it, or up to half of that later: nobody sends again what the
   * other end of the path got so long ago, for its ACK takes as long to come back.
   */
  private static final double LATENESS = 1.5;

  private boolean latestKnown;
  private int latestId;
  private boolean numbers;
  private boolean repeatsNumber;
  private boolean clockKnown;
  private int latestClock;

  /** How late the latest copy came of those at the same place that more than lateness showed. */
  private long lateHereNs;

  /** The same of those at other places. */
  private long lateElsewhereNs;

  /** Takes a packet that was seen for the first time. */
  void onFirstSight(Packet packet) {
    int id = packet.ipIdentification();
    numbers |= latestKnown && id > 0 && id != latestId;
    latestKnown |= id > 0;
    latestId = id > 0 ? id : latestId;
    TcpOptions options = packet.tcpOptions();
    if (options.hasTimestamps()) {
      boolean newer = !clockKnown || SeqNum.before(latestClock, options.timestampValue());
      latestClock = newer ? options.timestampValue() : latestClock;
      clockKnown = true;
    }
  }

  /**
   * Packets sent apart had the same identification: it is no number, or goes with the segment, as
   * RFC 1122 §3.2.1.5 allows for what is sent again.
   */
  void onNumberRepeated() {
    repeatsNumber = true;
  }

  /** The packet's IP identification where that is a number of its own, else 0. */
  int number(Packet packet) {
    return repeatsNumber ? 0 : Math.max(0, packet.ipIdentification());
  }

  /** Whether its sender is known to give each packet another number. */
  boolean numbersPackets() {
    return numbers && !repeatsNumber;
  }

  /** How late a copy at the same place may be, by those before it; 0 where there was none. */
  long latestHereNs() {
    return (long) (lateHereNs * LATENESS);
  }

  /**
   * Whether two sights with the same content are of one packet.
   *
   * @param lagNs how far apart in time they are
   * @param firstPlace where the first was seen
   */
  boolean isCopy(Packet packet, long lagNs, int firstPlace) {
    boolean elsewhere = packet.place() != firstPlace;
    long windowNs =
        number(packet) > 0
            ? numberedWindowNs(packet, elsewhere)
            : unnumberedWindowNs(packet, elsewhere);
    if (lagNs > windowNs) {
      boolean asLate = lagNs <= (elsewhere ? lateElsewhereNs : lateHereNs) * LATENESS;
      return asLate && (elsewhere || !isReset(packet));
    }
    if (elsewhere) {
      lateElsewhereNs = Math.max(lateElsewhereNs, lagNs);
    } else {
      lateHereNs = Math.max(lateHereNs, lagNs);
    }
    return true;
  }

  /** How late a packet with the same number may be. */
  private long numberedWindowNs(Packet packet, boolean elsewhere) {
    boolean clock = packet.tcpOptions().hasTimestamps();
    if (elsewhere && (clock || numbersPackets())) {
      return clock ? Sightings.HORIZON_NS : ELSEWHERE_WINDOW_NS;
    }
    return clock || isSyn(packet) ? TIMER_WINDOW_NS : PLAUSIBLE_WINDOW_NS;
  }

  /** The same where no number tells; the timestamps are the same where there are any. */
  private long unnumberedWindowNs(Packet packet, boolean elsewhere) {
    boolean clock = packet.tcpOptions().hasTimestamps();
    if (elsewhere) {
      return clock ? Sightings.HORIZON_NS : isSyn(packet) ? TIMER_WINDOW_NS : PLAUSIBLE_WINDOW_NS;
    }
    if (isReset(packet)) {
      return -1; // each segment that comes to a closed socket is answered by the same reset
    }
    if (clock && SeqNum.before(packet.tcpOptions().timestampValue(), latestClock)) {
      return Sightings.HORIZON_NS; // the sender's clock had moved on when it sent the next
    }
    if (isSyn(packet)) {
      return clock ? TIMER_WINDOW_NS : PLAUSIBLE_WINDOW_NS;
    }
    return BLIND_WINDOW_NS;
  }

  private static boolean isSyn(Packet packet) {
    return (packet.tcp().flags() & TcpView.SYN) != 0;
  }

  /** Whether it is what a closed socket answers to each segment: nothing but a reset. */
  private static boolean isReset(Packet packet) {
    return (packet.tcp().flags() & TcpView.RST) != 0 && packet.payloadLength() == 0;
  }
}
