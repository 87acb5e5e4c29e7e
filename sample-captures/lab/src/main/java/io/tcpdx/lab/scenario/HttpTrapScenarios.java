package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.link.Direction;
import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.Connection;
import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.Simultaneous;
import io.tcpdx.lab.program.UserAgent;
import java.util.ArrayList;
import java.util.List;

/** Runs whose cause is another than it seems: a diagnosis of HTTP would blame the wrong one. */
final class HttpTrapScenarios {

  private static final String REUSE = "keep-alive-reuse";
  private static final String NOT_REUSED = "connection-not-reused";
  private static final String SERIAL = "serial-requests";
  private static final HttpMessage PAGE = HttpMessage.ok(800);
  private static final String[] PAGES = {"/page0", "/page1", "/page2", "/page3", "/page4"};

  private HttpTrapScenarios() {}

  static List<Scenario> all() {
    return List.of(
        requestLost(),
        answerLost(),
        lingeringCloses(),
        refusedUpload(),
        trailingLine(),
        forwarded(
            "http-proxy-own-connection",
            "Five GETs as an origin sees them from a proxy that says keep-alive for itself: Via and"
                + " X-Forwarded-For, and a Connection field that was never the client's.",
            HttpMessage.get("/page")
                .field("Via: 1.1 proxy.lab")
                .field("X-Forwarded-For: 192.0.2.7")
                .field("Connection: keep-alive")),
        proxyCloses(),
        proxiedWebSocket());
  }

  /** Loses the {@code n}-th data segment of a direction so many times. */
  private static Wiring losing(Direction direction, int n, int times) {
    return link()
        .with(
            stage -> {
              Fault fault =
                  Faults.again(
                      "loses data segment " + n + " of " + direction + ", " + times + " times",
                      direction,
                      Verdict.LOST_AFTER_MIDDLE,
                      n,
                      times);
              return List.of(fault);
            });
  }

  private static Scenario requestLost() {
    return Scenario.of(
        "http-request-lost",
        "Five GETs on one connection; the link loses the third and its next two copies, so that the"
            + " answer comes late: not the server's fault.",
        losing(Direction.CLIENT_TO_SERVER, 3, 3),
        everywhere(),
        HttpRuns.getting(PAGES),
        HttpRuns.answering(1, PAGE),
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }

  private static Scenario answerLost() {
    return Scenario.of(
        "http-answer-lost",
        "Five GETs on one connection; the link loses the third answer and its next two copies: seen"
            + " from the server, whose answer was there at once.",
        losing(Direction.SERVER_TO_CLIENT, 3, 3),
        View.from(Vantage.SERVER),
        HttpRuns.getting(PAGES),
        HttpRuns.answering(1, PAGE),
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }

  /** Answers one request on each of so many connections, and closes it 400 ms after its client. */
  private static Script lingering(int connections) {
    return me -> {
      List<Script> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        parts.add(
            part -> {
              Connection accepted = part.accept();
              OriginServer server = OriginServer.on(part, accepted);
              server.answerAll(PAGE);
              part.sleepMs(400);
              server.close();
            });
      }
      Simultaneous.run(me, parts);
    };
  }

  private static Scenario lingeringCloses() {
    int connections = 12;
    return Scenario.of(
        "http-lingering-closes",
        "Twelve GETs one after another, each on a connection that the client closes after the answer"
            + " and the server 400 ms later: never more than one was in use.",
        link(),
        everywhere(),
        me -> {
          for (int i = 0; i < connections; i++) {
            UserAgent agent = UserAgent.connect(me);
            agent.exchange(HttpMessage.get("/page" + i));
            agent.close();
          }
        },
        lingering(connections),
        ends("graceful", "client")
            .present(NOT_REUSED, SERIAL)
            .check(exchanged(connections, connections)));
  }

  private static Scenario refusedUpload() {
    return Scenario.of(
        "http-refused-upload",
        "A server that refuses an upload (413) while it is under way, ends its side and reads the"
            + " rest: the whole answer before the whole request.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(HttpMessage.request("PUT", "/upload").field("Content-Length: 90000"));
          for (int i = 0; i < 9; i++) {
            agent.connection().send(10_000);
            me.sleepMs(60);
          }
          agent.receive();
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          String head = server.requestHead();
          server.receiveRaw(20_000);
          server.answer(
              HttpMessage.response(413, "Content Too Large").field("Connection: close").body(30));
          server.connection().shutdownWrite();
          server.awaitEnd();
          server.close();
          me.log().event("refused", "head", String.valueOf(head));
        },
        ends(null, "server").check(exchanged(1, 1)));
  }

  private static Scenario trailingLine() {
    return Scenario.of(
        "http-trailing-line",
        "Three POSTs with an empty line behind each body, as old clients send it and RFC 9112 §2.2"
            + " bids ignore.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < 3; i++) {
            agent.exchange(
                HttpMessage.request("POST", "/form" + i)
                    .field("Content-Length: 10")
                    .text("0123456789\r\n"));
            me.sleepMs(50);
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          for (int i = 0; i < 3; i++) {
            server.request();
            server.receiveRaw(2);
            server.answer(PAGE);
          }
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client", REUSE).check(exchanged(3, 3)));
  }

  private static Scenario forwarded(String name, String what, HttpMessage request) {
    return Scenario.of(
        name,
        what,
        link(),
        View.from(Vantage.SERVER),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < 5; i++) {
            agent.exchange(request);
          }
          agent.close();
        },
        HttpRuns.answering(1, PAGE),
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }

  private static Scenario proxyCloses() {
    HttpMessage request =
        HttpMessage.get("/page")
            .version("HTTP/1.0")
            .field("X-Forwarded-For: 192.0.2.7")
            .field("Connection: close");
    return Scenario.of(
        "http-proxy-closes",
        "Six GETs as an origin sees them from nginx as it proxies by default: HTTP/1.0, with"
            + " X-Forwarded-For and its own Connection: close, a connection each.",
        link(),
        View.from(Vantage.SERVER),
        me -> {
          for (int i = 0; i < 6; i++) {
            HttpRuns.asking(request).run(me);
          }
        },
        HttpRuns.answeringOnce(6, PAGE.field("Connection: close")),
        ends("graceful", "server", SERIAL).present(NOT_REUSED).check(exchanged(6, 6)));
  }

  private static Scenario proxiedWebSocket() {
    return Scenario.of(
        "http-proxied-websocket",
        "An upgrade to WebSocket as an origin sees it from a proxy that makes Connection and Upgrade"
            + " anew, with X-Forwarded-For: what it must do for the upgrade to work.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(
              HttpMessage.get("/chat")
                  .field("X-Forwarded-For: 192.0.2.7")
                  .field("Connection: upgrade")
                  .field("Upgrade: websocket")
                  .field("Sec-WebSocket-Version: 13")
                  .field("Sec-WebSocket-Key: dGNwZHggdGVzdCBsYWIgMQ=="));
          agent.receiveRaw(300);
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(
              HttpMessage.response(101, "Switching Protocols")
                  .field("Connection: upgrade")
                  .field("Upgrade: websocket")
                  .field("Sec-WebSocket-Accept: bm90IGNoZWNrZWQgaGVyZQ=="));
          me.sleepMs(700);
          server.connection().send(300);
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(1, 1)));
  }
}
