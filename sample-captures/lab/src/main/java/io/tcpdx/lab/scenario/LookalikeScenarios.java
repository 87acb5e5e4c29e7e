package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import java.util.List;

/** Other things that make data wait for an ACK, or that put late ACKs on the wire. */
final class LookalikeScenarios {

  private static final int MESSAGE_BYTES = 200;
  private static final int SNAPLEN = 128;

  private LookalikeScenarios() {}

  static List<Scenario> all() {
    return List.of(burst(), keepAlive(), tailLoss());
  }

  private static Scenario burst() {
    int rounds = 12;
    int messages = 40;
    return Scenario.of(
        "burst-nodelay",
        "Bursts of 40 small messages with TCP_NODELAY over 40 ms of RTT: the congestion window holds"
            + " some of them until ACKs come, not Nagle.",
        Wiring.rtt(40),
        View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN),
        me -> {
          Connection c = me.connect(s -> s.noDelay(true));
          for (int i = 0; i < rounds; i++) {
            c.round(
                () -> {
                  for (int j = 0; j < messages; j++) {
                    c.send(MESSAGE_BYTES);
                  }
                  c.receive(MESSAGE_BYTES);
                });
          }
          c.close();
        },
        NagleScenarios.answering(rounds, messages * MESSAGE_BYTES, MESSAGE_BYTES),
        Expectation.close("graceful", "client").longLived());
  }

  private static Scenario keepAlive() {
    int rounds = 3;
    return Scenario.of(
        "keep-alive",
        "An idle connection on which the client's kernel sends a keep-alive every second: their ACKs"
            + " acknowledge nothing.",
        Wiring.rtt(20),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect(s -> s.keepAliveEvery(1));
          HandshakeScenarios.exchange(c, rounds);
          me.sleepMs(4500);
          HandshakeScenarios.exchange(c, 1);
          c.close();
        },
        me -> {
          Connection c = HandshakeScenarios.acceptAndAnswer(me, rounds + 1);
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> within("keep-alives", o.client().counters().get("TcpExtTCPKeepAlive"), 3, 5)));
  }

  private static Scenario tailLoss() {
    int rounds = 10;
    return Scenario.of(
        "tail-loss",
        "Request and response over 20 ms of RTT; the fifth response is lost, and nothing follows it"
            + " that could tell.",
        Wiring.rtt(20)
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the server's fifth response",
                            SERVER_TO_CLIENT,
                            Segment::isData,
                            Verdict.LOST_AFTER_MIDDLE,
                            5))),
        View.fromEverywhere(Vantage.SERVER),
        me -> {
          Connection c = me.connect();
          HandshakeScenarios.exchange(c, rounds);
          c.close();
        },
        me -> {
          Connection c = HandshakeScenarios.acceptAndAnswer(me, rounds);
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> within("segments again", o.server().counters().get("TcpRetransSegs"), 1, 2)));
  }
}
