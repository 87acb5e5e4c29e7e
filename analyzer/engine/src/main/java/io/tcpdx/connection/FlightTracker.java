package io.tcpdx.connection;

/**
 * Bytes in flight in one direction as their sender saw them, from anywhere on the path: an ACK that
 * passes the capture point at t is what the sender knew in the segments that pass one RTT of its
 * side later. Also counts the initial window: what was sent before an ACK for payload could have
 * arrived.
 */
final class FlightTracker {
  private static final int MAX_PENDING_ACKS = 4096;
  private static final int INITIAL_PENDING_ACKS = 8;

  private long[] ackTimes = new long[INITIAL_PENDING_ACKS];
  private long[] ackPositions = new long[INITIAL_PENDING_ACKS];
  private int head;
  private int count;

  private boolean anyKnown;
  private long knownAck;
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

  /** An ACK for this direction passed the capture point. */
  void onAck(long ack, long timeNs) {
    if (count == ackTimes.length) {
      makeRoom();
    }
    int at = (head + count) & (ackTimes.length - 1);
    ackTimes[at] = timeNs;
    ackPositions[at] = ack;
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
    long arrived = timeNs - Math.max(0, senderRttNs);
    while (count > 0 && ackTimes[head] <= arrived) {
      learn(ackPositions[head]);
      head = (head + 1) & (ackTimes.length - 1);
      count--;
    }
  }

  /** What the sender knew to be acknowledged; only where {@link #known}. */
  long knownAck() {
    return knownAck;
  }

  private void learn(long ack) {
    knownAck = anyKnown ? Math.max(knownAck, ack) : ack;
    anyKnown = true;
    if (startSeen && ack > firstPayload) {
      initialWindowOver = true;
    }
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
      learn(ackPositions[head]);
      head = (head + 1) & (length - 1);
      count--;
      return;
    }
    long[] times = new long[length * 2];
    long[] positions = new long[length * 2];
    for (int i = 0; i < count; i++) {
      times[i] = ackTimes[(head + i) & (length - 1)];
      positions[i] = ackPositions[(head + i) & (length - 1)];
    }
    ackTimes = times;
    ackPositions = positions;
    head = 0;
  }
}
