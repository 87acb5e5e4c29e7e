package io.tcpdx.connection;

import io.tcpdx.wire.SeqNum;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a connection sent: where its sequence space stands, what of it was acknowledged,
 * the window that it advertises, and counts.
 */
public final class HalfStream {
  /** Positions start here, so that what came before the first segment seen is not negative. */
  static final long FIRST_EPOCH = 1L << 32;

  /** Largest shift (RFC 7323 §2.3): a larger one is read as this. */
  private static final int MAX_WINDOW_SCALE = 14;

  /** Payload of a full segment on Ethernet without options, where nothing better is known. */
  private static final int DEFAULT_SEGMENT_SIZE = 1460;

  /** Smaller payloads are never full segments (RFC 9293 §3.7.1: 536 less options). */
  private static final int SMALLEST_SEGMENT_SIZE = 500;

  /** What a sample counts in the smoothed RTT: 1/8 (RFC 6298 §2.3). */
  private static final int RTT_SHIFT = 3;

  /** The timestamps option, padded (RFC 7323 appendix A). */
  private static final int TIMESTAMPS_LENGTH = 12;

  final OutstandingSegments outstanding = new OutstandingSegments();
  final SequenceGaps gaps = new SequenceGaps();
  final CopyEvidence copies = new CopyEvidence();
  final DurationHistogram rtt = new DurationHistogram();
  final FlightTracker flight = new FlightTracker();

  /** Of the segment sent again last: what was known of it before. */
  final OutstandingSegments.Sent original = new OutstandingSegments.Sent();

  /** Its segments larger than the MSS; null as long as there was none. */
  @Nullable SuperSegments superSegments;

  /** Follows what is sent again; null as long as nothing hints at a loss. */
  @Nullable RetransmissionTracker again;

  /** Smoothed RTT between the capture point and the receiver (RFC 6298 §2.3), or -1. */
  long smoothedRttNs = DurationHistogram.UNKNOWN;

  boolean latestHasTimestamp;
  int latestTimestamp;
  final SlowStart slowStart = new SlowStart();

  boolean nextKnown;
  long next;
  boolean ackedKnown;
  long acked;
  boolean windowKnown;
  long windowBytes;
  long windowEdge = Long.MAX_VALUE;

  boolean synSeen;
  long synPosition;
  int mss = -1;
  int windowScale = -1;
  boolean sackPermitted;
  boolean anySegment;
  boolean timestamps;

  /** Latest TSval; only where there are {@link #timestamps}. */
  int newestTimestamp;

  boolean finSeen;
  long finEnd;
  long finNs;
  long finPacket;
  long lastPayloadNs = AckRound.NEVER;
  long lastNewPayloadNs = AckRound.NEVER;
  long lastAckNs = AckRound.NEVER;

  long lastSmallEnd;
  long nagleOffSinceNs = Long.MAX_VALUE;

  long segments;
  long payloadBytes;
  int largestPayload;
  int retransmissions;
  int outOfOrder;
  int duplicateAcks;
  int captureDuplicates;
  int zeroWindows;
  int keepAlives;
  int windowProbes;
  long pureAcks;
  long piggybackedAcks;
  int delayedAcks;

  /** Position after the last byte of sequence space that was seen of this side. */
  public long next() {
    return next;
  }

  /** Highest position that the other side acknowledged. */
  public long acked() {
    return acked;
  }

  /** Whether this side's SYN was seen. */
  public boolean synSeen() {
    return synSeen;
  }

  /** Whether this side's FIN was seen. */
  public boolean finSeen() {
    return finSeen;
  }

  /**
   * When this side's FIN passed first, nanoseconds since the epoch; only where {@link #finSeen}.
   */
  public long finNs() {
    return finNs;
  }

  /** Number of the packet that carried this side's FIN first; only where {@link #finSeen}. */
  public long finPacket() {
    return finPacket;
  }

  /** Whether the other side acknowledged this side's FIN. */
  public boolean finAcked() {
    return finSeen && acked >= finEnd;
  }

  /** Whether this side sent payload after that time. */
  public boolean sentPayloadAfter(long timeNs) {
    return lastPayloadNs != AckRound.NEVER && lastPayloadNs > timeNs;
  }

  /** Lowest time from a segment of this side to its ACK, in nanoseconds, or -1. */
  public long rttMinNs() {
    return rtt.minNs();
  }

  /** How this side's flight grows. */
  public SlowStart slowStart() {
    return slowStart;
  }

  /** Payload bytes that this side sent, each counted once. */
  public long payloadBytes() {
    return payloadBytes;
  }

  /**
   * Since when it is known that this side does not use Nagle's algorithm, nanoseconds since the
   * epoch: it sent a small segment while another was unacknowledged. {@link Long#MAX_VALUE} where
   * it never did.
   */
  public long nagleOffSinceNs() {
    return nagleOffSinceNs;
  }

  /** The window that this side advertised last, in bytes. */
  public long windowBytes() {
    return windowBytes;
  }

  /** Remembers the latest of the sender's own clock. */
  void noteTimestamp(int timestamp) {
    if (!latestHasTimestamp || timestamp - latestTimestamp > 0) {
      latestTimestamp = timestamp;
      latestHasTimestamp = true;
    }
  }

  /**
   * Lowest RTT of the whole path, both sides' summed, in nanoseconds; -1 where either is unknown.
   */
  long fullRttNs(HalfStream peer) {
    return rtt.minNs() < 0 || peer.rtt.minNs() < 0
        ? DurationHistogram.UNKNOWN
        : rtt.minNs() + peer.rtt.minNs();
  }

  /** Takes a sample of the time from one of this side's segments to its ACK. */
  void sampleRtt(long sampleNs) {
    rtt.sample(sampleNs);
    if (sampleNs >= 0) {
      smoothedRttNs =
          smoothedRttNs < 0 ? sampleNs : smoothedRttNs + ((sampleNs - smoothedRttNs) >> RTT_SHIFT);
    }
  }

  /** What this side's SYN says of it. */
  void onSyn(TcpOptions options) {
    synSeen = true;
    mss = options.mss();
    windowScale = options.windowScale();
    sackPermitted = options.sackPermitted();
  }

  /** Takes the timestamp of one of its segments, which may be out of order. */
  void noteTimestamp(TcpOptions options) {
    if (options.hasTimestamps()) {
      boolean newer = !timestamps || SeqNum.before(newestTimestamp, options.timestampValue());
      newestTimestamp = newer ? options.timestampValue() : newestTimestamp;
      timestamps = true;
    }
  }

  /**
   * Scales a window field; SYNs are never scaled, nor is anything unless both sides sent a scale.
   */
  long scale(int windowField, boolean syn, HalfStream peer) {
    boolean scaled = !syn && windowScale >= 0 && (peer.windowScale >= 0 || !peer.synSeen);
    return scaled ? (long) windowField << Math.min(windowScale, MAX_WINDOW_SCALE) : windowField;
  }

  /**
   * Payload bytes of a full segment of this side: what the MSS options allow, less the timestamps;
   * where no SYN was seen the largest payload, if that can be a full segment.
   */
  long segmentSize(HalfStream peer) {
    if (peer.mss > 0) {
      int limit = mss > 0 ? Math.min(mss, peer.mss) : peer.mss;
      return Math.max(1, limit - (timestamps ? TIMESTAMPS_LENGTH : 0));
    }
    if (mss > 0) {
      return Math.max(1, mss - (timestamps ? TIMESTAMPS_LENGTH : 0));
    }
    boolean plausible =
        largestPayload >= SMALLEST_SEGMENT_SIZE && largestPayload <= DEFAULT_SEGMENT_SIZE;
    return plausible ? largestPayload : DEFAULT_SEGMENT_SIZE - (timestamps ? TIMESTAMPS_LENGTH : 0);
  }

  /** Bytes that the peer acknowledged and the capture does not hold. */
  long missingBytes() {
    return gaps.missingBelow(acked);
  }

  /** Whether so much payload does not end with a full segment; super-segments hold several. */
  static boolean isSmall(long payloadBytes, long segmentSize) {
    return payloadBytes % segmentSize != 0;
  }

  /** Takes new payload into account that passed, or will be known to have passed, at that time. */
  void noteSmall(Segment segment, long segmentSize) {
    if (!isSmall(segment.payloadLength(), segmentSize) || segment.has(TcpView.FIN)) {
      return;
    }
    boolean anotherUnacked = ackedKnown && lastSmallEnd > acked;
    if (anotherUnacked && segment.payloadLength() < segmentSize) {
      nagleOffSinceNs = Math.min(nagleOffSinceNs, segment.timeNs());
    }
    lastSmallEnd = segment.end();
  }

  /**
   * Payload bytes seen and not acknowledged, where {@code ack} may say more than was heard so far.
   */
  long unackedPayload(long ack) {
    return ackedKnown ? payloadBeyond(Math.max(acked, ack)) : 0;
  }

  /**
   * Payload bytes that this side, when it sent what passes now, had not heard to be acknowledged.
   *
   * @param senderRttNs lowest RTT between the capture point and this side, or -1
   */
  long unackedPayloadAsKnownHere(long nowNs, long senderRttNs) {
    flight.learnUntil(nowNs, AckRound.surelyTakenNs(senderRttNs));
    return ackedKnown && flight.known() ? payloadBeyond(flight.knownAck()) : 0;
  }

  private long payloadBeyond(long ack) {
    if (!nextKnown) {
      return 0;
    }
    long payloadEnd = finSeen ? Math.min(next, finEnd - 1) : next;
    return Math.max(0, payloadEnd - (synSeen ? Math.max(ack, synPosition + 1) : ack));
  }

  /** How many segments of the MSS a segment of this side is; 1 at least. */
  int segmentsOf(Segment segment, HalfStream peer) {
    long size = segmentSize(peer);
    return (int) Math.max(1, (segment.payloadLength + size - 1) / size);
  }

  /** The position that a sequence number of this side means. */
  long position(int sequence) {
    return SeqNum.unwrap(reference(sequence), sequence);
  }

  /** How far a sequence number is from what is known of this side, or -1 where nothing is. */
  long distance(int sequence) {
    return nextKnown || ackedKnown
        ? Math.abs((long) SeqNum.distance((int) reference(sequence), sequence))
        : -1;
  }

  /** A position near what is known of this side, to unwrap sequence numbers by. */
  long reference(int sequence) {
    if (nextKnown) {
      return next;
    }
    return ackedKnown ? acked : FIRST_EPOCH | (sequence & 0xffffffffL);
  }
}
