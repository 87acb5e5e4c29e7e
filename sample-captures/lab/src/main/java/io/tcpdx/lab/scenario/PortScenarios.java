package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.program.ShortConnections.ANY_PORT;
import static io.tcpdx.lab.program.ShortConnections.OTHER_PORT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.PortReuses;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.ShortConnections;
import io.tcpdx.lab.program.TimeWaitPeak;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.sys.SystemCallException;
import io.tcpdx.lab.sys.TcpSocket;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Many short connections: what they leave behind in TIME_WAIT, and ports used again. */
final class PortScenarios {

  private static final double RTT_MS = 2;
  private static final int SERVER_PORT = 8000;

  /** Headers and options whole, payload not: nobody needs that of thousands of connections. */
  private static final int HEADERS_ONLY = 96;

  private static final int FIRST_PORT = 40_000;
  private static final int PORTS = 100;
  private static final String NARROW_RANGE = FIRST_PORT + " " + (FIRST_PORT + PORTS - 1);
  private static final String RANGE = "net.ipv4.ip_local_port_range";
  private static final String TW_REUSE = "net.ipv4.tcp_tw_reuse";
  private static final String TIMESTAMPS = "net.ipv4.tcp_timestamps";
  private static final String RFC_1337 = "net.ipv4.tcp_rfc1337";

  /** Lower than the first by less than half of the sequence space (RFC 9293 §3.4). */
  private static final int FIRST_SEQUENCE = 2_000_000_000;

  private static final int LOWER_SEQUENCE = 1_000_000_000;

  private PortScenarios() {}

  static List<Scenario> all() {
    return List.of(
        timeWaitClient(),
        timeWaitServer(),
        timeWaitMixed(),
        timeWaitTwoPorts(),
        timeWaitIpv6(),
        recycled(),
        reusedAtServer(),
        reusedWithoutTimestamps(),
        oldAck(),
        refused(),
        afterTimeWait(),
        exhausted(),
        thousands(),
        kept());
  }

  /** Of each connection, by its number: whether the client closes first, and the server's port. */
  private record Plan(IntPredicate byClient, IntUnaryOperator toPort) {
    private boolean clientClosesFirst(int i) {
      return byClient.test(i);
    }

    private int port(int i) {
      return toPort.applyAsInt(i);
    }
  }

  private static final Plan CLIENT_FIRST = new Plan(i -> true, i -> SERVER_PORT);
  private static final Plan SERVER_FIRST = new Plan(i -> false, i -> SERVER_PORT);

  /** The client's part; {@code pauseMs} lie between two connections. */
  private static Script making(int connections, Plan plan, double pauseMs) {
    return me -> {
      ShortConnections shorts = new ShortConnections(me);
      me.awaitCue("listening");
      for (int i = 0; i < connections; i++) {
        int errno = shorts.make(plan.port(i), ANY_PORT, s -> {}, plan.clientClosesFirst(i));
        requireErrno(errno, 0);
        me.sleepMs(pauseMs);
      }
    };
  }

  private static Script serving(int connections, Plan plan) {
    return me -> {
      ShortConnections shorts = new ShortConnections(me);
      TcpSocket other = me.listenAt(OTHER_PORT);
      me.cue("listening");
      for (int i = 0; i < connections; i++) {
        if (plan.port(i) == SERVER_PORT) {
          shorts.serve(!plan.clientClosesFirst(i));
        } else {
          shorts.serve(other, !plan.clientClosesFirst(i));
        }
      }
    };
  }

  private static void requireErrno(int errno, int required) throws IOException {
    if (errno != required) {
      throw new IOException("connect: errno " + errno);
    }
  }

  private static Expectation closedBy(@Nullable String initiator) {
    return Expectation.close("graceful", initiator).undecided("handshake-cost");
  }

  private static Scenario timeWaitClient() {
    int connections = 250;
    return Scenario.of(
        "time-wait-client",
        "250 short connections over 2 ms of RTT, each closed by the client first: they stay in"
            + " TIME_WAIT there.",
        Wiring.rtt(RTT_MS),
        View.fromEverywhere(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        making(connections, CLIENT_FIRST, 0),
        serving(connections, CLIENT_FIRST),
        closedBy("client").check(o -> timeWaits(o, connections, 0)));
  }

  private static Scenario timeWaitServer() {
    int connections = 250;
    return Scenario.of(
        "time-wait-server",
        "250 short connections over 2 ms of RTT, each closed by the server first: the TIME_WAITs are"
            + " the server's, and cost the client no port.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.SERVER).snaplen(HEADERS_ONLY),
        making(connections, SERVER_FIRST, 0),
        serving(connections, SERVER_FIRST),
        closedBy("server").check(o -> timeWaits(o, 0, connections)));
  }

  private static Scenario timeWaitMixed() {
    int third = 60;
    Plan plan = new Plan(i -> i % 3 != 2, i -> SERVER_PORT);
    return Scenario.of(
        "time-wait-mixed",
        "180 short connections, of which the client closes two of three first and the server the"
            + " third.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        making(3 * third, plan, 0),
        serving(3 * third, plan),
        closedBy(null).check(o -> timeWaits(o, 2 * third, third)));
  }

  private static Scenario timeWaitTwoPorts() {
    int third = 60;
    Plan plan = new Plan(i -> true, i -> i % 3 == 2 ? OTHER_PORT : SERVER_PORT);
    return Scenario.of(
        "time-wait-two-ports",
        "180 short connections, two of three to one port of the server and the third to another,"
            + " each closed by the client first.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        making(3 * third, plan, 0),
        serving(3 * third, plan),
        closedBy("client").check(o -> timeWaits(o, 3 * third, 0)));
  }

  private static Scenario timeWaitIpv6() {
    int connections = 120;
    return Scenario.of(
        "time-wait-ipv6",
        "120 short connections over IPv6, each closed by the client first.",
        Wiring.rtt(RTT_MS).overIpv6(),
        View.from(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        making(connections, CLIENT_FIRST, 0),
        serving(connections, CLIENT_FIRST),
        closedBy("client").check(o -> timeWaits(o, connections, 0)));
  }

  private static Scenario recycled() {
    int connections = 250;
    // A hundred ports last longer than tcp_tw_reuse_delay, the second that a port must have rested.
    double pauseMs = 12;
    return Scenario.of(
        "port-reuse-recycled",
        "250 short connections from a range of 100 ports with tcp_tw_reuse, each closed by the client"
            + " first: its kernel takes ports back out of TIME_WAIT.",
        Wiring.rtt(RTT_MS).sysctl(RANGE, NARROW_RANGE).sysctl(TW_REUSE, "1"),
        View.from(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        making(connections, CLIENT_FIRST, pauseMs),
        serving(connections, CLIENT_FIRST),
        closedBy("client")
            .check(
                o -> {
                  int reused = PortReuses.of(o.client().log().portUses()).reused();
                  within("ports reused", reused, connections - PORTS, connections - PORTS / 2);
                  within("recycled", counter(o.client(), "TcpExtTWRecycled"), reused, reused);
                }));
  }

  /**
   * The client binds each of some ports, as often as {@code rounds}, with a pause between these.
   */
  private static Script binding(int ports, int rounds, double pauseMs) {
    return me -> {
      ShortConnections shorts = new ShortConnections(me);
      me.awaitCue("listening");
      for (int i = 0; i < ports * rounds; i++) {
        if (i > 0 && i % ports == 0) {
          me.sleepMs(pauseMs);
        }
        requireErrno(shorts.make(SERVER_PORT, FIRST_PORT + i % ports, s -> {}, false), 0);
      }
    };
  }

  private static Scenario reusedAtServer() {
    int ports = 30;
    int rounds = 3;
    return Scenario.of(
        "port-reuse-server",
        "A client that binds the same 30 ports three times, to a server that closes first: its kernel"
            + " takes the SYNs in TIME_WAIT, as their timestamps have risen.",
        Wiring.rtt(RTT_MS),
        View.fromEverywhere(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        binding(ports, rounds, 0),
        serving(ports * rounds, SERVER_FIRST),
        closedBy("server").check(o -> reuses(o, ports * (rounds - 1), true)));
  }

  private static Scenario reusedWithoutTimestamps() {
    int ports = 30;
    return Scenario.of(
        "port-reuse-no-timestamps",
        "A client without timestamps that binds the same 30 ports twice, to a server that closes"
            + " first: its kernel takes the SYNs, as their sequence numbers have risen.",
        Wiring.rtt(RTT_MS).sysctl(TIMESTAMPS, "0"),
        View.from(Vantage.SERVER).snaplen(HEADERS_ONLY),
        binding(ports, 2, 0),
        serving(ports * 2, SERVER_FIRST),
        closedBy("server").check(o -> reuses(o, ports, true)));
  }

  private static final int STALE_PORTS = 5;

  /** Binds some ports, then again with sequence numbers below those of before. */
  private static Script fallingBack(int synRetries, int errno) {
    return me -> {
      ShortConnections shorts = new ShortConnections(me);
      me.awaitCue("listening");
      for (int i = 0; i < STALE_PORTS; i++) {
        shorts.make(SERVER_PORT, FIRST_PORT + i, s -> s.initialSequence(FIRST_SEQUENCE), false);
      }
      for (int i = 0; i < STALE_PORTS; i++) {
        Peer.Options options =
            s -> {
              s.initialSequence(LOWER_SEQUENCE);
              s.synRetries(synRetries);
            };
        requireErrno(shorts.make(SERVER_PORT, FIRST_PORT + i, options, false), errno);
      }
    };
  }

  private static Scenario oldAck() {
    return Scenario.of(
        "port-reuse-old-ack",
        "Five ports bound again without timestamps and at lower sequence numbers: the server's"
            + " TIME_WAIT answers each SYN with its old ACK, the client's RST ends it, and the next SYN"
            + " is taken.",
        Wiring.rtt(RTT_MS).sysctl(TIMESTAMPS, "0"),
        View.fromEverywhere(Vantage.CLIENT),
        fallingBack(2, 0),
        serving(2 * STALE_PORTS, SERVER_FIRST),
        closedBy("server")
            .present("syn-retransmitted")
            .check(
                o -> {
                  reuses(o, STALE_PORTS, false);
                  within("RSTs", counter(o.client(), "TcpOutRsts"), STALE_PORTS, STALE_PORTS);
                }));
  }

  private static Scenario refused() {
    return Scenario.of(
        "port-reuse-refused",
        "The same with tcp_rfc1337, by which a RST does not end a TIME_WAIT: no SYN is ever taken,"
            + " and each attempt times out.",
        Wiring.rtt(RTT_MS).sysctl(TIMESTAMPS, "0").sysctl(RFC_1337, "1"),
        View.fromEverywhere(Vantage.CLIENT),
        fallingBack(1, SystemCallException.ETIMEDOUT),
        serving(STALE_PORTS, SERVER_FIRST),
        Expectation.close(null, null)
            .connections(2 * STALE_PORTS)
            .undecided(
                "handshake-cost",
                "syn-retransmitted",
                "connection-unanswered",
                "connection-refused")
            .check(
                o -> {
                  PortReuses reuses = PortReuses.of(o.client().log().portUses());
                  within("refused", reuses.refused(), STALE_PORTS, STALE_PORTS);
                }));
  }

  private static Scenario afterTimeWait() {
    int ports = 3;
    double restMs = 60_700;
    Script serving =
        me -> {
          ShortConnections shorts = new ShortConnections(me);
          me.cue("listening");
          for (int i = 0; i < 2 * ports; i++) {
            if (i == ports) {
              me.sleepMs(restMs - 2_000);
            }
            shorts.serve(true);
          }
        };
    return Scenario.of(
        "port-again-after-time-wait",
        "Three ports bound again, but only when their TIME_WAIT of 60 s at the server is over: no"
            + " reuse at all.",
        Wiring.rtt(RTT_MS),
        View.from(Vantage.CLIENT),
        binding(ports, 2, restMs),
        serving,
        closedBy("server").check(o -> reuses(o, 0, true)));
  }

  private static Scenario exhausted() {
    int attempts = 20;
    return Scenario.of(
        "ports-exhausted",
        "A client with a range of 100 ports, no tcp_tw_reuse, that closes first: after 100"
            + " connections connect(2) has no port left (EADDRNOTAVAIL), of which nothing is seen on"
            + " the wire.",
        Wiring.rtt(RTT_MS).sysctl(RANGE, NARROW_RANGE).sysctl(TW_REUSE, "0"),
        View.from(Vantage.CLIENT).snaplen(HEADERS_ONLY),
        me -> {
          ShortConnections shorts = new ShortConnections(me);
          me.awaitCue("listening");
          for (int i = 0; i < PORTS + attempts; i++) {
            int errno = shorts.make(SERVER_PORT, ANY_PORT, s -> {}, true);
            requireErrno(errno, i < PORTS ? 0 : SystemCallException.EADDRNOTAVAIL);
            me.sleepMs(i < PORTS ? 0 : 20);
          }
        },
        serving(PORTS, CLIENT_FIRST),
        closedBy("client").check(o -> timeWaits(o, PORTS, 0)));
  }

  private static final int THOUSANDS = 3000;
  private static final double NEAR_RTT_MS = 0.4;

  /** The largest headers here: IPv4 and TCP with the SYN's options, on bare IP. */
  private static final int NOTHING_MORE = 60;

  private static Scenario thousands() {
    return Scenario.of(
        "short-connections",
        "3000 short connections one after another, over 0.4 ms of RTT, each closed by the client"
            + " first: faster than the default range of ports can sustain.",
        Wiring.rtt(NEAR_RTT_MS).over(Medium.TUN),
        View.from(Vantage.CLIENT).snaplen(NOTHING_MORE),
        making(THOUSANDS, CLIENT_FIRST, 0),
        serving(THOUSANDS, CLIENT_FIRST),
        closedBy("client")
            .check(
                o -> {
                  timeWaits(o, THOUSANDS, 0);
                  double perSecond = PortPressure.perSecond(o.client().log().portUses());
                  within("connections per second", (long) perSecond, 500, 5000);
                }));
  }

  private static Scenario kept() {
    return Scenario.of(
        "kept-connection",
        "The work of short-connections over one connection that is kept: 3000 requests, one"
            + " TIME_WAIT.",
        Wiring.rtt(NEAR_RTT_MS).over(Medium.TUN),
        View.from(Vantage.CLIENT).snaplen(NOTHING_MORE),
        me -> {
          me.watchTimeWaits(OTHER_PORT);
          Connection c = me.connect();
          me.log().terse();
          HandshakeScenarios.exchange(c, THOUSANDS);
          c.close();
        },
        me -> {
          me.watchTimeWaits(OTHER_PORT);
          me.log().terse();
          Connection c = HandshakeScenarios.acceptAndAnswer(me, THOUSANDS);
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client").check(o -> timeWaits(o, 1, 0)));
  }

  /** What the watch saw at once and what the counters say ever came must be the intended. */
  private static void timeWaits(Outcome outcome, int client, int server) throws Disagreement {
    timeWaits("client", outcome.client(), client);
    timeWaits("server", outcome.server(), server);
  }

  private static void timeWaits(String who, Outcome.Side side, int intended) throws Disagreement {
    TimeWaitPeak peak = side.log().timeWaitPeak();
    if (peak == null) {
      throw new Disagreement("nobody counted TIME_WAITs at the " + who);
    }
    within("TIME_WAITs at the " + who, peak.sockets(), intended, intended);
    within("TcpExtTW of the " + who, counter(side, "TcpExtTW"), intended, intended);
  }

  private static void reuses(Outcome outcome, int intended, boolean atOnce) throws Disagreement {
    PortReuses reuses = PortReuses.of(outcome.client().log().portUses());
    within("ports reused", reuses.reused(), intended, intended);
    within("reuses accepted", reuses.accepted(), intended, intended);
    int first = atOnce ? intended : 0;
    within("reuses accepted by the first SYN", reuses.acceptedAtOnce(), first, first);
  }

  private static long counter(Outcome.Side side, String name) {
    return side.counters().get(name);
  }
}
