package io.tcpdx.connection;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;

/** Tells who is the client by the first segment of a connection that was seen. */
final class Roles {
  /** Ports below this are given to services (RFC 6335 §6). */
  private static final int FIRST_REGISTERED_PORT = 1024;

  /** Ephemeral ports begin here at the lowest on Linux; elsewhere at 49152. */
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  private Roles() {}

  /**
   * Who is who.
   *
   * @param sourceIsClient whether the sender of the segment is the client
   * @param certain whether a SYN told
   */
  record Guess(boolean sourceIsClient, boolean certain) {}

  static Guess of(Packet packet) {
    int flags = packet.tcp().flags();
    if ((flags & TcpView.SYN) != 0) {
      return new Guess((flags & TcpView.ACK) == 0, true);
    }
    int source = packet.tcp().sourcePort();
    int destination = packet.tcp().destinationPort();
    if (rank(source) != rank(destination)) {
      return new Guess(rank(source) > rank(destination), false);
    }
    return new Guess(true, false);
  }

  private static int rank(int port) {
    if (port < FIRST_REGISTERED_PORT) {
      return 0;
    }
    return port < FIRST_EPHEMERAL_PORT ? 1 : 2;
  }
}
