package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.HandshakeScenarios.acceptAndAnswer;
import static io.tcpdx.lab.scenario.HandshakeScenarios.exchange;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.sys.TcpInfo;
import java.util.List;

/** Connections that end with a reset (RFC 9293 §3.5.2). */
final class ResetScenarios {

  private static final int ROUNDS = 3;
  private static final double RTT_MS = 40;
  private static final int HEAD_BYTES = 200;
  private static final int BODY_BYTES = 8000;

  private ResetScenarios() {}

  static List<Scenario> all() {
    return List.of(
        abortive(), unread(), unreadSilent(), sentIntoClosed(), lingerZero(), afterIdle());
  }

  private static Scenario abortive() {
    return Scenario.of(
        "close-abortive",
        "Three exchanges, a pause, then the client closes with SO_LINGER 0: a reset, and nothing is"
            + " lost.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          exchange(c, ROUNDS);
          me.sleepMs(150);
          c.socket().lingerZero();
          c.close();
        },
        me -> {
          Connection c = acceptAndAnswer(me, ROUNDS);
          c.failure(c::receiveSome);
          c.close();
        },
        Expectation.close("abortive", "client")
            .check(o -> within("resets", o.client().counters().get("TcpOutRsts"), 1, 1)));
  }

  private static final Script UPLOAD =
      me -> {
        Connection c = me.connect(s -> s.noDelay(true));
        c.send(HEAD_BYTES);
        c.send(BODY_BYTES);
        c.failure(c::receiveToEnd);
        c.close();
      };

  private static Scenario unread() {
    return Scenario.of(
        "reset-data-loss-unread",
        "The server reads the head of an upload, answers, and closes with the body unread: the reset"
            + " overtakes its own answer.",
        Wiring.rtt(RTT_MS),
        View.fromEverywhere(Vantage.CLIENT),
        UPLOAD,
        me -> {
          Connection c = me.accept();
          c.receive(HEAD_BYTES);
          me.sleepMs(100);
          c.send(400);
          c.close();
        },
        Expectation.close("reset-data-loss", "server")
            .present("reset-data-loss")
            .check(ResetScenarios::closedUnread));
  }

  private static Scenario unreadSilent() {
    return Scenario.of(
        "reset-data-loss-no-answer",
        "The server reads the head of an upload and closes with the body unread, without an answer.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        UPLOAD,
        me -> {
          Connection c = me.accept();
          c.receive(HEAD_BYTES);
          me.sleepMs(100);
          c.close();
        },
        Expectation.close("reset-data-loss", "server")
            .present("reset-data-loss")
            .check(ResetScenarios::closedUnread));
  }

  private static void closedUnread(Outcome o) throws Expectation.Disagreement {
    within("closed unread", o.server().counters().get("TcpExtTCPAbortOnClose"), 1, 1);
  }

  private static Scenario sentIntoClosed() {
    return Scenario.of(
        "reset-data-loss-sent",
        "The server closes after its answers; the client, unaware, sends one more request into the"
            + " closed socket.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          exchange(c, ROUNDS);
          me.sleepMs(200);
          c.send(300);
          me.sleepMs(100);
          c.failure(c::receiveToEnd);
          c.close();
        },
        me -> acceptAndAnswer(me, ROUNDS).close(),
        Expectation.close("reset-data-loss", "server")
            .present("reset-data-loss")
            .check(o -> within("resets", o.server().counters().get("TcpOutRsts"), 1, 2)));
  }

  private static Scenario lingerZero() {
    return Scenario.of(
        "reset-data-loss-linger",
        "The server closes with SO_LINGER 0 in the middle of its answer: what is under way is thrown"
            + " away.",
        Wiring.rtt(RTT_MS),
        View.fromEverywhere(Vantage.SERVER).snaplen(128),
        me -> {
          Connection c = me.connect();
          c.send(HEAD_BYTES);
          c.failure(c::receiveToEnd);
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.socket().sendBuffer(400_000);
          c.receive(HEAD_BYTES);
          c.send(100_000);
          me.sleepMs(2.7 * RTT_MS);
          c.socket().lingerZero();
          c.close();
        },
        Expectation.close("reset-data-loss", "server")
            .present("reset-data-loss")
            .check(
                o -> {
                  within("aborted", o.server().counters().get("TcpExtTCPAbortOnData"), 1, 1);
                  TcpInfo atClose = o.server().infos().get(0);
                  within("segments under way", atClose.values().getOrDefault("unacked", 0L), 1, 99);
                }));
  }

  private static Scenario afterIdle() {
    return Scenario.of(
            "reset-after-idle",
            "After twelve seconds of silence a middlebox has forgotten the connection and answers the"
                + " next request with a reset.",
            Wiring.rtt(RTT_MS).with(stage -> List.of(Faults.forgetsAfter(10_500_000_000L))),
            View.from(Vantage.CLIENT),
            me -> {
              Connection c = me.connect();
              exchange(c, ROUNDS);
              me.sleepMs(12_000);
              c.send(HEAD_BYTES);
              c.failure(c::receiveSome);
              c.close();
              me.cue("reset");
            },
            me -> {
              acceptAndAnswer(me, ROUNDS);
              me.awaitCue("reset");
            },
            Expectation.close("reset-after-idle", "server")
                .present("reset-after-idle")
                .check(
                    o ->
                        within(
                            "connections reset",
                            o.client().counters().get("TcpEstabResets"),
                            1,
                            1)))
        .leftOpen();
  }
}
