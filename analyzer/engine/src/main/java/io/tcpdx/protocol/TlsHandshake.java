package io.tcpdx.protocol;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake as far as it is in clear (RFC 8446 §4, RFC 5246 §7). Times are those of capture,
 * nanoseconds since the epoch.
 *
 * @param version negotiated, {@code 1.0} to {@code 1.3}; null where no ServerHello was seen
 * @param serverName of the server_name extension (RFC 6066 §3); null without
 * @param alpn the protocol negotiated in clear (RFC 7301), with TLS 1.3 the only one offered; null
 *     where it cannot be known
 * @param offeredAlpn what the client offered
 * @param cipherSuite chosen, by its number; null where no ServerHello was seen
 * @param resumed whether an earlier session was resumed; null where it cannot be known
 * @param helloRetry whether the server asked for another ClientHello (RFC 8446 §4.1.4)
 * @param earlyData whether the client sent 0-RTT data (RFC 8446 §4.2.10)
 * @param startNs when the first byte of the ClientHello passed; null where it was not seen
 * @param finishedNs when the message passed with which the client may send data: its own Finished,
 *     or what must be it; with a full handshake up to TLS 1.2 the server's, unless the client went
 *     ahead (False Start, RFC 7918); null where it was not seen
 * @param firstDataNs when the first application data passed that is not 0-RTT, of either side; null
 *     where none was seen
 * @param roundTrips changes of turns that the client had to wait for before it could send its first
 *     application data; null where the handshake was not seen from its start to its end
 * @param startPacket number of the packet that begins the ClientHello; null where it was not seen
 * @param endPacket number of the packet with that message; null where it was not seen
 * @param alerts in clear, or in what can only be an alert, in order
 * @param waits for whom it waited how long; null where it was not seen from its start to its end
 */
public record TlsHandshake(
    @Nullable String version,
    @Nullable String serverName,
    @Nullable String alpn,
    List<String> offeredAlpn,
    @Nullable Integer cipherSuite,
    @Nullable Boolean resumed,
    boolean helloRetry,
    boolean earlyData,
    @Nullable Long startNs,
    @Nullable Long finishedNs,
    @Nullable Long firstDataNs,
    @Nullable Integer roundTrips,
    @Nullable Long startPacket,
    @Nullable Long endPacket,
    List<TlsAlert> alerts,
    @Nullable TlsWaits waits) {
  public TlsHandshake {
    offeredAlpn = List.copyOf(offeredAlpn);
    alerts = List.copyOf(alerts);
  }

  /** The protocol and its version as people call it: {@code TLS 1.2}, {@code SSL 3.0}. */
  public String protocolName() {
    String known = version;
    if (known == null) {
      return "TLS";
    }
    return known.startsWith("SSL") ? known : "TLS " + known;
  }

  /**
   * From the ClientHello until its client can send data, in nanoseconds; null where either was not
   * seen, or the capture's clock jumped between.
   */
  public @Nullable Long setUpNs(ConnectionSummary connection) {
    if (startNs == null || finishedNs == null) {
      return null;
    }
    Long heardNs = heardNs(connection.serverToClient().lowestRttNs());
    if (heardNs == null || connection.times().jumpedBetween(startNs, heardNs)) {
      return null;
    }
    return Math.max(0, heardNs - startNs);
  }

  /**
   * When the end of the handshake, or the alert that refused it, was heard by its client. Where the
   * server has the last word, that has to reach the client yet, and what it lets the client send
   * has to come back to where the capture was taken.
   *
   * @param toClientAndBackNs the shortest time from a segment of the server to its ACK, as
   *     captured, in nanoseconds; negative if unknown
   * @return nanoseconds since the epoch; null where the handshake did not end
   */
  public @Nullable Long heardNs(long toClientAndBackNs) {
    long onTheWayNs = Math.max(0, toClientAndBackNs);
    if (finishedNs == null) {
      TlsAlert alert = alerts.isEmpty() ? null : alerts.get(0);
      return alert == null ? null : alert.timeNs() + (alert.by() == Side.SERVER ? onTheWayNs : 0);
    }
    if (!serverFinishes() || firstDataNs == null) {
      return finishedNs;
    }
    return Math.max(finishedNs, Math.min(finishedNs + onTheWayNs, firstDataNs));
  }

  /** A full handshake up to TLS 1.2 ends with the server's Finished (RFC 5246 §7.3). */
  private boolean serverFinishes() {
    return !"1.3".equals(version) && Boolean.FALSE.equals(resumed);
  }
}
