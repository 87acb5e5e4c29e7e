package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import java.util.List;

/** Acknowledgements: late, at once, and on the back of data (RFC 9293 §3.8.6.3). */
final class AckScenarios {

  private static final int MESSAGE_BYTES = 200;
  private static final int RESPONSE_BYTES = 400;

  private AckScenarios() {}

  static List<Scenario> all() {
    return List.of(
        oneWay("delayed-ack-near", "near", 2, 100),
        oneWay("delayed-ack-far", "far", 80, 200),
        quickAck(),
        piggyback(),
        think(),
        tinyWrites());
  }

  /** Messages one way to a reader that is busy: its kernel acknowledges by timer. */
  private static Scenario oneWay(String name, String where, double rttMs, double pauseMs) {
    int messages = 45;
    return Scenario.of(
        name,
        "One small message every "
            + (int) pauseMs
            + " ms to a "
            + where
            + " receiver ("
            + (int) rttMs
            + " ms of RTT) that reads only at the end: after the first quick ones its ACKs come late,"
            + " and nobody waits for them.",
        Wiring.rtt(rttMs),
        View.fromEverywhere(Vantage.CLIENT),
        me ->
            NagleScenarios.exchangeThenStream(
                me, me.connect(s -> s.noDelay(true)), messages, pauseMs),
        NagleScenarios.ANSWER_ONCE_THEN_READ_LATE,
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("ACKs the server delayed", o.server().delayedAcks(), 15, messages + 1);
                  within("stalled writes", o.client().stalls(), 0, 0);
                }));
  }

  /** Answers after thinking, each time for the next of some spans. */
  private static Script thinking(int rounds, boolean quickAck, double... thinkMs) {
    return me -> {
      Connection c = me.accept();
      if (quickAck) {
        c.keepQuickAck();
      }
      for (int i = 0; i < rounds; i++) {
        c.receive(MESSAGE_BYTES);
        me.sleepMs(thinkMs[i % thinkMs.length]);
        c.send(RESPONSE_BYTES);
      }
      c.receiveToEnd();
      c.close();
    };
  }

  private static Script asking(int rounds) {
    return me -> {
      Connection c = me.connect();
      for (int i = 0; i < rounds; i++) {
        c.round(
            () -> {
              c.sendWatched(MESSAGE_BYTES);
              c.receive(RESPONSE_BYTES);
            });
      }
      c.close();
    };
  }

  private static Scenario quickAck() {
    int rounds = 30;
    return Scenario.of(
        "delayed-ack-quickack",
        "A server that thinks 60 ms before each answer and asks for TCP_QUICKACK after each read: no"
            + " ACK is late.",
        Wiring.rtt(10),
        View.from(Vantage.CLIENT),
        asking(rounds),
        thinking(rounds, true, 60),
        Expectation.close("graceful", "client")
            .longLived()
            .check(o -> within("delayed ACKs", o.server().delayedAcks(), 0, 0)));
  }

  private static Scenario piggyback() {
    int rounds = 40;
    return Scenario.of(
        "delayed-ack-piggyback",
        "A server that answers within 10 ms: its ACKs ride on the answers, the client's on the next"
            + " requests.",
        Wiring.rtt(10),
        View.fromEverywhere(Vantage.CLIENT),
        asking(rounds),
        thinking(rounds, false, 10),
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("ACKs the server delayed", o.server().delayedAcks(), 0, 0);
                  within("ACKs the client delayed", o.client().delayedAcks(), 0, 0);
                }));
  }

  private static Scenario think() {
    int rounds = 42;
    return Scenario.of(
        "request-response-think",
        "A server that thinks 25, 30, 60, 75 or 100 ms: where that outlasts the timer, a late ACK goes"
            + " ahead of the answer and nobody waited for it.",
        Wiring.rtt(10),
        View.fromEverywhere(Vantage.CLIENT),
        asking(rounds),
        thinking(rounds, false, 25, 60, 30, 75, 60, 100),
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("delayed ACKs", o.server().delayedAcks(), rounds / 3, rounds);
                  within("stalled writes", o.client().stalls(), 0, 0);
                }));
  }

  private static Scenario tinyWrites() {
    int writes = 300;
    return Scenario.of(
        "tiny-writes",
        "A logger with TCP_NODELAY that writes field by field: hundreds of segments of 1 to 20 bytes.",
        Wiring.rtt(20),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect(s -> s.noDelay(true));
          for (int i = 0; i < writes; i++) {
            c.send(1 + i * 7 % 20);
            me.sleepMs(1);
          }
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client").present("small-segments"));
  }
}
