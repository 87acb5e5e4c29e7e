package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.RampScenarios.sent;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.SendingSamples;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import java.util.List;

/** Who or what holds a sender that could send more: the receiver's window, or its own program. */
final class WindowScenarios {

  private static final int REQUEST_BYTES = 200;
  private static final int SNAPLEN = 128;

  /** A receive buffer of two to five segments, so that little data closes its window. */
  private static final String SMALL_BUFFER = "4096 8192 8192";

  private static final String RECEIVE_BUFFER = "net.ipv4.tcp_rmem";

  /** What the sender's kernel and the receiver's program may differ by. */
  private static final long SLACK_MS = 3;

  private static final int ROUND_TRIPS_TO_FILL = 7;

  private WindowScenarios() {}

  static List<Scenario> all() {
    return List.of(
        windowLimited(),
        zeroWindow(),
        zeroWindowRepeated(),
        zeroWindowLong(),
        smallReceiveBuffer(),
        smallReceiveBufferUpload(),
        applicationLimited(),
        paced());
  }

  private static View everywhere() {
    return View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN);
  }

  private static Scenario windowLimited() {
    int writes = 40;
    int writeBytes = 1000;
    return Scenario.of(
        "window-limited",
        "A sender with TCP_NODELAY against a small receive buffer that is emptied slowly: the window"
            + " holds it up, not Nagle.",
        Wiring.rtt(20).sysctl(RECEIVE_BUFFER, SMALL_BUFFER),
        everywhere(),
        me -> {
          Connection c = me.connect(s -> s.noDelay(true));
          c.sample();
          for (int i = 0; i < writes; i++) {
            c.send(writeBytes);
          }
          c.finish();
        },
        me -> {
          Connection c = me.accept();
          do {
            me.sleepMs(40);
          } while (c.receiveAtMost(1500) > 0);
          c.close();
        },
        Expectation.close("graceful", "client")
            .longLived()
            .check(o -> held(sent(o.client()), 0.5, 1)));
  }

  /** The receive window held the sender for that part of the time that it had data. */
  private static void held(SendingSamples sent, double least, double most) throws Disagreement {
    double share = sent.receiveWindowShare();
    if (share < least || share > most) {
      throw new Disagreement("receive window limits " + share + " of the time");
    }
  }

  /** Reads nothing for a while, and tells so in the log; then reads on. */
  private static void pauseReading(Peer me, int milliseconds) {
    me.log().event("stops reading");
    me.sleepMs(milliseconds);
    me.log().event("reads again");
  }

  private static Scenario stalling(
      String name,
      String what,
      double rttMs,
      int bytes,
      int pauses,
      int pauseMs,
      int readsBetween) {
    return Scenario.of(
        name,
        what,
        Wiring.rtt(rttMs).sysctl(RECEIVE_BUFFER, SMALL_BUFFER),
        everywhere(),
        me -> {
          Connection c = me.connect();
          c.sample();
          c.send(bytes);
          c.finish();
        },
        me -> {
          Connection c = me.accept();
          for (int i = 0; i < pauses; i++) {
            pauseReading(me, pauseMs);
            if (i < pauses - 1) {
              c.receive(readsBetween);
            }
          }
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .undecided("handshake-cost", "delayed-ack", "slow-start-ramp")
            .check(o -> closed(o, rttMs, pauses, pauseMs)));
  }

  /** The sender saw the window closed, each time for nearly as long as nobody read. */
  private static void closed(Outcome o, double rttMs, int pauses, int pauseMs) throws Disagreement {
    within("windows closed", o.server().counters().get("TcpExtTCPToZeroWindowAdv"), pauses, pauses);
    List<Long> closedNs = sent(o.client()).zeroWindowNs();
    within("windows that the sender saw closed", closedNs.size(), pauses, pauses);
    for (long ns : closedNs) {
      // It takes a few round trips until the buffer is full.
      long fullMs = pauseMs - (long) (ROUND_TRIPS_TO_FILL * rttMs);
      within("milliseconds of a closed window", ns / 1_000_000, fullMs, pauseMs + SLACK_MS);
    }
  }

  private static Scenario zeroWindow() {
    return stalling(
        "zero-window",
        "A receiver that reads nothing for two seconds: the window closes, and the sender probes it.",
        20,
        30_000,
        1,
        2000,
        0);
  }

  private static Scenario zeroWindowRepeated() {
    return stalling(
        "zero-window-repeated",
        "A receiver that stops reading three times for a second, over 80 ms of RTT: the window closes"
            + " each time.",
        80,
        60_000,
        3,
        1000,
        16_000);
  }

  private static Scenario zeroWindowLong() {
    return stalling(
        "zero-window-long",
        "A receiver that reads nothing for seven seconds: the sender probes its closed window, each"
            + " time after twice as long.",
        20,
        30_000,
        1,
        7000,
        0);
  }

  private static Scenario smallReceiveBuffer() {
    int bytes = 250_000;
    return Scenario.of(
        "small-receive-buffer",
        "A download of 250 kB over 80 ms of RTT into a receive buffer of 16 kB (SO_RCVBUF), read as"
            + " fast as it comes: the window is far too small for the path.",
        Wiring.rtt(80),
        everywhere(),
        me -> {
          Connection c = me.connect(s -> s.receiveBuffer(16_000));
          c.round(
              () -> {
                c.send(REQUEST_BYTES);
                c.receive(bytes);
              });
          c.receiveToEnd();
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.sample();
          c.receive(REQUEST_BYTES);
          c.send(bytes);
          c.finish();
        },
        Expectation.close("graceful", "server")
            .longLived()
            .check(o -> held(sent(o.server()), 0.8, 1)));
  }

  private static Scenario smallReceiveBufferUpload() {
    int bytes = 250_000;
    return Scenario.of(
        "small-receive-buffer-upload",
        "An upload of 250 kB over 40 ms of RTT to a server whose sockets have 24 kB of receive"
            + " buffer, read as fast as it comes.",
        Wiring.rtt(40).sysctl(RECEIVE_BUFFER, "4096 24576 24576"),
        everywhere(),
        me -> {
          Connection c = me.connect();
          c.sample();
          c.send(bytes);
          c.finish();
        },
        me -> {
          Connection c = me.accept();
          c.receiveToEnd();
          c.close();
        },
        Expectation.close("graceful", "client")
            .longLived()
            .check(o -> held(sent(o.client()), 0.8, 1)));
  }

  private static Scenario applicationLimited() {
    int writes = 15;
    int writeBytes = 20_000;
    return Scenario.of(
        "application-limited",
        "A server that has 20 kB to send every 50 ms, over 40 ms of RTT, with TCP_NODELAY: no window"
            + " holds it, it has no more.",
        Wiring.rtt(40),
        everywhere(),
        me -> {
          Connection c = me.connect();
          c.round(
              () -> {
                c.send(REQUEST_BYTES);
                c.receive(writes * writeBytes);
              });
          c.receiveToEnd();
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.socket().noDelay(true);
          c.sample();
          c.receive(REQUEST_BYTES);
          for (int i = 0; i < writes; i++) {
            c.send(writeBytes);
            me.sleepMs(50);
          }
          c.finish();
        },
        Expectation.close("graceful", "server")
            .longLived()
            .check(o -> held(sent(o.server()), 0, 0)));
  }

  private static Scenario paced() {
    int bytes = 250_000;
    return Scenario.of(
        "paced-sender",
        "A download of 250 kB over 40 ms of RTT whose sender spreads it over time"
            + " (SO_MAX_PACING_RATE, 500 kB/s): its own pace holds it, no window does.",
        Wiring.rtt(40),
        everywhere(),
        me -> {
          Connection c = me.connect();
          c.round(
              () -> {
                c.send(REQUEST_BYTES);
                c.receive(bytes);
              });
          c.receiveToEnd();
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.socket().maxPacingRate(500_000);
          c.sample();
          c.receive(REQUEST_BYTES);
          c.send(bytes);
          c.finish();
        },
        Expectation.close("graceful", "server")
            .longLived()
            .check(o -> held(sent(o.server()), 0, 0)));
  }
}
