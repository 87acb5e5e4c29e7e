package io.tcpdx.connection;

import io.tcpdx.place.Sightings;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpOptions;
import io.tcpdx.wire.TcpView;
import org.jspecify.annotations.Nullable;

/**
 * The first packets of the connections that began lately, by what a NAT leaves as it is. Where the
 * same packet begins a connection with another 4-tuple, that is the same connection on the other
 * side of a NAT.
 */
final class Beginnings {
  /** Of a connection without SYN: where a capture begins, any packet may be the first elsewhere. */
  private static final int FIRST_PACKETS = 4;

  /** A power of two; as many as begin in 50 ms at 20,000 connections a second. */
  private static final int REMEMBERED = 1024;

  /** Most packets begin nothing that was seen before: this many slots tell so at a glance. */
  private static final int SLOTS = 1 << 16;

  private final long[] prints = new long[REMEMBERED];

  /** Of SYNs, what is left where the NAT also replaces sequence numbers; else 0. */
  private final long[] renumberedPrints = new long[REMEMBERED];

  /** How many of the remembered prints fall into each slot. */
  private final short[] printsInSlot = new short[SLOTS];

  private final long[] times = new long[REMEMBERED];
  private final int[] places = new int[REMEMBERED];
  private final int[] sequences = new int[REMEMBERED];
  private final int[] identifications = new int[REMEMBERED];
  private final boolean[] fromClient = new boolean[REMEMBERED];
  private final @Nullable Connection[] connections = new Connection[REMEMBERED];
  private int next;

  /** Remembers a packet where it is among the first of its connection. */
  void add(Connection connection, Direction direction, Packet packet) {
    if (connection.packetsTaken() > (connection.handshake.synSeen() ? 1 : FIRST_PACKETS)) {
      return;
    }
    if (connections[next] != null) {
      count(prints[next], -1);
      count(renumberedPrints[next], -1);
    }
    prints[next] = print(packet);
    renumberedPrints[next] = renumberedPrint(packet);
    count(prints[next], 1);
    count(renumberedPrints[next], 1);
    places[next] = packet.place();
    times[next] = packet.timeNs();
    sequences[next] = packet.tcp().sequence();
    identifications[next] = packet.ipIdentification();
    fromClient[next] = direction == Direction.CLIENT_TO_SERVER;
    connections[next] = connection;
    next = (next + 1) & (REMEMBERED - 1);
  }

  private void count(long print, int more) {
    printsInSlot[slot(print)] += (short) more;
  }

  private static int slot(long print) {
    return (int) print & (SLOTS - 1);
  }

  /**
   * The connection of which this packet was seen before with another 4-tuple, as seen with the
   * packet's; null where there is none.
   *
   * @param not a connection that it is not
   */
  @Nullable View find(Packet packet, boolean sourceIsFirst, @Nullable Connection not) {
    long print = print(packet);
    long renumbered = renumberedPrint(packet);
    if (printsInSlot[slot(print)] == 0
        && (renumbered == 0 || printsInSlot[slot(renumbered)] == 0)) {
      return null;
    }
    for (int i = 1; i <= REMEMBERED; i++) {
      int at = (next - i) & (REMEMBERED - 1);
      Connection connection = connections[at];
      if (connection == null) {
        return null;
      }
      boolean same = prints[at] == print && isSure(packet, at);
      boolean shifted =
          renumbered != 0
              && renumberedPrints[at] == renumbered
              && places[at] != packet.place()
              && isSoon(packet, at);
      if ((same || shifted) && connection != not && !connection.reported) {
        View view = new View(connection, ConnectionKey.of(packet), fromClient[at] == sourceIsFirst);
        int shift = packet.tcp().sequence() - sequences[at];
        view.accept(
            fromClient[at] ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
            shift,
            false,
            0);
        return view;
      }
    }
    return null;
  }

  private boolean isSoon(Packet packet, int at) {
    return Math.abs(packet.timeNs() - times[at]) <= CopyEvidence.PLAUSIBLE_WINDOW_NS;
  }

  /**
   * Whether equal packets are one. The sender's clock differs from connection to connection; where
   * it does not show, an identification must be equal, too, and the place another, and no tool at
   * work that tries many hosts or ports with one sequence number.
   */
  private boolean isSure(Packet packet, int at) {
    if (packet.tcpOptions().hasTimestamps()) {
      return Math.abs(packet.timeNs() - times[at]) <= Sightings.HORIZON_NS;
    }
    boolean elsewhere = places[at] != packet.place();
    if (packet.ipIdentification() <= 0 || !isSoon(packet, at) || !elsewhere) {
      return false;
    }
    Connection wanted = connections[at];
    for (int i = 0; i < REMEMBERED; i++) {
      Connection other = connections[i];
      if (other != null
          && wanted != null
          && sequences[i] == packet.tcp().sequence()
          && identifications[i] != packet.ipIdentification()
          && !other.key.equals(wanted.key)) {
        return false;
      }
    }
    return true;
  }

  /** What no NAT changes. */
  private static long print(Packet packet) {
    TcpView tcp = packet.tcp();
    long print = Sightings.mix(shape(packet) ^ (long) packet.payloadLength() << 48);
    long numbers = (long) tcp.sequence() << 32;
    return Sightings.mix(print ^ (numbers | (tcp.acknowledgment() & 0xffffffffL)));
  }

  /**
   * What is left of a SYN where sequence numbers are replaced, too: its number, the sender's clock
   * and the ports. One of these alone is the same for many: hosts open several connections in one
   * tick of the clock, and scanners send one number, from one port, to all the world. Without a
   * clock it is 0: there is too little to go by.
   */
  private static long renumberedPrint(Packet packet) {
    TcpView tcp = packet.tcp();
    TcpOptions options = packet.tcpOptions();
    boolean syn = (tcp.flags() & (TcpView.SYN | TcpView.ACK)) == TcpView.SYN;
    if (!syn || packet.ipIdentification() <= 0 || !options.hasTimestamps()) {
      return 0;
    }
    long ports = (long) tcp.sourcePort() << 16 | tcp.destinationPort();
    long print = Sightings.mix(shape(packet) ^ ports);
    return Sightings.mix(print ^ (options.windowScale() << 1 | (options.sackPermitted() ? 1 : 0)));
  }

  private static long shape(Packet packet) {
    TcpView tcp = packet.tcp();
    TcpOptions options = packet.tcpOptions();
    long shape =
        (long) (tcp.flags() & (TcpView.SYN | TcpView.RST | TcpView.ACK | TcpView.FIN)) << 32;
    shape |= (long) tcp.window() << 16 | Math.max(0, packet.ipIdentification());
    shape = Sightings.mix(shape);
    if (options.hasTimestamps()) {
      long times = (long) options.timestampValue() << 32;
      shape = Sightings.mix(shape ^ (times | (options.timestampEcho() & 0xffffffffL)));
    }
    return shape;
  }
}
