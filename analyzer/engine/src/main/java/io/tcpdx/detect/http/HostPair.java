package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import java.util.List;

/**
 * A client and the server that it asks.
 *
 * @param client address of the client; its ports change from connection to connection
 * @param server address and port of the server
 */
record HostPair(String client, Endpoint server) {
  static HostPair of(ConnectionSummary connection) {
    return new HostPair(connection.client().address(), connection.server());
  }

  /** The two as a finding names them. */
  List<String> hosts() {
    return List.of(client, server.toString());
  }
}
