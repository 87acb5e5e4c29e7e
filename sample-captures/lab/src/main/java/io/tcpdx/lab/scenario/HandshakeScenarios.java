package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.sys.SystemCallException;
import java.util.List;

/** Connections being set up, or not. */
final class HandshakeScenarios {

  private static final int REQUEST_BYTES = 200;
  private static final int RESPONSE_BYTES = 1000;
  private static final double THINK_MS = 20;

  private HandshakeScenarios() {}

  static List<Scenario> all() {
    return List.of(near(), far(), synLost(), synAckLost(), refused(), unanswered());
  }

  private static Script opening(int connections) {
    return me -> {
      for (int i = 0; i < connections; i++) {
        Connection c = me.connect();
        c.round(
            () -> {
              c.send(REQUEST_BYTES);
              c.receiveToEnd();
            });
        c.close();
      }
    };
  }

  private static Script serving(int connections) {
    return me -> {
      for (int i = 0; i < connections; i++) {
        Connection c = me.accept();
        c.receive(REQUEST_BYTES);
        me.sleepMs(THINK_MS);
        c.send(RESPONSE_BYTES);
        c.close();
      }
    };
  }

  private static Scenario near() {
    int connections = 10;
    return Scenario.of(
        "handshake-near",
        "Ten connections of one request each over 1 ms of RTT: set-up is cheap here.",
        Wiring.rtt(1),
        View.fromEverywhere(Vantage.CLIENT),
        opening(connections),
        serving(connections),
        Expectation.close("graceful", "server").longLived());
  }

  private static Scenario far() {
    int connections = 8;
    return Scenario.of(
        "handshake-far",
        "Eight connections of one request each over 100 ms of RTT: a third of their life is set-up.",
        Wiring.rtt(100),
        View.fromEverywhere(Vantage.CLIENT),
        opening(connections),
        serving(connections),
        Expectation.close("graceful", "server").present("handshake-cost"));
  }

  private static final int ROUNDS = 3;

  private static Script exchanging(int rounds) {
    return me -> {
      Connection c = me.connect();
      exchange(c, rounds);
      c.close();
    };
  }

  /** Some rounds of one small request and one response. */
  static void exchange(Connection c, int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      c.round(
          () -> {
            c.send(REQUEST_BYTES);
            c.receive(RESPONSE_BYTES);
          });
    }
  }

  /** The server's part of {@link #exchange}. */
  static Connection acceptAndAnswer(Peer me, int rounds) throws Exception {
    Connection c = me.accept();
    for (int i = 0; i < rounds; i++) {
      c.receive(REQUEST_BYTES);
      c.send(RESPONSE_BYTES);
    }
    return c;
  }

  private static Scenario synLost() {
    return Scenario.of(
        "syn-lost",
        "The first SYN is lost over 20 ms of RTT: the client waits a second before the next.",
        Wiring.rtt(20)
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the client's first SYN",
                            CLIENT_TO_SERVER,
                            Segment::isSyn,
                            Verdict.LOST_BEFORE_MIDDLE,
                            1))),
        View.from(Vantage.CLIENT),
        exchanging(ROUNDS),
        NagleScenarios.answering(ROUNDS, REQUEST_BYTES, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .present("syn-retransmitted")
            .check(
                o -> within("SYNs again", o.client().counters().get("TcpExtTCPSynRetrans"), 1, 1)));
  }

  private static Scenario synAckLost() {
    return Scenario.of(
        "synack-lost",
        "The first SYN-ACK is lost over 20 ms of RTT: both sides send theirs again.",
        Wiring.rtt(20)
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the server's first SYN-ACK",
                            SERVER_TO_CLIENT,
                            Segment::isSynAck,
                            Verdict.LOST_AFTER_MIDDLE,
                            1))),
        View.fromEverywhere(Vantage.CLIENT),
        exchanging(ROUNDS),
        NagleScenarios.answering(ROUNDS, REQUEST_BYTES, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .present("syn-retransmitted")
            .check(
                o ->
                    within(
                        "SYN-ACKs again", o.server().counters().get("TcpExtTCPSynRetrans"), 1, 3)));
  }

  private static Scenario refused() {
    int attempts = 3;
    return Scenario.of(
            "refused",
            "Three attempts to connect to a port where nobody listens, over 20 ms of RTT.",
            Wiring.rtt(20),
            View.from(Vantage.CLIENT),
            me -> {
              for (int i = 0; i < attempts; i++) {
                failToConnect(me, SystemCallException.ECONNREFUSED);
                me.sleepMs(100);
              }
            },
            me -> {},
            Expectation.close("never-opened", "server")
                .connections(attempts)
                .present("connection-refused")
                .check(
                    o ->
                        within(
                            "attempts failed",
                            o.client().counters().get("TcpAttemptFails"),
                            attempts,
                            attempts)))
        .closedPort();
  }

  private static Scenario unanswered() {
    int retries = 2;
    return Scenario.of(
        "unanswered",
        "A SYN and two more into the dark, with classic back-off: nothing ever comes back.",
        Wiring.rtt(20)
            .sysctl("net.ipv4.tcp_syn_linear_timeouts", "0")
            .with(
                stage ->
                    List.of(
                        Faults.lostWhile(
                            "loses everything that the client sends",
                            CLIENT_TO_SERVER,
                            segment -> true,
                            () -> true))),
        View.from(Vantage.CLIENT),
        me -> {
          try {
            me.connect(s -> s.synRetries(retries));
          } catch (SystemCallException e) {
            requireErrno(e, SystemCallException.ETIMEDOUT);
          }
        },
        me -> {},
        Expectation.close("never-opened", null)
            .connections(1)
            .present("connection-unanswered")
            .undecided("syn-retransmitted", "handshake-cost")
            .check(
                o ->
                    within(
                        "SYNs again",
                        o.client().counters().get("TcpExtTCPSynRetrans"),
                        retries,
                        retries)));
  }

  private static void failToConnect(Peer me, int errno) throws SystemCallException {
    try {
      me.connect();
    } catch (SystemCallException e) {
      requireErrno(e, errno);
    }
  }

  private static void requireErrno(SystemCallException e, int errno) throws SystemCallException {
    if (e.errno() != errno) {
      throw e;
    }
  }
}
