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

  /**
   * What cannot be read and is no longer may be nothing but a farewell: an alert of TLS has 31 to
   * 85 bytes, a GOAWAY of HTTP/2 17 with an acknowledgment of 9 or 13 before it.
   */
  private static final int MAX_FAREWELL_BYTES = 128;

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

  /** SYNs of its with other sequence numbers than the first; null as long as there was none. */
  @Nullable OtherSyns otherSyns;

  /** Its segments larger than the MSS; null as long as there was none. */
  @Nullable SuperSegments superSegments;

  /** Follows what is sent again; null as long as nothing hints at a loss. */
  @Nullable RetransmissionTracker again;

  /** Smoothed RTT between the capture point and the receiver (RFC 6298 §2.3), or -1. */
  long smoothedRttNs = DurationHistogram.UNKNOWN;

  /** Lowest time from a full segment of this side to its ACK, or -1. */
  long fullSegmentRttNs = DurationHistogram.UNKNOWN;

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

  /** One past what was sent into a window that was shut. */
  long probedEnd = Long.MIN_VALUE;

  int mss = -1;
  int windowScale = -1;
  boolean sackPermitted;
  boolean anySegment;
  boolean timestamps;

  /** Whether other segments than its SYN carry them. */
  private boolean timestampsInUse;

  /** The largest payload that a single segment within the MSS can have carried. */
  private int largestWithinMss;

  /** Latest TSval; only where there are {@link #timestamps}. */
  int newestTimestamp;

  /** TSval of its latest segment that takes sequence space; only where one was seen. */
  private int timestampOfData;

  private boolean timestampOfDataKnown;

  /** Whether it was seen to echo a timestamp that came on a bare ACK (RFC 7323 §4.3). */
  boolean echoesPureAcks;

  boolean finSeen;
  long finEnd;
  long finNs;
  long finPacket;
  long lastPayloadNs = AckRound.NEVER;
  long lastNewPayloadNs = AckRound.NEVER;

  /** What it acknowledged in its latest segment with new payload. */
  long ackOfLastPayload;

  long lastAckNs = AckRound.NEVER;

  /** Capture time of the latest jump of the clock in the connection's life, in nanoseconds. */
  long clockJumpedNs = AckRound.NEVER;

  /** Whether a reader follows what this side says, and so knows what of it is housekeeping. */
  boolean read;

  /** From here on all was its protocol's housekeeping; {@link Long#MAX_VALUE} where none was. */
  long housekeepingStart = Long.MAX_VALUE;

  long housekeepingPacket = Long.MAX_VALUE;

  /**
   * From here on it is not known what it said, or was housekeeping; {@link Long#MAX_VALUE} where
   * all that passed last was read, or nobody reads.
   */
  private long unreadStart = Long.MAX_VALUE;

  /** Where the first payload begins that was seen; {@link Long#MAX_VALUE} where none was. */
  long payloadStart = Long.MAX_VALUE;

  long lastSmallEnd;
  long nagleOffSinceNs = Long.MAX_VALUE;

  long segments;

  /** How many of them were SYNs. */
  long syns;

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

  /** How many samples there are of the time from a segment of this side to its ACK. */
  public long rttSamples() {
    return rtt.samples();
  }

  /**
   * The clock jumped: what was sent before that capture time, in nanoseconds, gives no RTT any
   * more, and nobody can say that ACKs that passed before have not arrived.
   */
  void onClockJump(long timeNs) {
    outstanding.untimeBefore(timeNs);
    flight.onClockJump();
    slowStart.onClockJump();
    clockJumpedNs = timeNs;
  }

  /**
   * Takes a sample of the time from one of this side's segments to its ACK.
   *
   * @param full whether that was a full segment
   */
  void sampleRtt(long sampleNs, boolean full) {
    rtt.sample(sampleNs);
    if (full && sampleNs >= 0) {
      boolean lowest = fullSegmentRttNs < 0 || sampleNs < fullSegmentRttNs;
      fullSegmentRttNs = lowest ? sampleNs : fullSegmentRttNs;
    }
    if (sampleNs >= 0) {
      smoothedRttNs =
          smoothedRttNs < 0 ? sampleNs : smoothedRttNs + ((sampleNs - smoothedRttNs) >> RTT_SHIFT);
    }
  }

  /**
   * The other side's SYN acknowledges this side's: data on it that is not acknowledged was refused,
   * as if it had not been sent (RFC 7413 §4.2.2). Two SYNs with different numbers are apart by more
   * than their data.
   */
  void onSynAnswered(long ack) {
    boolean refused = synSeen && ack == synPosition + 1 && next > ack && segments <= syns;
    if (refused) {
      payloadBytes -= Math.min(payloadBytes, next - ack);
      next = ack;
      outstanding.truncate(ack);
    }
  }

  /** What counts begins behind another SYN of this side than its first: nothing of it was sent. */
  void beginAgain(long position) {
    synPosition = position;
    next = position + 1;
    ackedKnown = false;
    outstanding.clear();
    gaps.clear();
    flight.onStart(next);
  }

  /** What this side's SYN says of it. */
  void onSyn(TcpOptions options) {
    synSeen = true;
    mss = options.mss();
    windowScale = options.windowScale();
    sackPermitted = options.sackPermitted();
  }

  /** Takes the timestamp of one of its segments, which may be out of order; a SYN's is an offer. */
  void noteTimestamp(TcpOptions options, boolean syn) {
    if (options.hasTimestamps()) {
      timestampsInUse |= !syn;
      boolean newer = !timestamps || SeqNum.before(newestTimestamp, options.timestampValue());
      newestTimestamp = newer ? options.timestampValue() : newestTimestamp;
      timestamps = true;
    }
  }

  /** Notes whether it echoes what came on a bare ACK, and what it sends to be echoed itself. */
  void noteEcho(Segment segment, HalfStream peer) {
    TcpOptions options = segment.packet.tcpOptions();
    if (!options.hasTimestamps()) {
      return;
    }
    int echo = options.timestampEcho();
    echoesPureAcks |=
        segment.has(TcpView.ACK)
            && peer.timestampOfDataKnown
            && SeqNum.before(peer.timestampOfData, echo)
            && !SeqNum.before(peer.newestTimestamp, echo);
    boolean newer =
        !timestampOfDataKnown || SeqNum.before(timestampOfData, options.timestampValue());
    if (segment.end > segment.start && newer) {
      timestampOfDataKnown = true;
      timestampOfData = options.timestampValue();
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
   * Payload bytes of a full segment of this side: what the MSS options allow, less the timestamps
   * where it uses them, but no less than it has sent in one segment within the MSS (some stacks do
   * not count the option in); where no SYN was seen the largest payload, if that can be a full
   * segment.
   */
  long segmentSize(HalfStream peer) {
    int limit = largestSegment(peer);
    if (limit > 0) {
      int usual = limit - (timestampsInUse ? TIMESTAMPS_LENGTH : 0);
      return Math.max(1, Math.max(usual, largestWithinMss));
    }
    boolean plausible =
        largestPayload >= SMALLEST_SEGMENT_SIZE && largestPayload <= DEFAULT_SEGMENT_SIZE;
    return plausible
        ? largestPayload
        : DEFAULT_SEGMENT_SIZE - (timestampsInUse ? TIMESTAMPS_LENGTH : 0);
  }

  /** Takes the size of one of its segments; where both MSS are to be known, they are by now. */
  void noteSize(int payloadLength, HalfStream peer) {
    largestPayload = Math.max(largestPayload, payloadLength);
    boolean within = payloadLength <= largestSegment(peer);
    largestWithinMss = within ? Math.max(largestWithinMss, payloadLength) : largestWithinMss;
  }

  /** What the MSS options allow, or 0 where none was seen. */
  private int largestSegment(HalfStream peer) {
    if (peer.mss > 0) {
      return mss > 0 ? Math.min(mss, peer.mss) : peer.mss;
    }
    return Math.max(0, mss);
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

  /** Whether a reader follows what this side says. */
  public boolean isRead() {
    return read;
  }

  /**
   * Whether all that this side said from that packet on, up to what passed last, is its protocol's
   * own housekeeping: alerts of TLS (close_notify), frames of HTTP/2 that carry no message
   * (SETTINGS, PING, GOAWAY). It asks nothing and answers nothing, so nobody waits for it.
   */
  public boolean saysHousekeepingSince(long packet) {
    return packet >= housekeepingPacket;
  }

  void noteHousekeeping(long position, long packet) {
    read = true;
    boolean goesOn = position == housekeepingStart;
    housekeepingPacket = goesOn ? Math.min(housekeepingPacket, packet) : packet;
    housekeepingStart = position;
    unreadStart = position == Long.MAX_VALUE ? Long.MAX_VALUE : unreadStart;
  }

  /** What it says from there on cannot be read; what it said just before may be housekeeping. */
  void noteUnread(long position) {
    read = true;
    unreadStart = Math.min(unreadStart, Math.min(housekeepingStart, position));
    housekeepingStart = Long.MAX_VALUE;
    housekeepingPacket = Long.MAX_VALUE;
  }

  /**
   * The position up to which this side, when it sent what passes now, had heard that all was
   * acknowledged; {@link Long#MAX_VALUE} where that is not known.
   *
   * @param senderRttNs lowest RTT between the capture point and this side, or -1
   */
  long ackKnownToSender(long nowNs, long senderRttNs) {
    flight.learnUntil(nowNs, AckRound.surelyTakenNs(senderRttNs));
    if (clockJumpedNs != AckRound.NEVER) {
      flight.learnUntil(clockJumpedNs - 1, 0);
    }
    return ackedKnown && flight.known() ? flight.knownAck() : Long.MAX_VALUE;
  }

  /**
   * Whether the other side must have acknowledged what this side has in flight: by now it would be
   * late, and this side has not sent it again. Then the ACK is what was not captured.
   */
  boolean ackWasDue(long nowNs, HalfStream peer) {
    if (rtt.minNs() < 0 || outstanding.isEmpty() || again != null) {
      return false;
    }
    boolean atOnce = next - acked >= 2 * segmentSize(peer); // RFC 9293 §3.8.6.3
    long dueNs = 2 * rtt.minNs() + AckRound.slackNs(rtt.minNs());
    long sentNs = lastNewPayloadNs;
    return nowNs - sentNs > (atOnce ? dueNs : dueNs + AckRound.MAX_HOLD_NS);
  }

  /** Whether the other side acknowledged all that was seen of this side. */
  boolean nothingUnacked() {
    return !nextKnown || (ackedKnown && acked >= next);
  }

  private long payloadBeyond(long ack) {
    return payloadBetween(ack, next);
  }

  /** Payload bytes from one position to another, without what was or may have been a farewell. */
  long payloadBetween(long ack, long end) {
    if (!nextKnown) {
      return 0;
    }
    long payloadEnd = Math.min(finSeen ? Math.min(end, finEnd - 1) : end, housekeepingStart);
    long from = Math.max(ack, synSeen ? synPosition + 1 : payloadStart);
    boolean perhapsFarewell = payloadEnd - Math.max(from, unreadStart) <= MAX_FAREWELL_BYTES;
    return Math.max(0, (perhapsFarewell ? Math.min(payloadEnd, unreadStart) : payloadEnd) - from);
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
