package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.link.Verdict.LOST_AFTER_MIDDLE;
import static io.tcpdx.lab.link.Verdict.LOST_BEFORE_MIDDLE;
import static io.tcpdx.lab.scenario.Transfers.RTT_MS;
import static io.tcpdx.lab.scenario.Transfers.again;
import static io.tcpdx.lab.scenario.Transfers.counted;
import static io.tcpdx.lab.scenario.Transfers.download;
import static io.tcpdx.lab.scenario.Transfers.lost;
import static io.tcpdx.lab.scenario.Transfers.onServerData;
import static io.tcpdx.lab.scenario.Transfers.ordinals;
import static io.tcpdx.lab.scenario.Transfers.upload;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.scenario.Expectation.Check;
import java.util.List;

/** Loss in the midst of a transfer, where the receiver's ACKs tell of it. */
final class LossScenarios {

  private static final int BYTES = 200_000;
  private static final int LOST = 60;
  private static final int BURST = 8;
  private static final String NO_SACK = "net.ipv4.tcp_sack";
  private static final String NO_TIMESTAMPS = "net.ipv4.tcp_timestamps";

  private LossScenarios() {}

  static List<Scenario> all() {
    return List.of(
        single("loss-single-before", "lost before the middle", LOST_BEFORE_MIDDLE, plain()),
        burst("loss-burst", "lost behind the middle", LOST_AFTER_MIDDLE, plain(), sackRepairs()),
        burst(
            "loss-burst-before",
            "lost before the middle",
            LOST_BEFORE_MIDDLE,
            plain(),
            sackRepairs()),
        retransmissionLost(),
        randomOverSlowLink(),
        smallQueue(),
        single("loss-no-sack", "lost, without SACK", LOST_AFTER_MIDDLE, without(NO_SACK)),
        burst(
            "loss-burst-no-sack",
            "lost, without SACK",
            LOST_AFTER_MIDDLE,
            without(NO_SACK),
            o -> {
              lost(o.server(), BURST, BURST + 2);
              again(o.server(), BURST, 100);
            }),
        single(
            "loss-no-timestamps",
            "lost, without timestamps",
            LOST_AFTER_MIDDLE,
            without(NO_TIMESTAMPS)),
        single("loss-ipv6", "lost, over IPv6", LOST_AFTER_MIDDLE, plain().overIpv6()),
        lossyUpload(),
        superSegment());
  }

  private static Wiring plain() {
    return Wiring.rtt(RTT_MS);
  }

  private static Wiring without(String sysctl) {
    return plain().sysctl(sysctl, "0");
  }

  private static Scenario single(String name, String how, Verdict verdict, Wiring wiring) {
    return download(
        name,
        "A download of 200 kB over 40 ms of RTT in which one data segment is " + how + ".",
        BYTES,
        wiring.with(
            stage -> List.of(onServerData("loses the server's 60th data segment", verdict, LOST))),
        o -> {
          lost(o.server(), 1, 1);
          again(o.server(), 1, 2);
          counted(o.server(), "TCPFastRetrans", 1, 1);
          counted(o.server(), "TCPTimeouts", 0, 0);
        });
  }

  private static Check sackRepairs() {
    return o -> {
      lost(o.server(), BURST, BURST);
      again(o.server(), BURST, BURST + 1);
      counted(o.server(), "TCPFastRetrans", BURST, BURST);
      counted(o.server(), "TCPTimeouts", 0, 0);
    };
  }

  private static Scenario burst(
      String name, String how, Verdict verdict, Wiring wiring, Check check) {
    return download(
        name,
        "A download of 200 kB over 40 ms of RTT in which eight data segments in a row are "
            + how
            + ".",
        BYTES,
        wiring.with(
            stage ->
                List.of(
                    onServerData(
                        "loses the server's data segments 60 to 67",
                        verdict,
                        ordinals(LOST, BURST)))),
        check);
  }

  private static Scenario retransmissionLost() {
    return download(
        "loss-of-retransmission",
        "A download of 200 kB over 40 ms of RTT in which a data segment is lost, and its"
            + " retransmission too.",
        BYTES,
        plain()
            .with(
                stage ->
                    List.of(
                        Faults.again(
                            "loses the server's 60th data segment twice",
                            SERVER_TO_CLIENT,
                            LOST_AFTER_MIDDLE,
                            LOST,
                            2))),
        o -> {
          lost(o.server(), 2, 2);
          again(o.server(), 2, 120);
        });
  }

  private static Scenario randomOverSlowLink() {
    return download(
        "loss-random-10mbit",
        "A download of 500 kB through 10 Mbit/s with a queue of 60 kB, over 40 ms of RTT, in which 1 %"
            + " of the data segments are lost at random.",
        500_000,
        plain()
            .download(10_000_000, 60_000)
            .with(
                stage ->
                    List.of(
                        Faults.random(
                            "loses server data at random, p=0.01, seed 9",
                            SERVER_TO_CLIENT,
                            Segment::isData,
                            LOST_AFTER_MIDDLE,
                            0.01,
                            9))),
        o -> {
          lost(o.server(), 2, 20);
          again(o.server(), 2, 40);
        });
  }

  private static Scenario smallQueue() {
    return download(
        "loss-small-queue",
        "A download of 300 kB through 5 Mbit/s with a queue of 20 kB, over 40 ms of RTT: slow start"
            + " overruns the queue.",
        300_000,
        plain().download(5_000_000, 20_000),
        o -> {
          lost(o.server(), 3, 200);
          again(o.server(), 3, 250);
        });
  }

  private static Scenario lossyUpload() {
    return upload(
        "loss-upload",
        "An upload of 200 kB over 40 ms of RTT in which three data segments are lost, one of them"
            + " before the middle.",
        BYTES,
        plain()
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the client's data segments 40 and 42",
                            CLIENT_TO_SERVER,
                            Segment::isData,
                            LOST_AFTER_MIDDLE,
                            40,
                            42),
                        Faults.nth(
                            "loses the client's 90th data segment",
                            CLIENT_TO_SERVER,
                            Segment::isData,
                            LOST_BEFORE_MIDDLE,
                            90))),
        o -> {
          lost(o.client(), 3, 3);
          again(o.client(), 3, 4);
          counted(o.client(), "TCPFastRetrans", 3, 3);
          counted(o.client(), "TCPTimeouts", 0, 0);
        });
  }

  private static Scenario superSegment() {
    return download(
        "loss-offload",
        "A download of 400 kB over 4 ms of RTT between devices with segmentation offload, in which"
            + " one super-segment is lost: many segments of the wire in one frame of the capture.",
        400_000,
        Wiring.rtt(4)
            .initialWindow(40)
            .over(Medium.TAP_OFFLOAD)
            .with(
                stage ->
                    List.of(
                        onServerData(
                            "loses the server's 7th frame with data", LOST_AFTER_MIDDLE, 7))),
        o -> {
          lost(o.server(), 1, 1);
          again(o.server(), 5, 60);
          counted(o.server(), "TCPTimeouts", 0, 0);
        });
  }
}
