package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/**
 * How a connection looks at one place: by which 4-tuple, and how far its sequence numbers are from
 * those at the place where each direction was seen first. Behind a NAT the 4-tuple is another,
 * behind a firewall that replaces initial sequence numbers these are. Whatever the place, packets
 * are read as if they had been seen at the first: a connection has one story.
 */
final class View {
  final Connection connection;
  final ConnectionKey key;
  final boolean clientIsKeysFirst;

  /** Whether the table finds the connection by this view's 4-tuple. */
  boolean inTable;

  /** A further view with the same 4-tuple, and other sequence numbers. */
  @Nullable View sibling;

  /** Packets seen in this way. */
  long packets;

  private final Numbers client = new Numbers();
  private final Numbers server = new Numbers();

  /** How one side's sequence numbers are shifted here. */
  private static final class Numbers {
    boolean known;
    int shift;

    void learn(int newShift) {
      known = true;
      shift = newShift;
    }
  }

  View(Connection connection, ConnectionKey key, boolean clientIsKeysFirst) {
    this.connection = connection;
    this.key = key;
    this.clientIsKeysFirst = clientIsKeysFirst;
  }

  /** Which way a packet of the 4-tuple goes, by whether its source is the end that stands first. */
  Direction direction(boolean sourceIsFirst) {
    return clientIsKeysFirst == sourceIsFirst
        ? Direction.CLIENT_TO_SERVER
        : Direction.SERVER_TO_CLIENT;
  }

  /** What is added here to the sequence numbers of what is sent that way. */
  int shift(Direction direction) {
    return numbers(direction).shift;
  }

  /** Whether sequence numbers are others here than at the first place. */
  boolean renumbers() {
    return client.shift != 0 || server.shift != 0;
  }

  /** The last of the views with this 4-tuple, from this on. */
  View lastSibling() {
    View last = this;
    while (last.sibling != null) {
      last = last.sibling;
    }
    return last;
  }

  /**
   * Has the packet's numbers read as at the first place. Where a side is heard here for the first
   * time, its own SYN says how far its numbers are shifted; without one they are taken as they are.
   */
  void translate(Packet packet, Direction direction) {
    Numbers mine = numbers(direction);
    Numbers peers = numbers(direction.opposite());
    int flags = packet.tcp().flags();
    if (!mine.known && (flags & TcpView.RST) == 0) {
      HalfStream half = connection.halfStream(direction);
      boolean syn = (flags & TcpView.SYN) != 0 && half.synSeen;
      mine.learn(syn ? packet.tcp().sequence() - (int) half.synPosition : 0);
    }
    peers.known |= (flags & TcpView.ACK) != 0;
    packet.renumber(-mine.shift, -peers.shift);
  }

  /**
   * How far the packet's numbers, read in this way, are from those of the connection; the less
   * likely of the two counts.
   *
   * @return {@link Long#MAX_VALUE} where there is nothing to compare them with
   */
  long distance(Packet packet, Direction direction) {
    TcpView tcp = packet.tcp();
    Numbers mine = numbers(direction);
    Numbers peers = numbers(direction.opposite());
    long sequence = -1;
    long acknowledgment = -1;
    if (mine.known) {
      sequence = connection.halfStream(direction).distance(tcp.sequence() - mine.shift);
    }
    if (peers.known && (tcp.flags() & TcpView.ACK) != 0) {
      HalfStream peer = connection.halfStream(direction.opposite());
      acknowledgment = peer.distance(tcp.acknowledgment() - peers.shift);
    }
    long worse = Math.max(sequence, acknowledgment);
    return worse < 0 ? Long.MAX_VALUE : worse;
  }

  /**
   * Takes these shifts for its own, where that contradicts nothing that is known of it.
   *
   * @param acknowledges whether the shift of acknowledgments is known
   * @return false where it does
   */
  boolean accept(
      Direction direction, int sequenceShift, boolean acknowledges, int acknowledgmentShift) {
    Numbers mine = numbers(direction);
    Numbers peers = numbers(direction.opposite());
    boolean otherSequence = mine.known && mine.shift != sequenceShift;
    boolean otherAcks = acknowledges && peers.known && peers.shift != acknowledgmentShift;
    if (otherSequence || otherAcks) {
      return false;
    }
    mine.learn(sequenceShift);
    if (acknowledges) {
      peers.learn(acknowledgmentShift);
    }
    return true;
  }

  private Numbers numbers(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? client : server;
  }

  /** What is to be told of it. */
  SeenAlso summary() {
    return new SeenAlso(
        key.endpoint(clientIsKeysFirst), key.endpoint(!clientIsKeysFirst), renumbers(), packets);
  }
}
