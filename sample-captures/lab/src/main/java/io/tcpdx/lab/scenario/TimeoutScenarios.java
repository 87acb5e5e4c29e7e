package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.link.Verdict.LOST_AFTER_MIDDLE;
import static io.tcpdx.lab.link.Verdict.LOST_BEFORE_MIDDLE;
import static io.tcpdx.lab.scenario.Transfers.RTT_MS;
import static io.tcpdx.lab.scenario.Transfers.again;
import static io.tcpdx.lab.scenario.Transfers.counted;
import static io.tcpdx.lab.scenario.Transfers.download;
import static io.tcpdx.lab.scenario.Transfers.everywhere;
import static io.tcpdx.lab.scenario.Transfers.harmed;
import static io.tcpdx.lab.scenario.Transfers.lost;
import static io.tcpdx.lab.scenario.Transfers.onServerData;
import static io.tcpdx.lab.scenario.Transfers.ordinals;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.program.Connection;
import java.util.List;

/** Loss of which nothing tells the sender but its timers. */
final class TimeoutScenarios {

  /** One flight of ten segments: nothing follows. */
  private static final int FLIGHT_BYTES = 14_000;

  private static final int FLIGHT_SEGMENTS = 10;
  private static final int ROUNDS = 12;
  private static final int MESSAGE_BYTES = 100;
  private static final String EARLY_RETRANS = "net.ipv4.tcp_early_retrans";

  private TimeoutScenarios() {}

  static List<Scenario> all() {
    return List.of(
        tailRepairedByProbe(),
        flightsEndLost(),
        tailWithoutProbe(),
        mostOfFlightLost(),
        probeLostToo(),
        newDataProbe(),
        Transfers.withAcksLost(linkDark()),
        requestLost("loss-request", "without loss probes", true),
        requestLost("loss-request-probe", "with loss probes", false),
        finLost());
  }

  private static Wiring plain() {
    return Wiring.rtt(RTT_MS);
  }

  private static Wiring withoutProbes() {
    return plain().sysctl(EARLY_RETRANS, "0");
  }

  private static Fault lastOfFlight(String what, int times) {
    return Faults.again(what, SERVER_TO_CLIENT, LOST_AFTER_MIDDLE, FLIGHT_SEGMENTS, times);
  }

  /** As a server does that keeps the connection: no FIN is there for a probe to send. */
  private static Scenario answer(String name, String what, Wiring wiring, Expectation.Check check) {
    return Scenario.of(
        name,
        what,
        wiring,
        everywhere(Vantage.SERVER),
        me -> {
          Connection c = me.connect();
          c.round(
              () -> {
                c.send(Transfers.REQUEST_BYTES);
                c.receive(FLIGHT_BYTES);
              });
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.receive(Transfers.REQUEST_BYTES);
          c.send(FLIGHT_BYTES);
          c.receiveToEnd();
          c.close();
        },
        harmed("client", check));
  }

  private static Scenario tailRepairedByProbe() {
    return answer(
        "tail-loss-probe",
        "An answer of ten segments over 40 ms of RTT whose last is lost; a tail loss probe sends it"
            + " again.",
        plain().with(stage -> List.of(lastOfFlight("loses the answer's last segment", 1))),
        o -> {
          lost(o.server(), 1, 1);
          again(o.server(), 1, 1);
          counted(o.server(), "TCPLossProbes", 1, 1);
          counted(o.server(), "TCPLossProbeRecovery", 1, 1);
          counted(o.server(), "TCPTimeouts", 0, 0);
        });
  }

  private static Scenario flightsEndLost() {
    return answer(
        "tail-loss-three",
        "An answer of ten segments over 40 ms of RTT whose last three are lost; the ACK of the tail"
            + " loss probe tells of the other two.",
        plain()
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "loses the answer's last three segments",
                            LOST_AFTER_MIDDLE,
                            ordinals(FLIGHT_SEGMENTS - 2, 3)))),
        o -> {
          lost(o.server(), 3, 3);
          again(o.server(), 3, 3);
          counted(o.server(), "TCPLossProbes", 1, 1);
          counted(o.server(), "TCPFastRetrans", 2, 2);
          counted(o.server(), "TCPTimeouts", 0, 0);
        });
  }

  private static Scenario tailWithoutProbe() {
    return answer(
        "tail-loss-timeout",
        "An answer of ten segments over 40 ms of RTT whose last is lost, from a kernel without tail"
            + " loss probes: it waits for the retransmission timer.",
        withoutProbes().with(stage -> List.of(lastOfFlight("loses the answer's last segment", 1))),
        o -> {
          lost(o.server(), 1, 1);
          again(o.server(), 1, 1);
          counted(o.server(), "TCPLossProbes", 0, 0);
          counted(o.server(), "TCPTimeouts", 1, 1);
        });
  }

  private static Scenario mostOfFlightLost() {
    int lost = 8;
    return answer(
        "tail-loss-flight",
        "An answer of ten segments over 40 ms of RTT whose last eight are lost, from a kernel without"
            + " tail loss probes: after the timeout slow start sends them again.",
        withoutProbes()
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "loses the answer's last eight segments",
                            LOST_AFTER_MIDDLE,
                            ordinals(FLIGHT_SEGMENTS - lost + 1, lost)))),
        o -> {
          lost(o.server(), lost, lost);
          again(o.server(), lost, lost);
          counted(o.server(), "TCPTimeouts", 1, 1);
          counted(o.server(), "TCPSlowStartRetrans", lost - 1, lost - 1);
        });
  }

  private static Scenario probeLostToo() {
    return answer(
        "tail-loss-thrice",
        "An answer of ten segments over 40 ms of RTT whose last is lost three times: the tail loss"
            + " probe and the first timeout's retransmission too.",
        plain().with(stage -> List.of(lastOfFlight("loses the answer's last segment thrice", 3))),
        o -> {
          lost(o.server(), 3, 3);
          again(o.server(), 3, 3);
          counted(o.server(), "TCPLossProbes", 1, 1);
          counted(o.server(), "TCPTimeouts", 2, 2);
        });
  }

  /** A probe sends something new where there is something, and is then no retransmission. */
  private static Scenario newDataProbe() {
    return download(
        "loss-probe-new-data",
        "A download of 40 kB over 40 ms of RTT in which data segments 6 to 20 are lost: no ACK comes"
            + " any more, and the tail loss probe sends new data.",
        40_000,
        plain()
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "loses the server's data segments 6 to 20",
                            LOST_BEFORE_MIDDLE,
                            ordinals(6, 15)))),
        o -> {
          lost(o.server(), 15, 15);
          again(o.server(), 15, 16);
          counted(o.server(), "TCPLossProbes", 1, 1);
          counted(o.server(), "TCPFastRetrans", 15, 16);
        });
  }

  private static Scenario linkDark() {
    return download(
        "link-dark",
        "A download of 200 kB over 40 ms of RTT in which the link takes everything, both ways, for"
            + " 3 s: the timer doubles several times.",
        200_000,
        plain().with(stage -> List.of(Faults.dark(SERVER_TO_CLIENT, 60, 3_000_000_000L))),
        o -> {
          lost(o.server(), 10, 120);
          counted(o.server(), "TCPTimeouts", 3, 6);
        });
  }

  private static Scenario requestLost(String name, String how, boolean probesOff) {
    return Scenario.of(
        name,
        "Twelve requests of 100 bytes over 40 ms of RTT, "
            + how
            + "; the third, the sixth and the ninth are lost, and nothing follows them.",
        (probesOff ? withoutProbes() : plain())
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the client's data segments 3 and 7",
                            CLIENT_TO_SERVER,
                            Segment::isData,
                            LOST_AFTER_MIDDLE,
                            3,
                            7),
                        Faults.nth(
                            "loses the client's data segment 11",
                            CLIENT_TO_SERVER,
                            Segment::isData,
                            LOST_BEFORE_MIDDLE,
                            11))),
        everywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          for (int i = 0; i < ROUNDS; i++) {
            c.round(
                () -> {
                  c.send(MESSAGE_BYTES);
                  c.receive(MESSAGE_BYTES);
                });
          }
          c.close();
        },
        NagleScenarios.answering(ROUNDS, MESSAGE_BYTES, MESSAGE_BYTES),
        harmed(
            "client",
            o -> {
              lost(o.client(), 3, 3);
              again(o.client(), 3, 3);
              counted(o.client(), "TCPTimeouts", probesOff ? 3 : 0, probesOff ? 3 : 0);
              counted(o.client(), "TCPLossProbes", probesOff ? 0 : 3, probesOff ? 0 : 3);
            }));
  }

  private static Scenario finLost() {
    int rounds = 4;
    return Scenario.of(
        "loss-fin",
        "Four requests over 40 ms of RTT; the client's FIN is lost, and its timer sends it again.",
        plain()
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the client's first FIN",
                            CLIENT_TO_SERVER,
                            Segment::isFin,
                            LOST_AFTER_MIDDLE,
                            1))),
        everywhere(Vantage.CLIENT),
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
        harmed(
            "client",
            o -> {
              lost(o.client(), 0, 0);
              again(o.client(), 1, 2);
            }));
  }
}
