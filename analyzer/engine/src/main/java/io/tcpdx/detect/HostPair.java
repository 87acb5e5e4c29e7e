package io.tcpdx.detect;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import java.util.List;

/**
 * A client and the server that it asks.
 *
 * @param client address of the client; its ports change from connection to connection
 * @param server address and port of the server
 */
public record HostPair(String client, Endpoint server) {
  /** Those of a connection. */
  public static HostPair of(ConnectionSummary connection) {
    return new HostPair(connection.client().address(), connection.server());
  }

  /** The two as a finding names them. */
  public List<String> hosts() {
    return List.of(client, server.toString());
  }
}
