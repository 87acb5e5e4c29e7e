package io.tcpdx.connection;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;

/**
 * Tells the first sight of a packet from further ones, wherever the capture has them from: ports
 * mirrored twice, VLAN and bridge and card in one capture, both sides of a NAT or of a firewall
 * that replaces sequence numbers, segmentation offload, both ends of the path merged.
 *
 * <p>Only first sights reach the state of a connection. As each packet is then seen as early as
 * anybody saw it, what remains is what one capture shows that was taken at one place: at the place
 * itself where there is only one, somewhere between where there are several.
 */
final class Sights {
  /**
   * No sender is so far ahead of what is known of it, or behind, but where the capture has a hole
   * or a middlebox has shifted its sequence numbers.
   */
  static final long NEAR_BYTES = 1L << 22;

  /** Packets of no known place after which these are taken for what they say. */
  private static final int MAX_UNPLACED = 3;

  /** Stands in the remembered length of what was of no known place. */
  private static final int UNPLACED_BIT = 1 << 31;

  private static final int WITH_PAYLOAD = 1;
  private static final int WITH_FIN_ONLY = 2;

  private final Sightings recent = new Sightings();
  private final OutstandingSegments.Sent sent = new OutstandingSegments.Sent();

  /**
   * Looks at a packet, and has its numbers read as the connection's first place shows them.
   *
   * @param head the first of the views with the packet's 4-tuple
   */
  Sight look(View head, Direction direction, Packet packet) {
    Connection connection = head.connection;
    HalfStream me = connection.halfStream(direction);
    View view = head.sibling == null ? head : nearest(head, direction, packet);
    view.translate(packet, direction);
    view.packets++;
    int number = me.copies.number(packet);
    long key = key(connection.id, direction, packet, number);
    int at = recent.find(key);
    Sight sight = Sight.FIRST;
    if (at != Sightings.NONE) {
      sight = compare(at, view, head, direction, packet);
    } else if (isOfPrevious(connection, direction, packet, number)) {
      return Sight.OF_PREVIOUS;
    }
    if (sight == Sight.FIRST) {
      sight = piece(me, connection.halfStream(direction.opposite()), packet, number);
    }
    if (sight == Sight.FIRST && isUnplaced(head, direction, packet)) {
      sight = Sight.UNPLACED;
      connection.unplaced++;
    }
    if (sight == Sight.FIRST) {
      takeFirst(me, connection.halfStream(direction.opposite()), packet, number);
    }
    if (sight != Sight.AGAIN) {
      boolean stillNumber = me.copies.number(packet) == number;
      remember(stillNumber ? key : key(connection.id, direction, packet, 0), packet, sight);
    }
    return sight;
  }

  /**
   * Takes the packet with which a connection begins, which is a first sight whatever was seen on
   * the 4-tuple before.
   *
   * @param view the connection's only one
   */
  Sight first(View view, Direction direction, Packet packet) {
    Connection connection = view.connection;
    HalfStream me = connection.halfStream(direction);
    view.translate(packet, direction);
    view.packets++;
    int number = me.copies.number(packet);
    takeFirst(me, connection.halfStream(direction.opposite()), packet, number);
    remember(key(connection.id, direction, packet, number), packet, Sight.FIRST);
    return Sight.FIRST;
  }

  private static void takeFirst(HalfStream me, HalfStream peer, Packet packet, int number) {
    me.copies.onFirstSight(packet);
    rememberIfSuper(me, peer, packet, number);
  }

  private void remember(long key, Packet packet, Sight sight) {
    int length = packet.payloadLength() | (sight == Sight.UNPLACED ? UNPLACED_BIT : 0);
    TcpView tcp = packet.tcp();
    recent.remember(
        key, packet.timeNs(), tcp.sequence(), tcp.acknowledgment(), length, packet.place());
  }

  /** Of several views with one 4-tuple, that in which the packet's numbers fit best. */
  private static View nearest(View head, Direction direction, Packet packet) {
    View nearest = head;
    long least = Long.MAX_VALUE;
    for (View view = head; view != null; view = view.sibling) {
      long distance = view.distance(packet, direction);
      if (distance < least) {
        least = distance;
        nearest = view;
      }
    }
    return nearest;
  }

  /**
   * What all sights of a packet have in common. Numbered packets, and SYNs, are recognised without
   * their sequence numbers, so that these can be compared.
   */
  private static long key(int connection, Direction direction, Packet packet, int number) {
    TcpView tcp = packet.tcp();
    TcpOptions options = packet.tcpOptions();
    int flags = tcp.flags();
    int content = 0;
    if (packet.payloadLength() > 0) {
      content = WITH_PAYLOAD;
    } else if ((flags & TcpView.FIN) != 0) {
      content = WITH_FIN_ONLY;
    }
    long shape = (long) (flags & (TcpView.SYN | TcpView.RST | TcpView.ACK)) << 40;
    shape |= (long) content << 32 | (long) tcp.window() << 16 | number;
    long key = Sightings.mix((long) connection << 1 | direction.index());
    key = Sightings.mix(key ^ shape);
    if (options.hasTimestamps()) {
      long times = (long) options.timestampValue() << 32;
      key = Sightings.mix(key ^ (times | (options.timestampEcho() & 0xffffffffL)));
    }
    if (number > 0 || (flags & TcpView.SYN) != 0) {
      return key;
    }
    long numbers = (long) tcp.sequence() << 32;
    numbers |= (flags & TcpView.ACK) == 0 ? 0 : tcp.acknowledgment() & 0xffffffffL;
    key = Sightings.mix(key ^ numbers);
    for (int i = 0; i < options.sackBlockCount(); i++) {
      long block = (long) options.sackLeft(i) << 32;
      key = Sightings.mix(key ^ (block | (options.sackRight(i) & 0xffffffffL)));
    }
    return key;
  }

  /**
   * Whether it is a late copy from the connection that had the 4-tuple before. Its sender may have
   * been called by the other role then.
   */
  private boolean isOfPrevious(
      Connection connection, Direction direction, Packet packet, int number) {
    int previous = connection.previousId;
    if (previous < 0 || packet.timeNs() - connection.startNs > Sightings.HORIZON_NS) {
      return false;
    }
    Direction then = connection.rolesSwapped ? direction.opposite() : direction;
    int at = recent.find(key(previous, then, packet, number));
    boolean numbered = number > 0 && (packet.tcp().flags() & TcpView.SYN) == 0;
    return at != Sightings.NONE
        && (numbered || recent.sequence(at) == packet.tcp().sequence())
        && isCopy(at, connection, direction, packet, Math.abs(packet.timeNs() - recent.timeNs(at)));
  }

  /** Compares a packet with one that has the same key. */
  private Sight compare(int at, View view, View head, Direction direction, Packet packet) {
    HalfStream me = view.connection.halfStream(direction);
    TcpView tcp = packet.tcp();
    boolean acknowledges = (tcp.flags() & TcpView.ACK) != 0;
    int sequenceShift = tcp.sequence() - recent.sequence(at);
    int ackShift = acknowledges ? tcp.acknowledgment() - recent.acknowledgment(at) : 0;
    long lagNs = Math.abs(packet.timeNs() - recent.timeNs(at));
    int longer = packet.payloadLength() - (recent.length(at) & ~UNPLACED_BIT);
    boolean near = isNear(sequenceShift) && isNear(ackShift);
    if (sequenceShift == 0 && ackShift == 0) {
      boolean samePlace = recent.place(at) == packet.place();
      boolean otherPacket = longer != 0 && samePlace && me.copies.number(packet) == 0;
      if (otherPacket || !isCopy(at, view.connection, direction, packet, lagNs)) {
        boolean sentAgain = tcp.flags() != TcpView.ACK || packet.payloadLength() > 0;
        if (sentAgain && me.copies.number(packet) > 0) {
          me.copies.onNumberRepeated();
        }
        return Sight.FIRST;
      }
      if (longer < 0 && me.superSegments != null) {
        me.superSegments.onFirstPiece(packet.payloadLength());
      }
      return longer > 0 ? Sight.PARTLY_AGAIN : Sight.AGAIN;
    }
    if (near) {
      if (me.copies.number(packet) > 0 && lagNs <= CopyEvidence.PLAUSIBLE_WINDOW_NS) {
        me.copies.onNumberRepeated();
      }
      return Sight.FIRST;
    }
    if (longer != 0 || !isRenumbered(at, me.copies, packet, lagNs)) {
      return Sight.FIRST;
    }
    view.packets--; // of the two, that which is not of the first place
    boolean wasUnplaced = (recent.length(at) & UNPLACED_BIT) != 0;
    if (wasUnplaced) {
      learn(head, direction, -sequenceShift, acknowledges, -ackShift);
      view.connection.unplaced = 0;
      me.captureDuplicates++;
      return Sight.FIRST;
    }
    learn(
        head,
        direction,
        view.shift(direction) + sequenceShift,
        acknowledges,
        view.shift(direction.opposite()) + ackShift);
    return Sight.AGAIN;
  }

  private static boolean isNear(int shift) {
    return Math.abs((long) shift) <= NEAR_BYTES;
  }

  private boolean isCopy(
      int at, Connection connection, Direction direction, Packet packet, long lagNs) {
    CopyEvidence mine = connection.halfStream(direction).copies;
    if (mine.isCopy(packet, lagNs, recent.place(at))) {
      return true;
    }
    CopyEvidence peers = connection.halfStream(direction.opposite()).copies;
    return (packet.tcp().flags() & TcpView.RST) != 0
        && lagNs <= Math.max(mine.latestHereNs(), peers.latestHereNs())
        && connection.isSeenTwice();
  }

  /**
   * Whether the two are one packet, of which a middlebox has replaced the sequence numbers. Of
   * packets without a number only SYNs come here: a client that opens anew at once has the same
   * clock, but not on another way.
   */
  private boolean isRenumbered(int at, CopyEvidence evidence, Packet packet, long lagNs) {
    boolean clock = packet.tcpOptions().hasTimestamps();
    boolean soon = lagNs <= CopyEvidence.PLAUSIBLE_WINDOW_NS;
    if (evidence.number(packet) > 0) {
      return soon || (clock && lagNs <= Sightings.HORIZON_NS);
    }
    boolean wasUnplaced = (recent.length(at) & UNPLACED_BIT) != 0;
    return soon && (wasUnplaced || (clock && recent.place(at) != packet.place()));
  }

  /** Takes note of a view by a packet that was seen there and at the first place. */
  private static void learn(
      View head, Direction direction, int sequenceShift, boolean acknowledges, int ackShift) {
    for (View view = head; view != null; view = view.sibling) {
      if (view.accept(direction, sequenceShift, acknowledges, ackShift)) {
        view.packets++;
        return;
      }
    }
    View added = new View(head.connection, head.key, head.clientIsKeysFirst);
    added.accept(direction, sequenceShift, acknowledges, ackShift);
    added.packets++;
    head.lastSibling().sibling = added;
    head.connection.addView(added);
  }

  /** Whether it is one piece of a larger segment, or the same packet with other options. */
  private Sight piece(HalfStream me, HalfStream peer, Packet packet, int number) {
    if (packet.payloadLength() == 0 || !me.nextKnown) {
      return Sight.FIRST;
    }
    long start = me.position(packet.tcp().sequence());
    if (start >= me.next) {
      return Sight.FIRST;
    }
    long end = start + packet.payloadLength();
    SuperSegments wholes = me.superSegments;
    boolean piece =
        wholes != null && wholes.holdPiece(start, packet, number, me.segmentSize(peer), me.copies);
    boolean sameNumber =
        number > 0
            && me.copies.numbersPackets()
            && me.outstanding.find(start, end, sent)
            && sent.ipId == number
            && me.copies.isCopy(packet, Math.abs(packet.timeNs() - sent.firstNs), packet.place());
    if (!piece && !sameNumber) {
      return Sight.FIRST;
    }
    return end > me.next ? Sight.PARTLY_AGAIN : Sight.AGAIN;
  }

  private static void rememberIfSuper(HalfStream me, HalfStream peer, Packet packet, int number) {
    int length = packet.payloadLength();
    if (length <= me.segmentSize(peer)) {
      return;
    }
    SuperSegments wholes = me.superSegments;
    if (wholes == null) {
      wholes = new SuperSegments();
      me.superSegments = wholes;
    }
    long start = me.position(packet.tcp().sequence());
    wholes.add(start, start + length, packet, number, me.captureDuplicates > 0);
  }

  /**
   * Whether neither of its numbers has to do with those of the connection, as where a firewall
   * replaces both and this is the other side of it; a SYN-ACK has only the acknowledgment to go by.
   */
  private static boolean isUnplaced(View head, Direction direction, Packet packet) {
    Connection connection = head.connection;
    TcpView tcp = packet.tcp();
    int flags = tcp.flags();
    boolean comparable = (flags & TcpView.ACK) != 0 && (flags & TcpView.RST) == 0;
    if (!comparable || head.sibling != null || connection.unplaced >= MAX_UNPLACED) {
      return false;
    }
    HalfStream me = connection.halfStream(direction);
    HalfStream peer = connection.halfStream(direction.opposite());
    if ((flags & TcpView.SYN) != 0) {
      return peer.synSeen && !isNear(tcp.acknowledgment() - (int) peer.synPosition);
    }
    return me.copies.number(packet) > 0
        && peer.distance(tcp.acknowledgment()) > NEAR_BYTES
        && me.distance(tcp.sequence()) > NEAR_BYTES;
  }
}
