package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.SeqNum;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One TCP connection: a 4-tuple from its first segment to its last. */
public final class Connection {
  /** How many listeners can keep state of their own with a connection. */
  public static final int ATTACHMENTS = 4;

  final int id;
  final ConnectionKey key;
  final boolean clientIsKeysFirst;

  /** How it looked at the place where it was seen first. */
  final View view;

  /** How it looked elsewhere, where it was seen at several places. */
  private List<View> furtherViews = List.of();

  /** The connection on its 4-tuple that ended when it began, or -1. */
  int previousId = -1;

  /** Whether the client was that one's server. */
  boolean rolesSwapped;

  /** Packets in succession that fit none of these. */
  int unplaced;

  final boolean roleCertain;
  final long startNs;
  final long firstPacket;
  long endNs;
  long lastPacket;
  Stretch stretch;

  private final HalfStream clientToServer = new HalfStream();
  private final HalfStream serverToClient = new HalfStream();
  final HandshakeTracker handshake = new HandshakeTracker();
  final CloseTracker close = new CloseTracker();

  /** Of a connection before on this 4-tuple, of which only one end still knows. */
  private final StaleAnswer stale = new StaleAnswer();

  final AckRounds rounds;
  final PauseTracker pauses;
  private final OutstandingSegments.Coverage coverage = new OutstandingSegments.Coverage();
  private final @Nullable Object[] attachments = new Object[ATTACHMENTS];

  /** What it has to do with the connection before on its 4-tuple; null where there was none. */
  @Nullable TupleReuse reuse;

  /** Puts its payload in order; null where nobody listens. */
  @Nullable Reassembler reassembler;

  /** Neighbours in the table's list by age. */
  @Nullable Connection older;

  @Nullable Connection newer;
  boolean closed;

  /** Its end was told; what still comes is swallowed. */
  boolean reported;

  /** Another SYN took its 4-tuple: who opened it had given it up. */
  boolean superseded;

  Connection(
      int id,
      ConnectionKey key,
      boolean clientIsKeysFirst,
      boolean roleCertain,
      Packet first,
      Stretch stretch,
      AckRounds rounds) {
    this.id = id;
    this.key = key;
    this.clientIsKeysFirst = clientIsKeysFirst;
    this.view = new View(this, key, clientIsKeysFirst);
    this.roleCertain = roleCertain;
    this.startNs = first.timeNs();
    this.firstPacket = first.number();
    this.endNs = startNs;
    this.lastPacket = firstPacket;
    this.stretch = stretch;
    this.rounds = rounds;
    this.pauses = new PauseTracker(startNs, firstPacket);
  }

  /** Takes note that it is seen at one more place. */
  void addView(View added) {
    if (furtherViews.isEmpty()) {
      furtherViews = new ArrayList<>(1);
    }
    furtherViews.add(added);
  }

  /** Whether most of what it sent is in the capture twice. */
  boolean isSeenTwice() {
    long copies = (long) clientToServer.captureDuplicates + serverToClient.captureDuplicates;
    return copies > 0 && 2 * copies >= packetsTaken();
  }

  List<View> furtherViews() {
    return furtherViews;
  }

  /** Its number in the capture, from 0. */
  public int id() {
    return id;
  }

  /** Time of its first segment, nanoseconds since the epoch. */
  public long startNs() {
    return startNs;
  }

  /** Time of its latest segment. */
  public long endNs() {
    return endNs;
  }

  /** Number of its first packet. */
  public long firstPacket() {
    return firstPacket;
  }

  /** Number of its latest packet. */
  public long lastPacket() {
    return lastPacket;
  }

  /** What is sent that way. */
  public HalfStream halfStream(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? clientToServer : serverToClient;
  }

  /**
   * What a listener keeps for this connection.
   *
   * @param slot the listener's own, from 0 to {@link #ATTACHMENTS} - 1
   */
  public @Nullable Object attachment(int slot) {
    return attachments[slot];
  }

  /** Has the connection carry a listener's own state in that listener's slot. */
  public void attach(int slot, Object state) {
    attachments[slot] = state;
  }

  /** That side's address and port. */
  public Endpoint endpoint(Side side) {
    return key.endpoint(clientIsKeysFirst == (side == Side.CLIENT));
  }

  /** The server's port. */
  public int serverPort() {
    return clientIsKeysFirst ? key.secondPort() : key.firstPort();
  }

  /** Nobody reads its payload any more: it is no longer put in order. */
  public void ignoreStreams() {
    reassembler = null;
  }

  /**
   * Its reader's word on what a side said up to now: from a position on it is its protocol's own
   * housekeeping, which nobody waits for and nobody loses. Told again with whatever the side says
   * next.
   *
   * @param position where that begins; {@link Long#MAX_VALUE} where there is none
   * @param packet number of the first packet that holds nothing else; {@link Long#MAX_VALUE} as
   *     above
   */
  public void noteHousekeeping(Direction direction, long position, long packet) {
    halfStream(direction).noteHousekeeping(position, packet);
  }

  /**
   * Its reader's word that it cannot tell what a side said from a position on, up to now, since the
   * capture lacks a part of it.
   */
  public void noteUnread(Direction direction, long position) {
    halfStream(direction).noteUnread(position);
  }

  /**
   * Lowest RTT of the whole path, both sides' summed, in nanoseconds; -1 where either is unknown.
   */
  public long fullRttNs() {
    return clientToServer.fullRttNs(serverToClient);
  }

  /** Payload bytes of a full segment that way. */
  public long segmentSizeBytes(Direction direction) {
    return halfStream(direction).segmentSize(halfStream(direction.opposite()));
  }

  /** Packets that were taken into its state. */
  long packetsTaken() {
    return clientToServer.segments + serverToClient.segments;
  }

  /** Whether segments of both directions were seen. */
  public boolean bothDirections() {
    return clientToServer.anySegment && serverToClient.anySegment;
  }

  /** Whether its SYN was refused or never answered. */
  public boolean neverOpened() {
    return handshake.synSeen() && !handshake.established() && serverToClient.payloadBytes == 0;
  }

  /** Who reset it first, or null. */
  public @Nullable Side resetBy() {
    return close.resetBy();
  }

  /** How it ends. */
  public CloseTracker closing() {
    return close;
  }

  /**
   * Until when the capture shows what became of it, capture time in nanoseconds: the latest time of
   * the capture so far, or where its clock jumped after this connection's last segment.
   */
  public long watchedUntilNs() {
    return stretch.latestNs();
  }

  /** Whether what a reset lost had been sent after the resetting side's own FIN. */
  public boolean lostAfterFin() {
    return close.sentAfterResettersFin();
  }

  /** Number of the packet that reset it, or 0. */
  public long resetPacket() {
    return close.resetPacket();
  }

  /** When it was reset, nanoseconds since the epoch; only where {@link #resetPacket} is not 0. */
  public long resetNs() {
    return close.resetNs();
  }

  /** All that is to be kept of it. */
  public ConnectionSummary summary(long captureEndNs) {
    return ConnectionSummarizer.summarize(this, captureEndNs);
  }

  /** A segment of it comes, in that stretch of the capture: in another, its waits have ended. */
  void enter(Stretch now) {
    if (stretch != now) {
      close.onClockJump(stretch.latestNs(), this);
      handshake.onClockJump();
      rounds.forgetOpen();
      clientToServer.onClockJump(now.startNs());
      serverToClient.onClockJump(now.startNs());
      stretch = now;
    }
  }

  /**
   * Takes a segment into the connection's state, and describes it in {@code segment}. Of what was
   * seen before nothing goes into the state but the count.
   *
   * @return false where all of it was seen before
   */
  boolean take(Packet packet, Direction direction, Sight sight, Segment segment) {
    HalfStream me = halfStream(direction);
    HalfStream peer = halfStream(direction.opposite());
    boolean again = sight == Sight.AGAIN;
    if (sight == Sight.PARTLY_AGAIN) {
      long start = me.position(packet.tcp().sequence());
      long end = start + packet.payloadLength();
      boolean fillsGap = me.gaps.find(start, Math.min(end, me.next)) >= 0;
      again = end <= me.next && !fillsGap;
      if (!again && !fillsGap) {
        packet.dropFirst((int) (me.next - start));
      }
    }
    fill(packet, direction, segment, me, peer);
    if (again) {
      segment.kinds = Segment.CAPTURE_DUPLICATE;
      me.captureDuplicates++;
      return false;
    }
    takeFirst(segment, me, peer);
    return true;
  }

  private void takeFirst(Segment segment, HalfStream me, HalfStream peer) {
    Packet packet = segment.packet;
    endNs = Math.max(endNs, packet.timeNs());
    lastPacket = packet.number();
    me.segments++;
    me.syns += segment.syn() ? 1 : 0;
    if (reuse != null && reuse.isOfPrevious(segment, clientToServer)) {
      segment.kinds = Segment.OF_PREVIOUS;
      return;
    }
    if (stale.isOfPrevious(segment, handshake, clientToServer, serverToClient)) {
      segment.kinds = Segment.OF_PREVIOUS;
      me.pureAcks += segment.payloadLength == 0 && !segment.has(TcpView.RST) ? 1 : 0;
      return;
    }
    me.anySegment = true;
    me.noteTimestamp(packet.tcpOptions(), segment.syn());
    me.noteEcho(segment, peer);
    me.noteSize(segment.payloadLength, peer);
    if (segment.has(TcpView.SYN) && !me.synSeen) {
      me.onSyn(packet.tcpOptions());
      me.synPosition = segment.start;
      me.flight.onStart(segment.start + 1);
      me.slowStart.onStart();
    }
    if (segment.has(TcpView.SYN | TcpView.ACK)) {
      peer.onSynAnswered(segment.ack);
    }
    SegmentClassifier.classifyData(segment, me, peer, fullRttNs());
    if (segment.has(TcpView.ACK) && !segment.has(TcpView.RST)) {
      takeAck(segment, me, peer);
      me.lastAckNs = segment.timeNs();
    }
    RetransmissionTracker.noteData(segment, me, peer);
    takeData(segment, me, peer);
    if (packet.tcpOptions().hasTimestamps()) {
      me.noteTimestamp(packet.tcpOptions().timestampValue());
    }
    takeWindow(segment, me, peer);
    count(segment, me, peer);
    boolean acknowledgesSyn = peer.synSeen && segment.ack > peer.synPosition;
    boolean establishedBefore = handshake.established();
    handshake.onSegment(segment, acknowledgesSyn);
    close.onSegment(segment, me, peer);
    boolean establishes = !establishedBefore && handshake.established();
    pauses.onSegment(segment, establishes, me, peer);
  }

  private static void fill(
      Packet packet, Direction direction, Segment segment, HalfStream me, HalfStream peer) {
    TcpView tcp = packet.tcp();
    int flags = tcp.flags();
    boolean syn = (flags & TcpView.SYN) != 0;
    boolean fin = (flags & TcpView.FIN) != 0;
    segment.packet = packet;
    segment.direction = direction;
    segment.flags = flags;
    segment.kinds = 0;
    segment.newBytes = 0;
    segment.payloadLength = packet.payloadLength();
    segment.start = SeqNum.unwrap(me.reference(tcp.sequence()), tcp.sequence());
    segment.end = segment.start + packet.payloadLength() + (syn ? 1 : 0) + (fin ? 1 : 0);
    segment.ack = 0;
    if ((flags & TcpView.ACK) != 0) {
      segment.ack = SeqNum.unwrap(peer.reference(tcp.acknowledgment()), tcp.acknowledgment());
    }
    segment.windowBytes = me.scale(tcp.window(), syn, peer);
  }

  private void takeAck(Segment segment, HalfStream me, HalfStream peer) {
    OtherSyns.beginAt(segment.ack, peer);
    long ackedBefore = peer.ackedKnown ? peer.acked : Long.MIN_VALUE;
    boolean advances = SegmentClassifier.classifyAck(segment, me, peer, me.windowBytes);
    coverage.segments = 0;
    if (advances) {
      peer.outstanding.acknowledge(segment.ack, coverage);
    }
    RetransmissionTracker.noteAck(segment, peer, ackedBefore, coverage);
    if (coverage.segments == 0) {
      return;
    }
    boolean gapOpen = peer.gaps.find(ackedBefore, segment.ack) >= 0;
    if (coverage.atSegmentEnd && !coverage.retransmitted && !gapOpen) {
      boolean full = coverage.lastBytes >= peer.segmentSize(me);
      peer.sampleRtt(segment.timeNs() - coverage.lastNs, full);
      peer.slowStart.onRtt(segment.timeNs() - coverage.lastNs, me.rtt.minNs());
    }
    if (segment.payloadLength > 0) {
      me.piggybackedAcks++;
    }
    boolean coversLastSmall = peer.lastSmallEnd > ackedBefore && peer.lastSmallEnd <= segment.ack;
    AckRound round = rounds.add(segment.direction.opposite(), coversLastSmall);
    fillRound(round, segment, me, peer, ackedBefore, gapOpen);
  }

  private void fillRound(
      AckRound round,
      Segment segment,
      HalfStream me,
      HalfStream peer,
      long ackedBefore,
      boolean gapOpen) {
    round.ackPacket = segment.number();
    round.ackNs = segment.timeNs();
    round.pureAck = segment.is(Segment.PURE_ACK);
    round.hopLimit = segment.packet.hopLimit();
    round.gapOpen = gapOpen;
    round.coveredBytes = coverage.bytes;
    round.coversHandshake = peer.synSeen && ackedBefore <= peer.synPosition;
    round.coversRetransmission = coverage.retransmitted;
    round.atSegmentEnd = coverage.atSegmentEnd;
    round.firstDataPacket = coverage.firstPacket;
    round.firstDataNs = coverage.firstNs;
    round.lastDataPacket = coverage.lastPacket;
    round.lastDataNs = coverage.lastNs;
    round.uncoveredBytes = Math.max(0, peer.next - segment.ack);
    round.firstUncoveredNs =
        peer.outstanding.isEmpty() ? segment.timeNs() : peer.outstanding.oldestNs();
    round.lastSentNs = peer.lastNewPayloadNs;
    round.gotBefore = peer.ackOfLastPayload;
    round.windowEdgeBefore = me.windowEdge;
    round.windowEdgeAfter = segment.ack + segment.windowBytes;
    round.hasTimestamp = segment.packet.tcpOptions().hasTimestamps();
    round.timestamp = segment.packet.tcpOptions().timestampValue();
    round.lastReversePayloadNs = me.lastPayloadNs;
    round.lastReverseAckNs = me.lastAckNs;
  }

  private void takeData(Segment segment, HalfStream me, HalfStream peer) {
    if (segment.has(TcpView.FIN) && !me.finSeen && !segment.has(TcpView.RST)) {
      me.finSeen = true;
      me.finEnd = segment.end;
      me.finNs = segment.timeNs();
      me.finPacket = segment.number();
    }
    if (segment.payloadLength > 0) {
      me.lastPayloadNs = segment.timeNs();
      me.payloadStart = Math.min(me.payloadStart, segment.start);
      rounds.onPayload(segment.direction, segment.timeNs());
      peer.slowStart.onPeerPayload(segment.timeNs());
    }
    if (segment.is(Segment.RETRANSMISSION) && segment.payloadLength > 0) {
      me.slowStart.onRetransmission(segment);
    }
    if (!segment.is(Segment.NEW)) {
      return;
    }
    int control = (segment.has(TcpView.SYN) ? 1 : 0) + (segment.has(TcpView.FIN) ? 1 : 0);
    me.payloadBytes +=
        Math.max(0, Math.min(segment.newBytes, segment.end - segment.start) - control);
    if (!segment.is(Segment.RETRANSMISSION | Segment.OUT_OF_ORDER)) {
      long segmentSize = me.segmentSize(peer);
      boolean small = HalfStream.isSmall(segment.payloadLength, segmentSize);
      rounds.onNewData(segment.direction, segment, small, peer.rtt.minNs());
      if (segment.payloadLength > 0) {
        me.noteSmall(segment, segmentSize);
        me.lastNewPayloadNs = segment.timeNs();
        me.ackOfLastPayload = segment.ack;
      }
    }
    if (segment.payloadLength > 0) {
      me.flight.onData(segment, peer.rtt.minNs(), fullRttNs(), me.segmentSize(peer));
      me.slowStart.onData(segment, me, peer);
    }
  }

  private static void takeWindow(Segment segment, HalfStream me, HalfStream peer) {
    if (segment.has(TcpView.RST) || !segment.has(TcpView.ACK)) {
      return;
    }
    boolean closes = segment.windowBytes == 0 && (!me.windowKnown || me.windowBytes > 0);
    if (closes && !segment.has(TcpView.SYN)) {
      me.zeroWindows++;
    }
    me.windowKnown = true;
    me.windowBytes = segment.windowBytes;
    boolean scaleKnown = me.synSeen || segment.windowBytes == 0;
    long edgeBefore = me.windowEdge;
    me.windowEdge = scaleKnown ? segment.ack + segment.windowBytes : Long.MAX_VALUE;
    if (segment.is(Segment.ADVANCES_ACK) || me.windowEdge != edgeBefore) {
      TcpOptions options = segment.packet.tcpOptions();
      peer.flight.onAck(segment.ack, me.windowEdge, segment.timeNs(), options);
    }
  }

  private static void count(Segment segment, HalfStream me, HalfStream peer) {
    int kinds = segment.kinds;
    if ((kinds & Segment.RETRANSMISSION) != 0 && !segment.syn()) {
      me.retransmissions += me.segmentsOf(segment, peer);
    }
    me.outOfOrder += (kinds & Segment.OUT_OF_ORDER) != 0 ? 1 : 0;
    me.duplicateAcks += (kinds & Segment.DUPLICATE_ACK) != 0 ? 1 : 0;
    me.keepAlives += (kinds & Segment.KEEP_ALIVE) != 0 ? 1 : 0;
    me.windowProbes += (kinds & Segment.WINDOW_PROBE) != 0 ? 1 : 0;
    me.pureAcks += (kinds & Segment.PURE_ACK) != 0 ? 1 : 0;
  }

  /** Hands on the rounds that are due; all of them where the connection has ended. */
  void settle(boolean ended, ConnectionListener listener) {
    if (ended) {
      clientToServer.slowStart.finish(clientToServer, serverToClient);
      serverToClient.slowStart.finish(serverToClient, clientToServer);
    }
    tellPause(listener);
    AckRound round = rounds.due(ended);
    while (round != null) {
      rounds.waits().settleOldest(this);
      listener.onAckRound(this, round);
      rounds.pop();
      round = rounds.due(ended);
    }
    settleAgain(clientToServer, ended, listener);
    settleAgain(serverToClient, ended, listener);
    if (ended) {
      pauses.finish(endNs, lastPacket);
      tellPause(listener);
    }
  }

  private void settleAgain(HalfStream data, boolean ended, ConnectionListener listener) {
    RetransmissionTracker again = data.again;
    if (again == null) {
      return;
    }
    while (again.settleNext(endNs, fullRttNs(), ended)) {
      listener.onRetransmission(this, again.settled());
    }
  }

  private void tellPause(ConnectionListener listener) {
    if (pauses.due()) {
      listener.onPause(this, pauses.pause);
      pauses.restart();
    }
  }
}
