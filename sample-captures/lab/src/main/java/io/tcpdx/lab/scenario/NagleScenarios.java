package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Script;
import java.util.List;

/** Small writes with and without Nagle's algorithm (RFC 9293 §3.7.4). */
final class NagleScenarios {

  static final int HEAD_BYTES = 200;
  static final int BODY_BYTES = 320;
  static final int RESPONSE_BYTES = 400;

  private NagleScenarios() {}

  static List<Scenario> all() {
    return List.of(
        near(),
        far(),
        noDelay(),
        oneWrite(),
        appPaced(),
        appPacedNoDelay(),
        appPacedAtRtt(),
        server(),
        tail());
  }

  /** The client of the deadlock: head, body, then wait for the response. */
  static void writeWriteRead(Connection c, int rounds, int pauseMs, Peer me) throws Exception {
    for (int i = 0; i < rounds; i++) {
      c.round(
          () -> {
            c.send(HEAD_BYTES);
            c.sendWatched(BODY_BYTES);
            c.receive(RESPONSE_BYTES);
          });
      me.sleepMs(pauseMs);
    }
  }

  /** Answers requests of a fixed length until the client closes. */
  static Script answering(int rounds, int requestBytes, int responseBytes) {
    return me -> {
      Connection c = me.accept();
      for (int i = 0; i < rounds; i++) {
        c.receive(requestBytes);
        c.send(responseBytes);
      }
      c.receiveToEnd();
      c.close();
    };
  }

  private static Scenario near() {
    int rounds = 40;
    return Scenario.of(
        "nagle-delayed-ack",
        "The client writes each request in two small pieces over 4 ms of RTT: Nagle holds the second"
            + " piece until the server's delayed ACK.",
        Wiring.rtt(4),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          writeWriteRead(c, rounds, 0, me);
          c.close();
        },
        answering(rounds, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("stalled rounds", o.client().stalls(), rounds, rounds);
                  within("ACKs the server delayed", o.server().delayedAcks(), rounds - 2, rounds);
                  within("ACKs the client delayed", o.client().delayedAcks(), 0, 0);
                }));
  }

  private static Scenario far() {
    int rounds = 20;
    return Scenario.of(
        "nagle-far",
        "The same write-write-read program over 80 ms of RTT: each stall costs a round trip and the"
            + " delayed ACK.",
        Wiring.rtt(80),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          writeWriteRead(c, rounds, 0, me);
          c.close();
        },
        answering(rounds, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("stalled rounds", o.client().stalls(), rounds, rounds);
                  within("ACKs the server delayed", o.server().delayedAcks(), rounds / 2, rounds);
                }));
  }

  private static Scenario noDelay() {
    int rounds = 40;
    return Scenario.of(
        "nodelay",
        "The same write-write-read program with TCP_NODELAY: both pieces leave at once.",
        Wiring.rtt(4),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect(s -> s.noDelay(true));
          writeWriteRead(c, rounds, 0, me);
          c.close();
        },
        answering(rounds, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .undecided("small-segments")
            .check(o -> within("stalled rounds", o.client().stalls(), 0, 0)));
  }

  private static Scenario oneWrite() {
    int rounds = 40;
    int requestBytes = HEAD_BYTES + BODY_BYTES;
    return Scenario.of(
        "one-write",
        "The same exchange with each request in one write: Nagle is on and has nothing to hold.",
        Wiring.rtt(4),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          for (int i = 0; i < rounds; i++) {
            c.round(
                () -> {
                  c.sendWatched(requestBytes);
                  c.receive(RESPONSE_BYTES);
                });
          }
          c.close();
        },
        answering(rounds, requestBytes, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .longLived()
            .check(o -> within("stalled rounds", o.client().stalls(), 0, 0)));
  }

  /** One exchange, which makes the server's kernel delay its ACKs, then a one-way stream. */
  static void exchangeThenStream(Peer me, Connection c, int writes, double pauseMs)
      throws Exception {
    c.send(HEAD_BYTES);
    c.receive(RESPONSE_BYTES);
    me.sleepMs(pauseMs);
    for (int i = 0; i < writes; i++) {
      c.sendWatched(HEAD_BYTES);
      me.sleepMs(pauseMs);
    }
    me.cue(ALL_WRITTEN);
    c.close();
  }

  /** What the client of {@link #exchangeThenStream} says when its last write is out. */
  private static final String ALL_WRITTEN = "all written";

  /**
   * A reader that is busy elsewhere until all has been written. One that sits in read(2) would be
   * acknowledged at once: the kernel sends the ACK as the data is taken.
   */
  static final Script ANSWER_ONCE_THEN_READ_LATE =
      me -> {
        Connection c = me.accept();
        c.receive(HEAD_BYTES);
        c.send(RESPONSE_BYTES);
        me.awaitCue(ALL_WRITTEN);
        c.receiveToEnd();
        c.close();
      };

  static final Script ANSWER_ONCE_THEN_READ = answering(1, HEAD_BYTES, RESPONSE_BYTES);

  private static Scenario appPaced() {
    int writes = 40;
    return Scenario.of(
        "app-paced",
        "A program that writes 200 bytes every 120 ms, Nagle on, over 20 ms of RTT, to a server that"
            + " reads only at the end: ACKs come late, but before the next write, so that nothing is"
            + " held.",
        Wiring.rtt(20),
        View.fromEverywhere(Vantage.CLIENT),
        me -> exchangeThenStream(me, me.connect(), writes, 120),
        ANSWER_ONCE_THEN_READ_LATE,
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("stalled writes", o.client().stalls(), 0, 0);
                  within("delayed ACKs", o.server().delayedAcks(), 15, writes + 1);
                }));
  }

  private static Scenario appPacedNoDelay() {
    int writes = 60;
    return Scenario.of(
        "app-paced-nodelay",
        "A program that writes 200 bytes every 10 ms with TCP_NODELAY over 40 ms of RTT: faster than"
            + " the ACKs, and nothing is held.",
        Wiring.rtt(40),
        View.fromEverywhere(Vantage.CLIENT),
        me -> exchangeThenStream(me, me.connect(s -> s.noDelay(true)), writes, 10),
        ANSWER_ONCE_THEN_READ,
        Expectation.close("graceful", "client")
            .check(o -> within("stalled writes", o.client().stalls(), 0, 0)));
  }

  private static Scenario appPacedAtRtt() {
    double[] pausesMs = {19, 23, 26, 21, 20, 24, 22, 28};
    return Scenario.of(
        "app-paced-at-rtt",
        "A program that writes 200 bytes every 19 to 28 ms with TCP_NODELAY over 20 ms of RTT: its"
            + " pace looks as if ACKs released it, and they do not.",
        Wiring.rtt(20),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect(s -> s.noDelay(true));
          for (int i = 0; i < 48; i++) {
            c.sendWatched(HEAD_BYTES);
            me.sleepMs(pausesMs[i % pausesMs.length]);
          }
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .check(o -> within("stalled writes", o.client().stalls(), 0, 0)));
  }

  private static Scenario server() {
    int rounds = 30;
    return Scenario.of(
        "nagle-server",
        "The server writes each response in two small pieces over 10 ms of RTT: its Nagle waits for"
            + " the client's delayed ACK.",
        Wiring.rtt(10),
        View.fromEverywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          for (int i = 0; i < rounds; i++) {
            c.round(
                () -> {
                  c.send(HEAD_BYTES);
                  c.receive(HEAD_BYTES + BODY_BYTES);
                });
          }
          c.close();
        },
        me -> {
          Connection c = me.accept();
          for (int i = 0; i < rounds; i++) {
            c.receive(HEAD_BYTES);
            c.send(HEAD_BYTES);
            c.sendWatched(BODY_BYTES);
          }
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .longLived()
            .check(
                o -> {
                  within("stalled rounds", o.server().stalls(), rounds, rounds);
                  within("delayed ACKs", o.client().delayedAcks(), rounds / 2, rounds);
                }));
  }

  private static Scenario tail() {
    int rounds = 30;
    int bodyBytes = 4000;
    return Scenario.of(
        "nagle-tail",
        "A small head, then a body of two full segments and a rest, over 30 ms of RTT: the full ones"
            + " leave, the rest waits for the head's ACK.",
        Wiring.rtt(30),
        View.fromEverywhere(Vantage.CLIENT).snaplen(128),
        me -> {
          Connection c = me.connect();
          for (int i = 0; i < rounds; i++) {
            c.round(
                () -> {
                  c.send(HEAD_BYTES);
                  c.sendWatched(bodyBytes);
                  c.receive(RESPONSE_BYTES);
                });
          }
          c.close();
        },
        answering(rounds, HEAD_BYTES + bodyBytes, RESPONSE_BYTES),
        Expectation.close("graceful", "client")
            .longLived()
            .check(o -> within("stalled rounds", o.client().stalls(), rounds, rounds)));
  }
}
