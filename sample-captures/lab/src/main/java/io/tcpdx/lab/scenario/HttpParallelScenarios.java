package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.Simultaneous;
import io.tcpdx.lab.program.UserAgent;
import java.util.ArrayList;
import java.util.List;

/** Many connections of one client to one server at once. */
final class HttpParallelScenarios {

  private static final int CONNECTIONS = 10;
  private static final String PARALLEL = "parallel-connections";

  /** Headers and HTTP's heads whole, bodies not. */
  private static final int HEADS_ONLY = 300;

  private HttpParallelScenarios() {}

  static List<Scenario> all() {
    return List.of(ten(), competing(), six());
  }

  /** A server that takes so many connections and answers all requests of each, side by side. */
  static Script answeringAtOnce(int connections, HttpMessage response) {
    return me -> {
      List<Script> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Connection accepted = me.accept();
        parts.add(
            part -> {
              OriginServer server = OriginServer.on(part, accepted);
              while (server.request() != null) {
                part.sleepMs(HttpRuns.QUICK_MS);
                server.answer(response);
              }
              server.close();
            });
      }
      Simultaneous.run(me, parts);
    };
  }

  /** A client that opens so many connections and then asks on all of them at once. */
  private static Script askingAtOnce(int connections, int each) {
    return me -> {
      List<Script> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        UserAgent agent = UserAgent.connect(me);
        String target = "/image" + i + "-";
        parts.add(
            part -> {
              for (int j = 0; j < each; j++) {
                agent.exchange(HttpMessage.get(target + j));
              }
              agent.close();
            });
      }
      me.cue("connected");
      Simultaneous.run(me, parts);
    };
  }

  private static Scenario ten() {
    return Scenario.of(
        "http-parallel-10",
        "Ten connections at once, each with three small GETs.",
        link(),
        everywhere(),
        askingAtOnce(CONNECTIONS, 3),
        answeringAtOnce(CONNECTIONS, HttpMessage.ok(1500)),
        ends("graceful", "client", "keep-alive-reuse")
            .present(PARALLEL)
            .check(exchanged(3 * CONNECTIONS, 3 * CONNECTIONS)));
  }

  private static Scenario six() {
    return Scenario.of(
        "http-parallel-6",
        "Six connections at once, each with three small GETs: as many as browsers open.",
        link(),
        everywhere(),
        askingAtOnce(6, 3),
        answeringAtOnce(6, HttpMessage.ok(1500)),
        ends("graceful", "client", "keep-alive-reuse").check(exchanged(18, 18)));
  }

  private static Scenario competing() {
    return Scenario.of(
        "http-parallel-competing",
        "Ten downloads of 80 kB at once through a bottleneck of 10 Mbit/s with a queue of 40 kB:"
            + " they take the link from one another, and nothing is gained.",
        link().download(10_000_000, 40_000),
        HttpRuns.atClient().snaplen(HEADS_ONLY),
        askingAtOnce(CONNECTIONS, 1),
        answeringAtOnce(CONNECTIONS, HttpMessage.ok(80_000)),
        ends("graceful", "client", "retransmission", "slow-server", "slow-start-ramp")
            .present(PARALLEL)
            .check(exchanged(CONNECTIONS, CONNECTIONS)));
  }
}
