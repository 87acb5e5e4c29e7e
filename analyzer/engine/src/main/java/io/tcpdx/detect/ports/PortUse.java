package io.tcpdx.detect.ports;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Evidence;

/** How one client uses its ports toward one server and port. */
final class PortUse {
  final int index;
  final int hostIndex;
  final String client;
  final Endpoint server;
  final Evidence evidence = new Evidence();
  int connections;
  int timeWaits;
  int recycled;
  boolean withoutTimestamps;
  private final ConnectionRate rate = new ConnectionRate();

  PortUse(int index, int hostIndex, String client, Endpoint server) {
    this.index = index;
    this.hostIndex = hostIndex;
    this.client = client;
    this.server = server;
  }

  void add(ConnectionSummary connection) {
    connections++;
    rate.add(connection.startNs(), connection.times());
    evidence.add(connection.startNs(), connection.firstPacket());
    boolean held = connection.close().timeWaits().stream().anyMatch(it -> it.side() == Side.CLIENT);
    timeWaits += held ? 1 : 0;
    withoutTimestamps |= Boolean.FALSE.equals(connection.clientToServer().timestamps());
  }

  /** Whether what its ports wait for is mostly TIME_WAIT. */
  boolean closesFirst() {
    return 2 * timeWaits >= connections;
  }

  /** New connections a second, from the first to the last; 0 where that cannot be said. */
  double perSecond() {
    return rate.perSecond();
  }
}
