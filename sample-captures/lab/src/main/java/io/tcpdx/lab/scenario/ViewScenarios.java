package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.NagleScenarios.BODY_BYTES;
import static io.tcpdx.lab.scenario.NagleScenarios.HEAD_BYTES;
import static io.tcpdx.lab.scenario.NagleScenarios.RESPONSE_BYTES;
import static io.tcpdx.lab.scenario.NagleScenarios.answering;
import static io.tcpdx.lab.scenario.NagleScenarios.writeWriteRead;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import java.util.List;

/** The write-write-read program again, on other networks and through narrower views. */
final class ViewScenarios {

  private static final int ROUNDS = 20;
  private static final int UNSEEN_ROUNDS = 3;
  private static final double RTT_MS = 10;

  private ViewScenarios() {}

  static List<Scenario> all() {
    return List.of(
        stalling("ipv6", "over IPv6", Wiring.rtt(RTT_MS).overIpv6(), everywhere()),
        stalling(
            "raw-ip",
            "over a device without Ethernet",
            Wiring.rtt(RTT_MS).over(Medium.TUN),
            client()),
        stalling(
            "nagle-no-timestamps",
            "without TCP timestamps",
            Wiring.rtt(RTT_MS).sysctl("net.ipv4.tcp_timestamps", "0"),
            everywhere()),
        stalling("snaplen-96", "with only 96 bytes of each frame kept", Wiring.rtt(RTT_MS), cut()),
        stalling(
            "duplicate",
            "seen at a mirror port that delivers every frame twice",
            Wiring.rtt(RTT_MS).mirrored(),
            View.from(Vantage.BETWEEN)),
        oneDirection("one-direction-client", "client", "src host 10.7.0.1"),
        oneDirection("one-direction-server", "server", "src host 10.7.0.2"),
        midConnection());
  }

  private static View everywhere() {
    return View.fromEverywhere(Vantage.CLIENT);
  }

  private static View client() {
    return View.from(Vantage.CLIENT);
  }

  private static View cut() {
    return client().snaplen(96);
  }

  private static final Script WRITE_WRITE_READ =
      me -> {
        Connection c = me.connect();
        writeWriteRead(c, ROUNDS, 0, me);
        c.close();
      };

  private static Expectation stalls() {
    return Expectation.close("graceful", "client")
        .longLived()
        .check(o -> within("stalled rounds", o.client().stalls(), ROUNDS, ROUNDS));
  }

  private static Scenario stalling(String name, String how, Wiring wiring, View view) {
    return Scenario.of(
        name,
        "The write-write-read program " + how + ", over 10 ms of RTT.",
        wiring,
        view,
        WRITE_WRITE_READ,
        answering(ROUNDS, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        stalls());
  }

  private static Scenario oneDirection(String name, String whose, String filter) {
    return Scenario.of(
        name,
        "The write-write-read program with only the " + whose + "'s segments in the capture.",
        Wiring.rtt(RTT_MS),
        client().filter(filter),
        WRITE_WRITE_READ,
        answering(ROUNDS, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        Expectation.close(null, null)
            .longLived()
            .check(stalls().check())
            .unseen("delayed-ack", "nagle-stall"));
  }

  private static Scenario midConnection() {
    return Scenario.of(
        "mid-connection",
        "The write-write-read program on a connection that was open before the capture began.",
        Wiring.rtt(RTT_MS),
        everywhere().startingLate(),
        me -> {
          Connection c = me.connect();
          writeWriteRead(c, UNSEEN_ROUNDS, 0, me);
          me.sleepMs(200);
          me.startCapture();
          writeWriteRead(c, ROUNDS, 0, me);
          c.close();
        },
        answering(UNSEEN_ROUNDS + ROUNDS, HEAD_BYTES + BODY_BYTES, RESPONSE_BYTES),
        stalls().connections(1));
  }
}
