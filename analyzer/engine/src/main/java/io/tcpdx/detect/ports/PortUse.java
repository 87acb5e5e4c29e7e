package io.tcpdx.detect.ports;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Evidence;

/** How one client uses its ports toward one server and port. */
final class PortUse {
  private static final double NS_PER_SECOND = 1e9;

  final int index;
  final int hostIndex;
  final String client;
  final Endpoint server;
  final Evidence evidence = new Evidence();
  int connections;
  int timeWaits;
  int recycled;
  boolean withoutTimestamps;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;

  PortUse(int index, int hostIndex, String client, Endpoint server) {
    this.index = index;
    this.hostIndex = hostIndex;
    this.client = client;
    this.server = server;
  }

  void add(ConnectionSummary connection) {
    connections++;
    firstNs = Math.min(firstNs, connection.startNs());
    lastNs = Math.max(lastNs, connection.startNs());
    evidence.add(connection.startNs(), connection.firstPacket());
    boolean held = connection.close().timeWaits().stream().anyMatch(it -> it.side() == Side.CLIENT);
    timeWaits += held ? 1 : 0;
    withoutTimestamps |= Boolean.FALSE.equals(connection.clientToServer().timestamps());
  }

  /** Whether what its ports wait for is mostly TIME_WAIT. */
  boolean closesFirst() {
    return 2 * timeWaits >= connections;
  }

  /** New connections a second, from the first to the last. */
  double perSecond() {
    return lastNs <= firstNs ? 0 : (connections - 1) * NS_PER_SECOND / (lastNs - firstNs);
  }
}
