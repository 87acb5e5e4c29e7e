package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Bytes in flight in one direction as their sender saw them, from anywhere on the path: an ACK that
 * passes the capture point at t is what the sender knew in the segments that pass one RTT of its
 * side later, give or take the jitter and the queues on the way. Also counts the initial window:
 * what was sent before an ACK for payload could have arrived.
 */
final class FlightTracker {
  private static final int MAX_PENDING_ACKS = 4096;
  private static final int INITIAL_PENDING_ACKS = 8;

  /** A sender as near as this may answer sooner than it ever did: its lowest RTT is mere jitter. */
  private static final long NEAR_RTT_NS = 1_000_000L;

  /** On a short path the sender is near where it takes less than one part in this many. */
  private static final int NEAR_RTT_DIVISOR = 4;

  /** A pause of the slack divided by this begins a new burst, which other ACKs released. */
  private static final int BURST_GAP_DIVISOR = 2;

  /**
   * ACKs that pass as close as this reach the sender together: hosts take what came in one go, and
   * the lab's jitter within a burst is of this size.
   */
  private static final long TOGETHER_NS = 100_000L;

  private static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private long[] ackTimes = new long[INITIAL_PENDING_ACKS];
  private long[] ackPositions = new long[INITIAL_PENDING_ACKS];
  private long[] ackEdges = new long[INITIAL_PENDING_ACKS];
  private long[] ackTimestamps = new long[INITIAL_PENDING_ACKS];
  private int head;
  private int count;

  private boolean anyKnown;
  private long knownAck;
  private long knownEdge = Long.MAX_VALUE;
  private long knownAckNs = AckRound.NEVER;
  private long knownTimestamp = NO_TIMESTAMP;
  private long flightBytes;
  private long maxFlightBytes;

  /** TSecr of the segment last learned for. */
  private long echo = NO_TIMESTAMP;

  /** How long ago the ACKs passed that released what passes now. */
  private long delayNs;

  private long lastSentNs = Long.MIN_VALUE / 2;

  private boolean startSeen;
  private long firstPayload;
  private boolean initialWindowOver;
  private long initialWindowBytes;
  private int initialWindowSegments;

  /** The stream's SYN was seen: payload begins at this position. */
  void onStart(long position) {
    startSeen = true;
    firstPayload = position;
    anyKnown = true;
    knownAck = position;
  }

  /**
   * An ACK for this direction passed the capture point that acknowledges more, or moves the window.
   *
   * @param edge one past the last position that the window admits, or {@link Long#MAX_VALUE}
   * @param options of the segment
   */
  void onAck(long ack, long edge, long timeNs, TcpOptions options) {
    if (count == ackTimes.length) {
      makeRoom();
    }
    int at = (head + count) & (ackTimes.length - 1);
    ackTimes[at] = timeNs;
    ackPositions[at] = ack;
    ackEdges[at] = edge;
    ackTimestamps[at] = options.hasTimestamps() ? options.timestampValue() : NO_TIMESTAMP;
    count++;
  }

  /**
   * New data of this direction passed the capture point.
   *
   * @param senderRttNs lowest RTT between the capture point and the sender, or -1
   * @param fullRttNs lowest RTT of the whole path, or -1
   * @param segmentSize payload bytes of a full segment
   */
  void onData(Segment segment, long senderRttNs, long fullRttNs, long segmentSize) {
    learn(segment, senderRttNs, fullRttNs);
    int payloadBytes = segment.payloadLength();
    if (anyKnown) {
      long end = segment.end() - (segment.has(TcpView.FIN) ? 1 : 0);
      flightBytes = end - knownAck;
      maxFlightBytes = Math.max(maxFlightBytes, flightBytes);
    }
    if (startSeen && !initialWindowOver) {
      initialWindowBytes += payloadBytes;
      initialWindowSegments += (int) ((payloadBytes + segmentSize - 1) / segmentSize);
    }
  }

  /**
   * Takes the ACKs into account that the sender had when it sent this segment. Time alone says so
   * only to the path's jitter, and says nothing where data waits in a queue before the capture
   * point; so a burst is set beside the ACKs that released it, and the timestamp that the segment
   * echoes (RFC 7323 §4.3) proves some ACKs known and others not.
   */
  void learn(Segment segment, long senderRttNs, long fullRttNs) {
    TcpOptions options = segment.packet.tcpOptions();
    boolean echoes = options.hasTimestamps() && options.timestampEcho() != 0;
    echo = echoes ? options.timestampEcho() : NO_TIMESTAMP;
    long nowNs = segment.timeNs();
    long rttNs = isNear(senderRttNs, fullRttNs) ? 0 : Math.max(0, senderRttNs);
    long slackNs = AckRound.slackNs(rttNs);
    learnSince(nowNs - rttNs - slackNs);
    if (rttNs == 0) {
      delayNs = 0;
    } else if (nowNs - lastSentNs > slackNs / BURST_GAP_DIVISOR) {
      boolean released = count > 0 && nowNs - ackTimes[head] >= rttNs - slackNs;
      delayNs = released ? nowNs - ackTimes[head] : rttNs;
    }
    lastSentNs = nowNs;
    if (echoes) {
      learnProven(nowNs, rttNs);
    }
    learnSince(nowNs - delayNs + Math.min(TOGETHER_NS, rttNs));
  }

  /** A sender's own host, or one next to it: its ACKs are known as they pass. */
  private static boolean isNear(long senderRttNs, long fullRttNs) {
    return senderRttNs < NEAR_RTT_NS
        && (fullRttNs < 0 || senderRttNs <= fullRttNs / NEAR_RTT_DIVISOR);
  }

  /** The clock jumped: where the first flight is not over, nobody can say any more when it is. */
  void onClockJump() {
    startSeen &= initialWindowOver;
  }

  /** Learns what passed up to that time, but nothing that the echo proves to be unknown. */
  private void learnSince(long passedNs) {
    while (count > 0 && ackTimes[head] <= passedNs && !provenUnknown()) {
      learn();
    }
  }

  private boolean provenUnknown() {
    return echo != NO_TIMESTAMP
        && ackTimestamps[head] != NO_TIMESTAMP
        && (int) ackTimestamps[head] - (int) echo > 0;
  }

  /**
   * The first ACK with the echoed timestamp, and all before it, are known, and that one is how long
   * ago the sender had it: a queue may have held the segment.
   */
  private void learnProven(long nowNs, long rttNs) {
    while (count > 0
        && knownTimestamp != echo
        && ackTimestamps[head] != NO_TIMESTAMP
        && !provenUnknown()
        && nowNs - ackTimes[head] >= rttNs / 2) {
      learn();
      if (knownTimestamp == echo) {
        delayNs = nowNs - knownAckNs;
      }
    }
  }

  /** Takes the ACKs into account that the sender had when it sent what passes at that time. */
  void learnUntil(long timeNs, long senderRttNs) {
    echo = NO_TIMESTAMP;
    learnSince(timeNs - (senderRttNs < NEAR_RTT_NS ? 0 : senderRttNs));
  }

  /** What the sender knew to be acknowledged; only where {@link #known}. */
  long knownAck() {
    return knownAck;
  }

  /**
   * One past the last position that the window admitted, as the sender knew; {@link Long#MAX_VALUE}
   * where the window's scale is not known.
   */
  long knownEdge() {
    return knownEdge;
  }

  /** When the latest ACK that the sender knew passed the capture point. */
  long knownAckNs() {
    return knownAckNs;
  }

  /** When the next ACK passed that the sender may have known, or {@link Long#MAX_VALUE}. */
  long nextAckNs() {
    return count == 0 || provenUnknown() ? Long.MAX_VALUE : ackTimes[head];
  }

  boolean knownHasTimestamp() {
    return knownTimestamp != NO_TIMESTAMP;
  }

  /** The latest known ACK's TSval; only where {@link #knownHasTimestamp}. */
  int knownTimestamp() {
    return (int) knownTimestamp;
  }

  /** Takes the oldest ACK that is under way as known to the sender. */
  private void learn() {
    long ack = ackPositions[head];
    knownAck = anyKnown ? Math.max(knownAck, ack) : ack;
    knownEdge = ackEdges[head];
    knownAckNs = ackTimes[head];
    knownTimestamp = ackTimestamps[head];
    anyKnown = true;
    if (startSeen && ack > firstPayload) {
      initialWindowOver = true;
    }
    head = (head + 1) & (ackTimes.length - 1);
    count--;
  }

  boolean known() {
    return anyKnown;
  }

  boolean startSeen() {
    return startSeen;
  }

  /** How long before the latest data the ACKs had passed that its sender then just had, in ns. */
  long delayNs() {
    return delayNs;
  }

  /** Bytes in flight after the latest data; only where {@link #known}. */
  long flightBytes() {
    return flightBytes;
  }

  long maxFlightBytes() {
    return maxFlightBytes;
  }

  long initialWindowBytes() {
    return initialWindowBytes;
  }

  int initialWindowSegments() {
    return initialWindowSegments;
  }

  private void makeRoom() {
    int length = ackTimes.length;
    if (length == MAX_PENDING_ACKS) {
      learn();
      return;
    }
    ackTimes = unrolled(ackTimes);
    ackPositions = unrolled(ackPositions);
    ackEdges = unrolled(ackEdges);
    ackTimestamps = unrolled(ackTimestamps);
    head = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] larger = new long[ring.length * 2];
    for (int i = 0; i < count; i++) {
      larger[i] = ring[(head + i) & (ring.length - 1)];
    }
    return larger;
  }
}
