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

  private final long[] prints = new long[REMEMBERED];

  /** Of SYNs, what is left where the NAT also replaces sequence numbers; else 0. */
  private final long[] renumberedPrints = new long[REMEMBERED];

  private final long[] times = new long[REMEMBERED];
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
    prints[next] = print(packet);
    renumberedPrints[next] = renumberedPrint(packet);
    times[next] = packet.timeNs();
    sequences[next] = packet.tcp().sequence();
    identifications[next] = packet.ipIdentification();
    fromClient[next] = direction == Direction.CLIENT_TO_SERVER;
    connections[next] = connection;
    next = (next + 1) & (REMEMBERED - 1);
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
    for (int i = 1; i <= REMEMBERED; i++) {
      int at = (next - i) & (REMEMBERED - 1);
      Connection connection = connections[at];
      if (connection == null) {
        return null;
      }
      boolean same = prints[at] == print && isSure(packet, at);
      boolean shifted = renumbered != 0 && renumberedPrints[at] == renumbered && isSoon(packet, at);
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
   * it does not show, an identification must be equal, too, and no tool at work that scans with one
   * sequence number.
   */
  private boolean isSure(Packet packet, int at) {
    if (packet.tcpOptions().hasTimestamps()) {
      return Math.abs(packet.timeNs() - times[at]) <= Sightings.HORIZON_NS;
    }
    if (packet.ipIdentification() <= 0 || !isSoon(packet, at)) {
      return false;
    }
    for (int i = 0; i < REMEMBERED; i++) {
      if (sequences[i] == packet.tcp().sequence()
          && connections[i] != null
          && connections[i] != connections[at]
          && identifications[i] != packet.ipIdentification()) {
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
   * What is left of a numbered SYN where sequence numbers are replaced, too: the sender's clock, or
   * else the ports.
   */
  private static long renumberedPrint(Packet packet) {
    TcpView tcp = packet.tcp();
    TcpOptions options = packet.tcpOptions();
    boolean syn = (tcp.flags() & (TcpView.SYN | TcpView.ACK)) == TcpView.SYN;
    if (!syn || packet.ipIdentification() <= 0) {
      return 0;
    }
    long print = shape(packet);
    long ports = (long) tcp.sourcePort() << 16 | tcp.destinationPort();
    print = options.hasTimestamps() ? print : Sightings.mix(print ^ ports);
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
