package io.tcpdx.protocol.tls;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.TlsWaits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a handshake: hellos, who had to wait for whom, when it ended. */
final class HandshakeFlow {
  private static final int MAX_ALERTS = 16;

  private static final int CERTIFICATE = 11;
  private static final int SERVER_HELLO_DONE = 14;

  private @Nullable ClientHello clientHello;
  private @Nullable ServerHello serverHello;
  private boolean helloRetry;
  private boolean earlyData;
  private @Nullable Boolean resumed;
  private @Nullable Long startNs;
  private @Nullable Long startPacket;
  private @Nullable Long finishedNs;
  private @Nullable Long endPacket;
  private @Nullable Long firstDataNs;
  private final List<TlsAlert> alerts = new ArrayList<>();
  private int waits;
  private boolean serverSpoke;

  /** Who sent the latest record of the handshake, and when it passed. */
  private @Nullable Side latest;

  private long latestNs;
  private long serverWaitNs;
  private int serverTurns;
  private long clientWaitNs;
  private int clientTurns;
  private boolean serverConfirmed;
  private boolean lost;

  boolean seen() {
    return clientHello != null || serverHello != null;
  }

  boolean serverHelloSeen() {
    return serverHello != null;
  }

  boolean finished() {
    return finishedNs != null;
  }

  boolean isTls13() {
    ServerHello hello = serverHello;
    return hello != null && hello.version() == ServerHello.TLS_1_3;
  }

  int cipherSuite() {
    ServerHello hello = serverHello;
    return hello == null ? 0 : hello.cipherSuite();
  }

  boolean offersEarlyData() {
    ClientHello hello = clientHello;
    return hello != null && hello.earlyData();
  }

  void onClientHello(ClientHello hello, long timeNs, long packet) {
    if (clientHello == null) {
      startNs = timeNs;
      startPacket = packet;
      clientHello = hello;
    }
  }

  void onServerHello(@Nullable ServerHello hello) {
    if (hello == null || (serverHello != null && !helloRetry)) {
      return;
    }
    if (hello.retry()) {
      helloRetry = true;
      return;
    }
    if (serverHello == null) {
      serverHello = hello;
      resumed = hello.version() == ServerHello.TLS_1_3 ? hello.preSharedKey() : null;
    }
  }

  /** Another message of the server's: only a full handshake has a certificate or a HelloDone. */
  void onServerMessage(int type) {
    if (serverHello != null
        && resumed == null
        && type >= CERTIFICATE
        && type <= SERVER_HELLO_DONE) {
      resumed = false;
    }
  }

  /** The server goes over to encryption: right after its hello, it has resumed a session. */
  void onServerChangeCipherSpec(long timeNs, long packet) {
    if (serverHello != null && resumed == null && !lost) {
      resumed = true;
    }
    if (finished() && !serverConfirmed) {
      serverConfirmed = true;
      if (firstDataNs == null) {
        finishedNs = timeNs; // its Finished comes with it, and the client waits for that
        endPacket = packet;
      }
    }
  }

  void onEarlyData() {
    earlyData = true;
  }

  /** A record of the server's before the client's application data. */
  void onServerSpeaks(long timeNs) {
    serverSpoke = true;
    speaks(Side.SERVER, timeNs);
  }

  /** A record of the client's handshake: it waited for what the server said since its last. */
  void onClientSpeaks(long timeNs) {
    if (serverSpoke) {
      waits++;
    }
    serverSpoke = false;
    speaks(Side.CLIENT, timeNs);
  }

  private void speaks(Side by, long timeNs) {
    if (firstDataNs != null) {
      return;
    }
    if (latest != null && latest != by) {
      long waitedNs = Math.max(0, timeNs - latestNs);
      serverWaitNs += by == Side.SERVER ? waitedNs : 0;
      serverTurns += by == Side.SERVER ? 1 : 0;
      clientWaitNs += by == Side.CLIENT ? waitedNs : 0;
      clientTurns += by == Side.CLIENT ? 1 : 0;
    }
    latest = by;
    latestNs = timeNs;
  }

  /** More of a record of the handshake has passed. */
  void goesOn(Side by, long timeNs) {
    if (latest == by && firstDataNs == null) {
      latestNs = Math.max(latestNs, timeNs);
    }
  }

  /** The client's last handshake message passed. */
  void onFinished(long timeNs, long packet) {
    finishedNs = timeNs;
    endPacket = packet;
  }

  /** Application data of either side passes. */
  void onData(Direction direction, long timeNs) {
    if (firstDataNs != null) {
      return;
    }
    firstDataNs = timeNs;
    // Up to TLS 1.2 the client waits for the server's Finished too, if that comes last; with False
    // Start (RFC 7918) it does not.
    if (direction == Direction.CLIENT_TO_SERVER && !isTls13() && !serverConfirmed) {
      falseStart = true;
    }
  }

  private boolean falseStart;

  /** The application data so far was none. */
  void forgetData() {
    firstDataNs = null;
  }

  void onAlert(Side by, boolean fatal, @Nullable String description, long timeNs, long packet) {
    if (alerts.size() < MAX_ALERTS) {
      alerts.add(new TlsAlert(by, fatal, description, timeNs, packet));
    }
  }

  /** The capture lacks bytes. */
  void onLost() {
    if (!finished()) {
      lost = true;
    }
  }

  /** Whether it was seen from its start to its end. */
  private boolean whole() {
    return startNs != null && finished() && !lost && serverHello != null;
  }

  private @Nullable Integer roundTrips() {
    if (!whole()) {
      return null;
    }
    if (earlyData) {
      return 0;
    }
    boolean waitsForServer = !isTls13() && serverConfirmed && !falseStart;
    return waits + (waitsForServer ? 1 : 0);
  }

  private @Nullable String alpn() {
    ClientHello client = clientHello;
    ServerHello server = serverHello;
    if (server == null) {
      return null;
    }
    if (isTls13()) {
      // Encrypted (RFC 8446 §4.3.1); a server that knows none of what was offered ends the
      // connection, or does without.
      return client != null && client.alpn().size() == 1 ? client.alpn().get(0) : null;
    }
    return server.alpn();
  }

  TlsHandshake handshake() {
    ClientHello client = clientHello;
    ServerHello server = serverHello;
    return new TlsHandshake(
        server == null ? null : server.versionName(),
        client == null ? null : client.serverName(),
        alpn(),
        client == null ? List.of() : client.alpn(),
        server == null ? null : server.cipherSuite(),
        resumed,
        helloRetry,
        earlyData,
        startNs,
        finishedNs,
        firstDataNs,
        roundTrips(),
        startPacket,
        endPacket,
        alerts,
        whole() ? new TlsWaits(serverWaitNs, serverTurns, clientWaitNs, clientTurns) : null);
  }
}
