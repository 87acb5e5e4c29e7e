package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.HostPair;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import java.util.Locale;

/**
 * Whose connections could stand in for one another: those of one program (as far as its User-Agent,
 * or what it offers in TLS, tells it from others on the same host) to one server for one host name.
 * HTTP's clients keep their connections apart by host name (RFC 9110 §4.3.3, §7.2), except toward a
 * proxy.
 *
 * @param hosts the client's host and the server
 * @param name the host name asked for; empty where it is not known, or does not matter
 * @param program what tells the client's programs apart; empty where nothing does
 * @param stretch of the capture in which the connection began: nobody knows how long before another
 *     one that was
 */
record Caller(HostPair hosts, String name, String program, int stretch) {
  static Caller of(ConnectionSummary connection, Conversation conversation) {
    HostPair hosts = HostPair.of(connection);
    int stretch = connection.times().stretchOf(connection.startNs());
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      if (request != null) {
        String agent = request.message().fields().first("User-Agent");
        return new Caller(hosts, name(request), agent == null ? "" : agent, stretch);
      }
    }
    TlsHandshake tls = conversation.tls();
    return tls == null
        ? new Caller(hosts, "", "", stretch)
        : new Caller(
            hosts,
            tls.serverName() == null ? "" : tls.serverName().toLowerCase(Locale.ROOT),
            tls.offeredAlpn().toString(),
            stretch);
  }

  private static String name(Request request) {
    String host = request.host();
    return request.absoluteTarget() || host == null ? "" : host.toLowerCase(Locale.ROOT);
  }
}
