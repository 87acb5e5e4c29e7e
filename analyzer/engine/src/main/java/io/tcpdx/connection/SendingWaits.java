package io.tcpdx.connection;

import io.tcpdx.wire.TcpOptions;

/**
 * What one sender waited for between its segments of new data, summed up over a round: ACKs, the
 * receiver's window, or something to send. No news since it last sent or heard an ACK, and yet it
 * sends: then no window had held it.
 */
final class SendingWaits {
  /** Shorter ones are the sender's own time to send, and the path's rate. */
  private static final long MIN_WAIT_NS = 200_000L;

  /** A sender that paces itself spreads a flight over its RTT: so many steps are no pause. */
  private static final int PACING_DIVISOR = 4;

  private static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private boolean any;
  private long lastNs;
  private long roomBytes;
  private long askedNs = AckRound.NEVER;

  private long lastTimestamp = NO_TIMESTAMP;

  private long ackNs;
  private long windowNs;
  private long applicationNs;

  /** When this side last sent data, first or again; only where {@link #any}. */
  long lastNs() {
    return lastNs;
  }

  boolean any() {
    return any;
  }

  /** Time in which the sender waited for ACKs, in nanoseconds, since {@link #reset}. */
  long ackNs() {
    return ackNs;
  }

  /** Time in which the receiver's window had no room. */
  long windowNs() {
    return windowNs;
  }

  /** Time in which it had nothing to send. */
  long applicationNs() {
    return applicationNs;
  }

  void reset() {
    ackNs = 0;
    windowNs = 0;
    applicationNs = 0;
  }

  /** The other side sent payload, which may be what this side then answers. */
  void onPeerPayload(long timeNs) {
    askedNs = askedNs == AckRound.NEVER ? timeNs : askedNs;
  }

  /** Takes the time before new data into account; the flight knows what its sender knew. */
  void beforeData(Segment segment, HalfStream me, HalfStream peer) {
    long waitNs = segment.timeNs() - lastNs;
    long senderRttNs = peer.rtt.minNs();
    long receiverRttNs = me.rtt.minNs();
    boolean unknown = !any || senderRttNs < 0 || receiverRttNs < 0;
    if (unknown || waitNs <= MIN_WAIT_NS || sentInSameTick(segment)) {
      return;
    }
    long slackNs = AckRound.slackNs(senderRttNs);
    long rttNs = Math.max(senderRttNs + receiverRttNs, queuedNs(segment, me.flight));
    long pacingNs = Math.max(slackNs, rttNs / PACING_DIVISOR);
    long hearsNs = segment.timeNs() - me.flight.delayNs();
    long idleNs = Math.min(waitNs, sinceNewsNs(hearsNs, me.flight, slackNs));
    boolean full = roomBytes < Math.min(segment.payloadLength, me.segmentSize(peer));
    boolean asked = asked(hearsNs + slackNs);
    if (full && idleNs <= pacingNs) {
      windowNs += waitNs;
    } else if (idleNs > pacingNs || asked) {
      applicationNs += waitNs;
    } else if (waitNs > idleNs) {
      ackNs += waitNs;
    }
  }

  /** New data passed. */
  void afterData(Segment segment, FlightTracker flight, long senderRttNs) {
    boolean answered = asked(segment.timeNs() - flight.delayNs() + AckRound.slackNs(senderRttNs));
    askedNs = answered ? AckRound.NEVER : askedNs;
    afterAnyData(segment.timeNs());
    roomBytes = flight.knownEdge() - segment.end;
    TcpOptions options = segment.packet.tcpOptions();
    lastTimestamp = options.hasTimestamps() ? options.timestampValue() : NO_TIMESTAMP;
  }

  /**
   * Whether the sender's clock (timestamps option) did not go on since the segment before: then it
   * is the path, such as a queue, that set them apart.
   */
  private boolean sentInSameTick(Segment segment) {
    TcpOptions options = segment.packet.tcpOptions();
    return options.hasTimestamps() && options.timestampValue() == lastTimestamp;
  }

  /** Data passed, first or again. */
  void afterAnyData(long timeNs) {
    lastNs = any ? Math.max(lastNs, timeNs) : timeNs;
    any = true;
  }

  /** Time since the latest ACK reached the sender; one within the path's jitter just has. */
  private static long sinceNewsNs(long hearsNs, FlightTracker flight, long slackNs) {
    if (flight.nextAckNs() <= hearsNs + slackNs) {
      return 0;
    }
    long heardNs = flight.knownAckNs();
    return heardNs == AckRound.NEVER ? Long.MAX_VALUE : Math.max(0, hearsNs - heardNs);
  }

  /** With something still in flight no ACK is older than the RTT, however long the queue is. */
  private static long queuedNs(Segment segment, FlightTracker flight) {
    boolean inFlight = flight.knownAck() < segment.start && flight.knownAckNs() != AckRound.NEVER;
    return inFlight ? segment.timeNs() - flight.knownAckNs() : 0;
  }

  /** Whether payload of the other side arrived since this side last sent. */
  private boolean asked(long passedNs) {
    return askedNs != AckRound.NEVER && askedNs <= passedNs;
  }
}
