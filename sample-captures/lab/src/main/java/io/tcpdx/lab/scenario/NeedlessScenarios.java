package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.link.Verdict.LOST_AFTER_MIDDLE;
import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.Transfers.RTT_MS;
import static io.tcpdx.lab.scenario.Transfers.again;
import static io.tcpdx.lab.scenario.Transfers.counted;
import static io.tcpdx.lab.scenario.Transfers.download;
import static io.tcpdx.lab.scenario.Transfers.lost;
import static io.tcpdx.lab.scenario.Transfers.onLink;
import static io.tcpdx.lab.scenario.Transfers.onServerData;

import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.scenario.Expectation.Check;
import java.util.List;
import java.util.function.Supplier;

/** All data arrives: what looks like loss is reordering, duplication, or a sender's mistake. */
final class NeedlessScenarios {

  private static final int BYTES = 200_000;
  private static final long MS = 1_000_000;

  private NeedlessScenarios() {}

  static List<Scenario> all() {
    return List.of(
        reorderSlight(),
        reorderFar(),
        duplicates("duplicate-network", "at once", 0),
        duplicates("duplicate-network-late", "90 ms later, behind their successors", 90 * MS),
        spuriousTimeout("spurious-timeout", "", Wiring.rtt(RTT_MS)),
        spuriousTimeout(
            "spurious-timeout-no-timestamps",
            ", without timestamps",
            Wiring.rtt(RTT_MS).sysctl("net.ipv4.tcp_timestamps", "0")),
        spuriousTimeout(
            "spurious-timeout-no-frto",
            ", without timestamps and without F-RTO",
            Wiring.rtt(RTT_MS)
                .sysctl("net.ipv4.tcp_timestamps", "0")
                .sysctl("net.ipv4.tcp_frto", "0")),
        Transfers.withAcksLost(acksLost()),
        Transfers.withAcksLost(allAcksLost()));
  }

  private static Scenario harmless(String name, String what, Supplier<Fault> fault, Check check) {
    Wiring wiring = Wiring.rtt(RTT_MS).with(stage -> List.of(fault.get()));
    return download(name, what, BYTES, wiring, check);
  }

  private static Scenario reorderSlight() {
    return download(
        "reorder-slight",
        "A download of 200 kB through 20 Mbit/s over 40 ms of RTT in which every twentieth data"
            + " segment arrives 1 ms late, behind one or two successors.",
        BYTES,
        Wiring.rtt(RTT_MS)
            .download(20_000_000, 1_000_000)
            .with(
                stage ->
                    List.of(
                        Faults.every(
                            "delays each 20th data segment of the server by 1 ms",
                            SERVER_TO_CLIENT,
                            Segment::isData,
                            Verdict.delayed(MS),
                            20))),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 0, 0);
          within("reordered", onLink(o.server()).reordered(), 3, 10);
        });
  }

  private static Scenario reorderFar() {
    return harmless(
        "reorder-far",
        "A download of 200 kB over 40 ms of RTT in which two data segments arrive 70 ms late: the"
            + " sender takes them for lost, and DSACKs tell it that they were not.",
        () ->
            onServerData(
                "delays the server's data segments 40 and 100 by 70 ms",
                Verdict.delayed(70 * MS),
                40,
                100),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 1, 20);
          within("reordered", onLink(o.server()).reordered(), 1, 2);
          counted(o.server(), "TCPFastRetrans", 1, 20);
          counted(o.server(), "TCPDSACKRecv", 1, 20);
        });
  }

  private static Scenario duplicates(String name, String when, long copyDelayNs) {
    return harmless(
        name,
        "A download of 200 kB over 40 ms of RTT in which the network delivers each tenth data segment"
            + " twice, the copy "
            + when
            + ".",
        () ->
            Faults.every(
                "duplicates each 10th data segment of the server",
                SERVER_TO_CLIENT,
                Segment::isData,
                Verdict.duplicated(copyDelayNs),
                10),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 0, 0);
          within("duplicated", onLink(o.server()).duplicated(), 8, 14);
        });
  }

  private static Scenario spuriousTimeout(String name, String how, Wiring wiring) {
    return download(
        name,
        "A download of 200 kB over 40 ms of RTT"
            + how
            + " in which the path holds all data for 700 ms:"
            + " the timer fires, and all that it sends again had only been late.",
        BYTES,
        wiring.with(stage -> List.of(Faults.holds(SERVER_TO_CLIENT, 60, 700 * MS))),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 1, 120);
          counted(o.server(), "TCPTimeouts", 1, 3);
        });
  }

  private static Scenario acksLost() {
    return harmless(
        "loss-acks",
        "A download of 200 kB over 40 ms of RTT in which 30 % of the client's ACKs are lost: later ones"
            + " say as much, and nothing is sent again.",
        () ->
            Faults.random(
                "loses client segments without data at random, p=0.3, seed 5",
                CLIENT_TO_SERVER,
                segment -> !segment.isData() && !segment.isSyn() && !segment.isFin(),
                LOST_AFTER_MIDDLE,
                0.3,
                5),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 0, 1);
          within("lost ACKs", o.lostSegments(), 10, 60);
        });
  }

  private static Scenario allAcksLost() {
    return harmless(
        "loss-acks-all",
        "A download of 200 kB over 40 ms of RTT in which all of the client's ACKs are lost for 600 ms:"
            + " the timer fires although all data has arrived.",
        () -> Faults.darkBehind(SERVER_TO_CLIENT, 60, 600 * MS),
        o -> {
          lost(o.server(), 0, 0);
          again(o.server(), 1, 120);
          counted(o.server(), "TCPTimeouts", 1, 3);
        });
  }
}
