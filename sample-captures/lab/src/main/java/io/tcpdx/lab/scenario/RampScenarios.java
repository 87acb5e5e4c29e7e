package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.SendingSamples;
import io.tcpdx.lab.program.SendingSamples.End;
import io.tcpdx.lab.scenario.Expectation.Check;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import java.util.List;

/** How fast a sender starts, and starts again: the kernel's congestion window tells. */
final class RampScenarios {

  private static final int REQUEST_BYTES = 200;
  private static final int DOWNLOAD_BYTES = 300_000;
  private static final int SNAPLEN = 128;
  private static final double RTT_MS = 60;
  private static final String AFTER_IDLE = "net.ipv4.tcp_slow_start_after_idle";

  /** A fast link, on which a segment still takes longer than the lab's link errs. */
  private static final long BITS_PER_SECOND = 100_000_000;

  /**
   * Room for everything from the start: with the kernel's own first buffer the receiver's window,
   * which it must first enlarge, holds the ramp up in its fourth round.
   */
  private static Wiring wide(double rttMs) {
    return Wiring.rtt(rttMs)
        .rate(BITS_PER_SECOND)
        .sysctl("net.ipv4.tcp_rmem", "4096 2097152 6291456");
  }

  private RampScenarios() {}

  static List<Scenario> all() {
    return List.of(
        ramp("cubic", 3),
        ramp("cubic", 10),
        ramp("cubic", 30),
        ramp("reno", 3),
        ramp("reno", 10),
        ramp("bbr", 10),
        ramp("bbr", 30),
        endedByLoss(),
        endedByQueue(),
        brief(),
        upload(),
        afterPause("idle-restart", 1500, true, 1),
        afterPause("idle-no-restart", 1500, false, 0),
        afterPause("idle-short-pause", 120, true, 0));
  }

  /** Asks once for each of the server's messages, with a pause between them. */
  private static Script asking(int messages, int messageBytes, int pauseMs) {
    return me -> {
      Connection c = me.connect();
      for (int i = 0; i < messages; i++) {
        if (i > 0) {
          me.sleepMs(pauseMs);
        }
        c.round(
            () -> {
              c.send(REQUEST_BYTES);
              c.receive(messageBytes);
            });
      }
      c.receiveToEnd();
      c.close();
    };
  }

  private static Script serving(int messages, int messageBytes) {
    return me -> {
      Connection c = me.accept();
      c.sample();
      for (int i = 0; i < messages; i++) {
        c.receive(REQUEST_BYTES);
        c.send(messageBytes);
      }
      c.finish();
    };
  }

  private static Scenario download(
      String name, String what, Wiring wiring, int bytes, Expectation expectation) {
    return Scenario.of(
        name,
        what,
        wiring,
        View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN),
        asking(1, bytes, 0),
        serving(1, bytes),
        expectation);
  }

  /** A ramp's set-up is a fair part of a life of a few round trips. */
  private static Expectation aRamp(Check check) {
    return Expectation.close("graceful", "server")
        .undecided("handshake-cost")
        .present("slow-start-ramp")
        .check(check);
  }

  static SendingSamples sent(Outcome.Side side) throws Disagreement {
    if (side.log().samples().size() != 1) {
      throw new Disagreement(side.log().samples().size() + " connections sampled");
    }
    return side.log().samples().get(0);
  }

  /** The first flight, and why slow start ended, as the kernel has it. */
  static void starts(SendingSamples sent, int initialWindow, End... ends) throws Disagreement {
    Long first = sent.initialWindowSegments();
    within("initial window", first == null ? -1 : first, initialWindow, initialWindow);
    if (!List.of(ends).contains(sent.slowStartEnd())) {
      throw new Disagreement("slow start ended by " + sent.slowStartEnd().label());
    }
  }

  private static void nothingLost(Outcome o) throws Disagreement {
    within("segments again", o.server().counters().get("TcpRetransSegs"), 0, 0);
  }

  private static Scenario ramp(String congestionControl, int initialWindow) {
    return download(
        "ramp-iw" + initialWindow + "-" + congestionControl,
        "A download of 300 kB over 60 ms of RTT with an initial window of "
            + initialWindow
            + " segments and "
            + congestionControl
            + ".",
        wide(RTT_MS).congestionControl(congestionControl).initialWindow(initialWindow),
        DOWNLOAD_BYTES,
        aRamp(
            o -> {
              nothingLost(o);
              starts(sent(o.server()), initialWindow, End.TRANSFER_END, End.GROWTH_STOPPED);
            }));
  }

  private static Scenario endedByLoss() {
    int lost = 130;
    return download(
        "ramp-loss",
        "A download of 600 kB over 60 ms of RTT and 100 Mbit/s whose slow start ends when its "
            + lost
            + "th segment is lost.",
        wide(RTT_MS)
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the server's " + lost + "th data segment",
                            SERVER_TO_CLIENT,
                            Segment::isData,
                            Verdict.LOST_AFTER_MIDDLE,
                            lost))),
        2 * DOWNLOAD_BYTES,
        aRamp(
            o -> {
              within("segments again", o.server().counters().get("TcpRetransSegs"), 1, 2);
              starts(sent(o.server()), 10, End.LOSS);
            }));
  }

  private static Scenario endedByQueue() {
    return download(
        "ramp-hystart",
        "A download of 700 kB over 60 ms of RTT and 10 Mbit/s: the queue before the bottleneck"
            + " grows, and HyStart ends slow start before anything is lost.",
        wide(RTT_MS).download(10_000_000, 300_000),
        700_000,
        aRamp(
            o -> {
              nothingLost(o);
              starts(sent(o.server()), 10, End.GROWTH_STOPPED);
            }));
  }

  private static Scenario brief() {
    return download(
        "ramp-brief",
        "A download of 60 kB over 100 ms of RTT and 10 Mbit/s: it is over before slow start is.",
        wide(100).rate(10_000_000),
        60_000,
        aRamp(
            o -> {
              nothingLost(o);
              starts(sent(o.server()), 10, End.TRANSFER_END);
            }));
  }

  private static Scenario upload() {
    return Scenario.of(
        "ramp-upload",
        "An upload of 300 kB over 60 ms of RTT and 100 Mbit/s, answered with 200 bytes.",
        wide(RTT_MS),
        View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN),
        me -> {
          Connection c = me.connect();
          c.sample();
          c.round(
              () -> {
                c.send(DOWNLOAD_BYTES);
                c.receive(REQUEST_BYTES);
              });
          c.finish();
        },
        me -> {
          Connection c = me.accept();
          c.receive(DOWNLOAD_BYTES);
          c.send(REQUEST_BYTES);
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .undecided("handshake-cost")
            .present("slow-start-ramp")
            .check(o -> starts(sent(o.client()), 10, End.TRANSFER_END, End.GROWTH_STOPPED)));
  }

  private static Scenario afterPause(String name, int pauseMs, boolean restart, int restarts) {
    int bytes = 150_000;
    return Scenario.of(
        name,
        "Two downloads of 150 kB on one connection over 40 ms of RTT, "
            + (pauseMs / 1000.0)
            + " s apart, with slow start after idle "
            + (restart ? "on." : "off."),
        wide(40).sysctl(AFTER_IDLE, restart ? "1" : "0"),
        View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN),
        asking(2, bytes, pauseMs),
        serving(2, bytes),
        Expectation.close("graceful", "server")
            .longLived()
            .check(
                o -> {
                  nothingLost(o);
                  within("restarts", sent(o.server()).restarts(), restarts, restarts);
                  starts(
                      sent(o.server()), 10, End.TRANSFER_END, End.GROWTH_STOPPED, End.APPLICATION);
                }));
  }
}
