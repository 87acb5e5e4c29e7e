package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.Script;
import java.util.List;
import java.util.Set;

/** Transfers: where ACKs are many, and only the kernel knows which were late. */
final class BulkScenarios {

  private static final int REQUEST_BYTES = 200;
  private static final int DOWNLOAD_BYTES = 300_000;
  private static final int SNAPLEN = 128;
  private static final long EXTRA_NS = 6_000_000;

  private BulkScenarios() {}

  static List<Scenario> all() {
    return List.of(bulk(), bufferbloat(), offload(), lossSingle(), lossRandom(), reorder());
  }

  private static final Script DOWNLOAD =
      me -> {
        Connection c = me.connect();
        c.round(
            () -> {
              c.send(REQUEST_BYTES);
              c.receiveToEnd();
            });
        c.close();
      };

  private static final Script SERVE =
      me -> {
        Connection c = me.accept();
        c.sample();
        c.receive(REQUEST_BYTES);
        c.send(DOWNLOAD_BYTES);
        c.finish();
      };

  private static Scenario download(
      String name, String what, Wiring wiring, Expectation.Check check) {
    return Scenario.of(
        name,
        what,
        wiring,
        View.fromEverywhere(Vantage.CLIENT).snaplen(SNAPLEN),
        DOWNLOAD,
        SERVE,
        Expectation.close("graceful", "server").longLived().check(check));
  }

  private static Scenario bulk() {
    return download(
        "bulk",
        "A download of 300 kB over 30 ms of RTT and 100 Mbit/s without loss.",
        Wiring.rtt(30).rate(100_000_000),
        o -> within("segments again", o.server().counters().get("TcpRetransSegs"), 0, 0));
  }

  private static Scenario bufferbloat() {
    return download(
        "bulk-bufferbloat",
        "A download of 300 kB through 2 Mbit/s behind a deep queue: the round trip grows by hundreds"
            + " of milliseconds, and no ACK is late for that.",
        Wiring.rtt(20).download(2_000_000, 400_000),
        o -> within("segments again", o.server().counters().get("TcpRetransSegs"), 0, 0));
  }

  private static Scenario offload() {
    return Scenario.of(
        "offload",
        "A download of 300 kB between neighbours with segmentation offload: the capture holds"
            + " super-segments that never travelled so.",
        Wiring.rtt(0).over(Medium.VETH),
        new View(Vantage.CLIENT, Set.of(Vantage.CLIENT, Vantage.SERVER), SNAPLEN, "", false, false),
        DOWNLOAD,
        SERVE,
        Expectation.close("graceful", "server").longLived());
  }

  private static Fault onServerData(String what, Verdict verdict, int... which) {
    return Faults.nth(what, SERVER_TO_CLIENT, Segment::isData, verdict, which);
  }

  private static Scenario lossSingle() {
    return download(
        "loss-single",
        "A download of 300 kB over 40 ms of RTT in which one data segment is lost.",
        Wiring.rtt(40)
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "loses the server's 60th data segment",
                            Verdict.LOST_AFTER_MIDDLE,
                            60))),
        o -> within("segments again", o.server().counters().get("TcpRetransSegs"), 1, 2));
  }

  private static Scenario lossRandom() {
    return download(
        "loss-random",
        "A download of 300 kB over 40 ms of RTT in which 2 % of the server's segments are lost at"
            + " random.",
        Wiring.rtt(40).with(stage -> List.of(Faults.random(SERVER_TO_CLIENT, 0.02, 7))),
        o -> within("segments again", o.server().counters().get("TcpRetransSegs"), 1, 30));
  }

  private static Scenario reorder() {
    return download(
        "reorder",
        "A download of 300 kB over 40 ms of RTT in which four data segments arrive 6 ms late, behind"
            + " their successors.",
        Wiring.rtt(40)
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "delays the server's data segments 25, 60, 95 and 130 by 6 ms",
                            Verdict.delayed(EXTRA_NS),
                            25,
                            60,
                            95,
                            130))),
        o -> within("lost segments", o.lostSegments(), 0, 0));
  }
}
