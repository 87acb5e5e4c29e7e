package io.tcpdx.detect.tls;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.RttSummary;
import io.tcpdx.detect.Figures;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.ledger.Sums;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.TlsWaits;
import org.jspecify.annotations.Nullable;

/** What the TLS set-ups of one client with one server spent their time on, in nanoseconds. */
final class SetUpTime {
  /** On what most of it went. */
  enum Most {
    /** Round trips, and what the flights took to pass. */
    PATH,
    /** The server's own time, before it answered. */
    SERVER,
    /** The server's, or the path's behind the proxy or NAT that spoke TCP for it. */
    BEHIND,
    /** The client's own time, before it went on. */
    CLIENT,
    /** Not known, or on none of these. */
    UNKNOWN
  }

  private long pathNs;
  private long serverNs;
  private long clientNs;
  private boolean behind;

  /**
   * Adds a set-up.
   *
   * @param standIn whether who spoke TCP was not, or most likely not, who spoke TLS: then nothing
   *     is told of the server alone, and its path needs no room
   * @param durationNs how long it took
   */
  void add(
      ConnectionSummary connection,
      Charges charges,
      TlsHandshake handshake,
      boolean standIn,
      long durationNs) {
    TlsWaits waits = handshake.waits();
    long lowestNs = connection.clientToServer().lowestRttNs();
    long toServerNs =
        standIn && lowestNs >= 0
            ? lowestNs
            : longest(connection.handshake().serverSideNs(), connection.clientToServer().pathRtt());
    behind |= standIn;
    long toClientNs =
        longest(connection.handshake().clientSideNs(), connection.serverToClient().pathRtt());
    if (waits == null || toServerNs < 0 || toClientNs < 0) {
      return;
    }
    // What TCP held up (a loss, Nagle's algorithm) looks like the side's own time.
    long heldNs = Math.max(0, durationNs - charges.ns(Cause.TLS_HANDSHAKE));
    long ownServerNs = waits.serverOwnNs(toServerNs);
    long ownClientNs = waits.clientOwnNs(toClientNs);
    long freeServerNs = Math.max(0, ownServerNs - heldNs);
    long freeClientNs = Math.max(0, ownClientNs - heldNs);
    serverNs = Sums.plus(serverNs, freeServerNs);
    clientNs = Sums.plus(clientNs, freeClientNs);
    long restNs = durationNs - heldNs - freeServerNs - freeClientNs;
    pathNs = Sums.plus(pathNs, Math.max(0, restNs));
  }

  /** What the path may take: more than that is nobody's but the side's own; -1 if unknown. */
  private static long longest(@Nullable Long setUpNs, @Nullable RttSummary rtt) {
    long rttNs = rtt == null ? -1 : rtt.p95Ns();
    return setUpNs == null ? rttNs : Math.max(setUpNs, rttNs);
  }

  long pathNs() {
    return pathNs;
  }

  long serverNs() {
    return serverNs;
  }

  long clientNs() {
    return clientNs;
  }

  boolean known() {
    return pathNs > 0 || serverNs > 0 || clientNs > 0;
  }

  /** On what more of it went than on all else together. */
  Most most() {
    double all = (double) pathNs + serverNs + clientNs;
    if (serverNs > all / 2) {
      return behind ? Most.BEHIND : Most.SERVER;
    }
    if (clientNs > all / 2) {
      return Most.CLIENT;
    }
    return pathNs > all / 2 ? Most.PATH : Most.UNKNOWN;
  }

  /** {@code the client's own time 95 %, the server's 0.5 %, the path's 4.5 %}, largest first. */
  String words() {
    double all = Math.max(1, (double) pathNs + serverNs + clientNs);
    String client = "the client's own time " + Figures.percent(clientNs / all);
    String server =
        (behind ? "the server's own time and the path behind its proxy " : "the server's own time ")
            + Figures.percent(serverNs / all);
    String path =
        "round trips and transfer, or what looks like them, " + Figures.percent(pathNs / all);
    return switch (most()) {
      case CLIENT -> client + ", " + path + ", " + server;
      case SERVER, BEHIND -> server + ", " + path + ", " + client;
      case PATH, UNKNOWN -> path + ", " + server + ", " + client;
    };
  }
}
