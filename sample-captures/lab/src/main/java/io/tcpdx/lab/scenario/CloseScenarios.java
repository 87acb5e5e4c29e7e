package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.HandshakeScenarios.acceptAndAnswer;
import static io.tcpdx.lab.scenario.HandshakeScenarios.exchange;

import io.tcpdx.lab.link.Direction;
import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.Stage;
import java.util.List;

/** Connections that end without a reset, or not at all. */
final class CloseScenarios {

  private static final int ROUNDS = 3;
  private static final double RTT_MS = 20;

  private CloseScenarios() {}

  static List<Scenario> all() {
    return List.of(
        gracefulClient(), gracefulServer(), halfClose(), openAtEnd(), timedOut(), closeWait());
  }

  private static final Script ANSWER_UNTIL_CLOSED =
      me -> {
        Connection c = acceptAndAnswer(me, ROUNDS);
        c.receiveToEnd();
        c.close();
      };

  private static Scenario gracefulClient() {
    return Scenario.of(
        "close-graceful-client",
        "Three exchanges, then the client closes first, and the server at once after it.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          exchange(c, ROUNDS);
          c.close();
        },
        ANSWER_UNTIL_CLOSED,
        Expectation.close("graceful", "client")
            .check(o -> within("TIME_WAITs", o.client().counters().get("TcpExtTW"), 0, 1)));
  }

  private static Scenario gracefulServer() {
    return Scenario.of(
        "close-graceful-server",
        "Three exchanges, then the server closes first: the TIME_WAIT is its own.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          exchange(c, ROUNDS);
          c.receiveToEnd();
          c.close();
        },
        me -> acceptAndAnswer(me, ROUNDS).close(),
        Expectation.close("graceful", "server"));
  }

  private static Scenario halfClose() {
    int requestBytes = 200;
    int chunkBytes = 6000;
    return Scenario.of(
        "half-close",
        "The client sends its request and shuts its side down; the server reads to the end, then"
            + " answers 18 kB and closes.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          c.send(requestBytes);
          c.shutdownWrite();
          c.receiveToEnd();
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.receiveToEnd();
          for (int i = 0; i < 3; i++) {
            me.sleepMs(30);
            c.send(chunkBytes);
          }
          c.close();
        },
        Expectation.close("half-close", "client").undecided("handshake-cost", "slow-start-ramp"));
  }

  private static Scenario openAtEnd() {
    return Scenario.of(
            "open-at-end",
            "Three exchanges; the capture ends with the connection open.",
            Wiring.rtt(RTT_MS),
            View.from(Vantage.CLIENT),
            me -> exchange(me.connect(), ROUNDS),
            me -> acceptAndAnswer(me, ROUNDS),
            Expectation.close("open-at-end", null))
        .leftOpen();
  }

  private static Scenario timedOut() {
    int userTimeoutMs = 9_000;
    return Scenario.of(
            "timed-out",
            "The link goes dark between two requests: the client sends again and again, and gives up"
                + " after TCP_USER_TIMEOUT (9 s).",
            Wiring.rtt(RTT_MS)
                .with(
                    stage -> List.of(dark(stage, CLIENT_TO_SERVER), dark(stage, SERVER_TO_CLIENT))),
            View.from(Vantage.CLIENT),
            me -> {
              Connection c = me.connect(s -> s.userTimeoutMs(userTimeoutMs));
              exchange(c, ROUNDS);
              me.darken(true);
              c.send(300);
              c.failure(c::receiveSome);
              me.cue("gave up");
            },
            me -> {
              acceptAndAnswer(me, ROUNDS);
              me.awaitCue("gave up");
            },
            Expectation.close("timed-out", null)
                .present("connection-timed-out")
                .check(
                    o ->
                        within(
                            "connections given up",
                            o.client().counters().get("TcpExtTCPAbortOnTimeout"),
                            1,
                            1)))
        .leftOpen();
  }

  private static Fault dark(Stage stage, Direction direction) {
    return Faults.lostWhile(
        "loses everything " + direction + " once the link is dark",
        direction,
        segment -> true,
        stage::isDark);
  }

  private static Scenario closeWait() {
    return Scenario.of(
        "close-wait",
        "The client closes; the server leaves its socket in CLOSE_WAIT for three seconds.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          exchange(c, ROUNDS);
          c.close();
        },
        me -> {
          Connection c = acceptAndAnswer(me, ROUNDS);
          c.receiveToEnd();
          me.sleepMs(3000);
          c.close();
        },
        Expectation.close("graceful", "client").present("close-wait-lingering"));
  }
}
