package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;

/**
 * Bytes in flight in one direction as their sender saw them, from anywhere on the path: an ACK that
 * passes the capture point at t is what the sender knew in the segments that pass one RTT of its
 * side later. Also counts the initial window: what was sent before an ACK for payload could have
 * arrived.
 */
final class FlightTracker {
  private static final int MAX_PENDING_ACKS = 4096;
  private static final int INITIAL_PENDING_ACKS = 8;

  /** A sender as near as this may answer sooner than it ever did: its lowest RTT is mere jitter. */
  private static final long NEAR_RTT_NS = 1_000_000L;

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
  private long maxFlightBytes;

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
   * @param segmentSize payload bytes of a full segment
   */
  void onData(long end, int payloadBytes, long timeNs, long senderRttNs, long segmentSize) {
    learnUntil(timeNs, senderRttNs);
    if (anyKnown) {
      maxFlightBytes = Math.max(maxFlightBytes, end - knownAck);
    }
    if (startSeen && !initialWindowOver) {
      initialWindowBytes += payloadBytes;
      initialWindowSegments += (int) ((payloadBytes + segmentSize - 1) / segmentSize);
    }
  }

  /** Takes the ACKs into account that the sender had when it sent what passes at that time. */
  void learnUntil(long timeNs, long senderRttNs) {
    long arrived = timeNs - (senderRttNs < NEAR_RTT_NS ? 0 : senderRttNs);
    while (count > 0 && ackTimes[head] <= arrived) {
      learn();
    }
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

  /** When the next ACK passed that the sender is about to know, or {@link Long#MAX_VALUE}. */
  long nextAckNs() {
    return count == 0 ? Long.MAX_VALUE : ackTimes[head];
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
