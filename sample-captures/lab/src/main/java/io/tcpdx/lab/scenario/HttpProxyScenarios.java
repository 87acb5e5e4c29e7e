package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.BlindRelay;
import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Simultaneous;
import io.tcpdx.lab.program.UserAgent;
import io.tcpdx.lab.sys.Address;
import io.tcpdx.lab.sys.TcpSocket;
import java.util.List;

/**
 * A proxy between client and origin, both of whose legs pass the same link: the proxy runs on the
 * server's host, the origin beside the client. A capture in the middle shows all four directions.
 */
final class HttpProxyScenarios {

  private static final Address ORIGIN = new Address("10.7.0.1", 8001);
  private static final int REQUESTS = 3;
  private static final String HOP_BY_HOP = "hop-by-hop-forwarded";
  private static final String PROXY_CONNECTION = "proxy-connection";
  private static final String REUSE = "keep-alive-reuse";
  private static final String VIA = "Via: 1.1 proxy.lab";
  private static final HttpMessage PAGE = HttpMessage.ok(900);

  private HttpProxyScenarios() {}

  static List<Scenario> all() {
    return List.of(
        dumb(),
        forwarding(
            "http-hop-by-hop-forwarded",
            "A proxy adds Via, and hands on Connection and the fields that it names, Keep-Alive and"
                + " X-Secret, which were for the proxy alone.",
            HttpProxyScenarios::toProxy,
            target -> withHopByHop(HttpMessage.get(target)).field(VIA),
            ends("graceful", "client", REUSE).present(HOP_BY_HOP)),
        forwarding(
            "http-well-behaved-proxy",
            "The same requests through a proxy that removes Connection and what it names.",
            HttpProxyScenarios::toProxy,
            target -> HttpMessage.get(target).field(VIA),
            ends("graceful", "client", REUSE)),
        forwarding(
            "http-post-through-proxy",
            "POSTs through a proxy: the same request on both legs, before it was answered on the"
                + " first, is no retry.",
            target -> HttpMessage.post("http://lab.example" + target, 60),
            target -> HttpMessage.post(target, 60).field(VIA),
            ends("graceful", "client", REUSE)),
        forwarding(
            "http-proxy-connection",
            "A client that sends Proxy-Connection to its proxy, which drops it.",
            HttpProxyScenarios::withProxyConnection,
            target -> HttpMessage.get(target).field(VIA),
            ends("graceful", "client", REUSE).present(PROXY_CONNECTION)),
        forwarding(
            "http-proxy-connection-forwarded",
            "A client that sends Proxy-Connection to its proxy, which hands it on to the origin.",
            HttpProxyScenarios::withProxyConnection,
            target -> HttpMessage.get(target).field("Proxy-Connection: keep-alive").field(VIA),
            ends("graceful", "client", REUSE).present(PROXY_CONNECTION, HOP_BY_HOP)));
  }

  private static HttpMessage toProxy(String target) {
    return withHopByHop(HttpMessage.get("http://lab.example" + target));
  }

  private static HttpMessage withHopByHop(HttpMessage request) {
    return request
        .field("Connection: X-Secret, Keep-Alive")
        .field("Keep-Alive: timeout=30")
        .field("X-Secret: 42");
  }

  private static HttpMessage withProxyConnection(String target) {
    return HttpMessage.get("http://lab.example" + target).field("Proxy-Connection: keep-alive");
  }

  /** Makes the request for a target. */
  private interface Asking {
    HttpMessage request(String target);
  }

  private static Scenario forwarding(
      String name, String what, Asking toProxy, Asking onward, Expectation expectation) {
    return Scenario.of(
        name,
        what,
        link(),
        View.from(Vantage.BETWEEN),
        me -> {
          TcpSocket listener = me.listenAt(ORIGIN);
          me.cue("origin listens");
          Simultaneous.run(
              me,
              List.of(
                  part -> askThrough(part, toProxy),
                  part -> answerAll(OriginServer.on(part, part.accept(listener)))));
        },
        me -> {
          me.awaitCue("origin listens");
          forward(me, onward);
        },
        expectation.connections(2).check(exchanged(2 * REQUESTS, 2 * REQUESTS)));
  }

  private static void askThrough(Peer me, Asking asking) throws Exception {
    UserAgent agent = UserAgent.connect(me);
    for (int i = 0; i < REQUESTS; i++) {
      agent.exchange(asking.request("/page" + i));
    }
    agent.close();
  }

  private static void answerAll(OriginServer origin) throws Exception {
    origin.answerAll(PAGE);
    origin.close();
  }

  /** The proxy: asks the origin what it was asked, and hands the answers back. */
  private static void forward(Peer me, Asking onward) throws Exception {
    OriginServer toClient = OriginServer.accept(me);
    UserAgent toOrigin = UserAgent.on(me, me.connect(ORIGIN, s -> s.noDelay(true)), ORIGIN.port());
    for (int i = 0; toClient.request() != null; i++) {
      toOrigin.exchange(onward.request("/page" + i));
      toClient.answer(PAGE.field(VIA));
    }
    toOrigin.close();
    toClient.close();
  }

  private static Scenario dumb() {
    HttpMessage request =
        HttpMessage.get("/page").version("HTTP/1.0").field("Connection: keep-alive");
    HttpMessage response =
        PAGE.version("HTTP/1.0").field("Connection: keep-alive").field("Keep-Alive: timeout=3");
    return Scenario.of(
        "http-dumb-proxy",
        "A relay hands on Connection: keep-alive both ways without understanding it, and waits for"
            + " the origin to close; the client's next request on the connection hangs until the"
            + " origin's time-out of 3 s, and a reset answers it.",
        link(),
        View.from(Vantage.BETWEEN),
        me -> {
          TcpSocket listener = me.listenAt(ORIGIN);
          me.cue("origin listens");
          Simultaneous.run(
              me,
              List.of(
                  part -> {
                    UserAgent agent = UserAgent.connect(part);
                    agent.exchange(request);
                    part.sleepMs(300);
                    agent.exchange(request);
                    agent.close();
                  },
                  part -> {
                    OriginServer origin = OriginServer.on(part, part.accept(listener));
                    origin.answerNext(response);
                    part.sleepMs(3000);
                    origin.close();
                  }));
        },
        me -> {
          me.awaitCue("origin listens");
          BlindRelay.relayOne(me, ORIGIN);
        },
        ends(null, null, HOP_BY_HOP, REUSE, "slow-server", "reset-data-loss")
            .present("blind-relay")
            .connections(2)
            .check(HttpRuns.exchangedAndReset(2, 1)));
  }
}
