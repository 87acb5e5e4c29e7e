package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.protocol.Conversation;

/**
 * What it took to make a connection ready for its first request.
 *
 * @param tcpNs from the SYN to the ACK that completes TCP's set-up, in nanoseconds; -1 where it was
 *     not seen
 * @param tlsNs from the ClientHello until the client can send data, in nanoseconds; 0 without TLS
 *     or where it was not seen
 */
record SetUp(long tcpNs, long tlsNs) {
  static SetUp of(ConnectionSummary connection, Conversation conversation) {
    Long tcpNs = connection.handshake().totalNs();
    boolean established = connection.handshake().outcome() == HandshakeOutcome.ESTABLISHED;
    Long tlsNs = conversation.tls() == null ? null : conversation.tls().setUpNs(connection);
    return new SetUp(
        established && tcpNs != null ? Math.max(0, tcpNs) : -1, tlsNs == null ? 0 : tlsNs);
  }

  boolean seen() {
    return tcpNs >= 0;
  }

  /** Both, in nanoseconds; 0 where nothing was seen. */
  long totalNs() {
    return Math.max(0, tcpNs) + tlsNs;
  }
}
