package io.tcpdx.protocol;

/**
 * How long the two sides of a TLS handshake waited for each other, as captured: from one's last
 * record to the other's first after it.
 *
 * @param serverNs waited for the server, in nanoseconds
 * @param serverTurns how often it was the server's turn
 * @param clientNs waited for the client, in nanoseconds
 * @param clientTurns how often it was the client's turn
 */
public record TlsWaits(long serverNs, int serverTurns, long clientNs, int clientTurns) {
  /**
   * Of the waits for the server, what the path does not account for.
   *
   * @param toServerAndBackNs RTT between the capture point and the server, in nanoseconds
   */
  public long serverOwnNs(long toServerAndBackNs) {
    return Math.max(0, serverNs - serverTurns * toServerAndBackNs);
  }

  /**
   * Of the waits for the client, what the path does not account for.
   *
   * @param toClientAndBackNs RTT between the capture point and the client, in nanoseconds
   */
  public long clientOwnNs(long toClientAndBackNs) {
    return Math.max(0, clientNs - clientTurns * toClientAndBackNs);
  }
}
