package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** Connections that serve one request each, and why; and connections that are kept. */
final class HttpReuseScenarios {

  private static final int REQUESTS = 8;
  private static final int PAGE_BYTES = 3000;
  private static final String NOT_REUSED = "connection-not-reused";
  private static final String SERIAL = "serial-requests";
  private static final String REUSE = "keep-alive-reuse";
  private static final String CLOSE = "Connection: close";
  private static final String KEEP_ALIVE = "Connection: keep-alive";
  private static final String HTTP_1_0 = "HTTP/1.0";

  private HttpReuseScenarios() {}

  static List<Scenario> all() {
    return List.of(
        noLength(),
        connectionClose(),
        clientClose(),
        withoutKeepAlive(),
        withKeepAlive(),
        serial(),
        kept(),
        twoPersistent(),
        unused());
  }

  /** Asks {@link #REQUESTS} times, each on a connection of its own that the server closes. */
  private static Script askingApart(HttpMessage request) {
    return me -> {
      for (int i = 0; i < REQUESTS; i++) {
        UserAgent agent = UserAgent.connect(me);
        agent.exchange(request);
        agent.closeAfterPeer();
      }
    };
  }

  private static Scenario apart(
      String name, String what, HttpMessage request, HttpMessage response) {
    return Scenario.of(
        name,
        what,
        link(),
        everywhere(),
        askingApart(request),
        HttpRuns.answeringOnce(REQUESTS, response),
        ends("graceful", "server", SERIAL)
            .present(NOT_REUSED)
            .check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario noLength() {
    return apart(
        "http-no-length",
        "Eight GETs whose answers have no length, so that only the close can end them: each needs a"
            + " connection of its own.",
        HttpMessage.get("/page"),
        HttpMessage.response(200, "OK").field("Content-Type: text/plain").bytes(PAGE_BYTES));
  }

  private static Scenario connectionClose() {
    return apart(
        "http-connection-close",
        "Eight GETs, each answered with Connection: close: a connection each.",
        HttpMessage.get("/page"),
        HttpMessage.ok(PAGE_BYTES).field(CLOSE));
  }

  private static Scenario clientClose() {
    return apart(
        "http-client-close",
        "Eight GETs of a client that sends Connection: close with each: the server does as told.",
        HttpMessage.get("/page").field(CLOSE),
        HttpMessage.ok(PAGE_BYTES).field(CLOSE));
  }

  private static Scenario withoutKeepAlive() {
    return apart(
        "http10-no-keep-alive",
        "Eight GETs of HTTP/1.0 without keep-alive, one connection each.",
        HttpMessage.get("/page").version(HTTP_1_0),
        HttpMessage.ok(PAGE_BYTES).version(HTTP_1_0));
  }

  private static Scenario withKeepAlive() {
    return Scenario.of(
        "http10-keep-alive",
        "Eight GETs of HTTP/1.0 with Connection: keep-alive on both sides, on one connection.",
        link(),
        everywhere(),
        asking(REQUESTS, HttpMessage.get("/page").version(HTTP_1_0).field(KEEP_ALIVE)),
        HttpRuns.answering(1, HttpMessage.ok(PAGE_BYTES).version(HTTP_1_0).field(KEEP_ALIVE)),
        ends("graceful", "client").present(REUSE).check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Script asking(int times, HttpMessage request) {
    return me -> {
      UserAgent agent = UserAgent.connect(me);
      for (int i = 0; i < times; i++) {
        agent.exchange(request);
      }
      agent.close();
    };
  }

  private static Scenario serial() {
    int requests = 10;
    return Scenario.of(
        "http-serial-connections",
        "Ten GETs one after another, each on a connection of its own that the client closes, though"
            + " both sides could keep it.",
        link(),
        everywhere(),
        me -> {
          for (int i = 0; i < requests; i++) {
            UserAgent agent = UserAgent.connect(me);
            agent.exchange(HttpMessage.get("/image" + i));
            agent.close();
          }
        },
        HttpRuns.answering(requests, HttpMessage.ok(PAGE_BYTES)),
        ends("graceful", "client")
            .present(NOT_REUSED, SERIAL)
            .check(exchanged(requests, requests)));
  }

  private static Scenario kept() {
    return Scenario.of(
        "http-kept-connection",
        "The work of http-serial-connections on one connection that is kept.",
        link(),
        everywhere(),
        asking(10, HttpMessage.get("/image")),
        HttpRuns.answering(1, HttpMessage.ok(PAGE_BYTES)),
        ends("graceful", "client").present(REUSE).check(exchanged(10, 10)));
  }

  private static Scenario twoPersistent() {
    int each = 6;
    return Scenario.of(
        "http-two-persistent",
        "Two kept connections side by side, six GETs on each, as RFC 9112 has it: nothing to find.",
        link(),
        everywhere(),
        me -> {
          UserAgent one = UserAgent.connect(me);
          UserAgent other = UserAgent.connect(me);
          for (int i = 0; i < each; i++) {
            one.send(HttpMessage.get("/left" + i));
            other.send(HttpMessage.get("/right" + i));
            one.receive();
            other.receive();
          }
          one.close();
          other.close();
        },
        HttpParallelScenarios.answeringAtOnce(2, HttpMessage.ok(PAGE_BYTES)),
        ends("graceful", "client").present(REUSE).check(exchanged(2 * each, 2 * each)));
  }

  private static Scenario unused() {
    return Scenario.of(
        "http-unused-connection",
        "A client that opens two connections, as browsers do ahead of need, asks five times on one"
            + " and closes the other unused.",
        link(),
        atClient(),
        me -> {
          UserAgent used = UserAgent.connect(me);
          UserAgent unused = UserAgent.connect(me);
          for (int i = 0; i < 5; i++) {
            used.exchange(HttpMessage.get("/page" + i));
          }
          used.close();
          unused.close();
        },
        HttpParallelScenarios.answeringAtOnce(2, HttpMessage.ok(PAGE_BYTES)),
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }
}
