package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** Messages whose length two readers may understand differently (RFC 9112 §5, §6.3, §11.2). */
final class HttpSmugglingScenarios {

  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String LAST_CHUNK = "0\r\n\r\n";

  private HttpSmugglingScenarios() {}

  static List<Scenario> all() {
    return List.of(
        conflicting(
            "http-conflicting-length-both",
            "A POST with both Content-Length and Transfer-Encoding: for a reader of the first, a"
                + " second request hides in its body.",
            HttpMessage.request("POST", "/search")
                .field("Content-Length: 44")
                .field(CHUNKED)
                .text(LAST_CHUNK + "GET /admin HTTP/1.1\r\nHost: lab.example\r\n\r\n")),
        conflicting(
            "http-conflicting-length-two",
            "A POST with two Content-Length fields that differ.",
            HttpMessage.request("POST", "/search")
                .field("Content-Length: 10")
                .field("Content-Length: 30")
                .bytes(30)),
        conflicting(
            "http-conflicting-length-list",
            "A POST with one Content-Length field of two values that differ.",
            HttpMessage.request("POST", "/search").field("Content-Length: 10, 30").bytes(30)),
        conflicting(
            "http-conflicting-length-space",
            "A POST with a space before the colon of Content-Length: one reader takes the field,"
                + " another does not.",
            HttpMessage.request("POST", "/search").field("Content-Length : 30").bytes(30)),
        conflicting(
            "http-conflicting-length-fold",
            "A POST whose Transfer-Encoding stands on a folded line (obs-fold), beside a"
                + " Content-Length.",
            HttpMessage.request("POST", "/search")
                .field("Content-Length: 5")
                .field("Transfer-Encoding:\r\n chunked")
                .text(LAST_CHUNK)),
        inResponse(),
        repeated());
  }

  /** Refuses the request as RFC 9112 §6.3 asks, reads what else there is, and closes. */
  private static final Script REFUSING =
      me -> {
        OriginServer server = OriginServer.accept(me);
        server.requestHead();
        me.sleepMs(HttpRuns.QUICK_MS);
        server.answer(HttpMessage.response(400, "Bad Request").field("Connection: close").body(12));
        server.connection().shutdownWrite();
        server.awaitEnd();
        server.close();
      };

  private static Scenario conflicting(String name, String what, HttpMessage request) {
    return Scenario.of(
        name,
        what + " The server refuses it (400) and closes.",
        link(),
        atClient(),
        HttpRuns.asking(request),
        REFUSING,
        // What comes behind the head is read as a request, a body or nothing: all are right.
        ends(
                "graceful",
                "server",
                "pipelining",
                "non-idempotent-pipelined",
                "excess-data",
                "keep-alive-reuse")
            .present("conflicting-length")
            .check(exchanged(1, 1)));
  }

  private static Scenario inResponse() {
    return Scenario.of(
        "http-conflicting-length-response",
        "A response with both Content-Length and Transfer-Encoding; the client reads the chunks.",
        link(),
        atClient(),
        HttpRuns.asking(HttpMessage.get("/page")),
        HttpRuns.answeringOnce(
            HttpMessage.response(200, "OK")
                .field("Content-Length: 20")
                .field("Connection: close")
                .chunked(500)),
        ends("graceful", "server").present("conflicting-length").check(exchanged(1, 1)));
  }

  private static Scenario repeated() {
    return Scenario.of(
        "http-repeated-length",
        "A POST with two Content-Length fields of the same value, which every reader understands"
            + " alike, and a 200.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(
              HttpMessage.request("POST", "/search")
                  .field("Content-Length: 30")
                  .field("Content-Length: 30")
                  .bytes(30));
          agent.close();
        },
        HttpRuns.answering(1, HttpMessage.ok(300)),
        ends("graceful", "client").check(exchanged(1, 1)));
  }
}
