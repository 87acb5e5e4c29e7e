package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.LinkTally;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.scenario.Expectation.Check;
import io.tcpdx.lab.scenario.Expectation.Disagreement;

/** One transfer over a link that harms it, and the figures by which its kernel is asked. */
final class Transfers {

  static final int REQUEST_BYTES = 200;
  static final double RTT_MS = 40;

  private static final int SNAPLEN = 128;

  private Transfers() {}

  static View everywhere(Vantage principal) {
    return View.fromEverywhere(principal).snaplen(SNAPLEN);
  }

  /**
   * The server sends {@code bytes} in one write and closes; the principal capture is the sender's.
   */
  static Scenario download(String name, String what, int bytes, Wiring wiring, Check check) {
    return Scenario.of(
        name,
        what,
        wiring,
        everywhere(Vantage.SERVER),
        me -> {
          Connection c = me.connect();
          c.round(
              () -> {
                c.send(REQUEST_BYTES);
                c.receiveToEnd();
              });
          c.close();
        },
        serving(bytes),
        harmed(
            "server",
            o -> {
              within("request again", o.client().segmentsAgain(), 0, 0);
              check.check(o);
            }));
  }

  private static Script serving(int bytes) {
    return me -> {
      Connection c = me.accept();
      c.receive(REQUEST_BYTES);
      c.send(bytes);
      c.finish();
    };
  }

  /** The client sends {@code bytes} in one write, and is answered. */
  static Scenario upload(String name, String what, int bytes, Wiring wiring, Check check) {
    return Scenario.of(
        name,
        what,
        wiring,
        everywhere(Vantage.CLIENT),
        me -> {
          Connection c = me.connect();
          c.round(
              () -> {
                c.send(bytes);
                c.receive(REQUEST_BYTES);
              });
          c.close();
        },
        me -> {
          Connection c = me.accept();
          c.receive(bytes);
          c.send(REQUEST_BYTES);
          c.receiveToEnd();
          c.close();
        },
        harmed("client", check));
  }

  /** What set-up costs, and how far slow start came, depends on the harm: nothing is stated. */
  static Expectation harmed(String initiator, Check check) {
    return Expectation.close("graceful", initiator)
        .undecided("handshake-cost", "slow-start-ramp", "receive-window-limited")
        .check(check);
  }

  /**
   * The same where ACKs are lost: a late one may be among them, and its data is sent again, so that
   * most captures cannot show that it was late.
   */
  static Scenario withAcksLost(Scenario scenario) {
    return scenario.expecting(
        scenario
            .expectation()
            .undecided(
                "handshake-cost", "slow-start-ramp", "receive-window-limited", "delayed-ack"));
  }

  static Fault onServerData(String what, Verdict verdict, int... which) {
    return Faults.nth(what, SERVER_TO_CLIENT, Segment::isData, verdict, which);
  }

  /** {@code count} ordinals from {@code first} on. */
  static int[] ordinals(int first, int count) {
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = first + i;
    }
    return chosen;
  }

  /** Segments with data or a FIN that a side sent again. */
  static void again(Outcome.Side side, long least, long most) throws Disagreement {
    within("segments again", side.segmentsAgain(), least, most);
  }

  /** A counter of the kernel's, without its {@code TcpExt}. */
  static void counted(Outcome.Side side, String counter, long least, long most)
      throws Disagreement {
    within(counter, side.counters().get("TcpExt" + counter), least, most);
  }

  /** What the link did to the data that a side sent. */
  static LinkTally onLink(Outcome.Side side) throws Disagreement {
    LinkTally tally = side.onLink();
    if (tally == null) {
      throw new Disagreement("no link counted");
    }
    return tally;
  }

  static void lost(Outcome.Side side, long least, long most) throws Disagreement {
    within("data lost on the link", onLink(side).lost(), least, most);
  }
}
