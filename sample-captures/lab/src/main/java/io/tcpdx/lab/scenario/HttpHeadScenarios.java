package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** What is allowed and unusual, and must not look like a fault. */
final class HttpHeadScenarios {

  private static final String REUSE = "keep-alive-reuse";
  private static final HttpMessage PAGE = HttpMessage.ok(800);

  private HttpHeadScenarios() {}

  static List<Scenario> all() {
    return List.of(
        expectContinue(), expectRefused(), bodiless(), trailers(), longHead(), bareLine(), noise());
  }

  private static HttpMessage uploadHead() {
    return HttpMessage.request("PUT", "/upload")
        .field("Content-Length: 5000")
        .field("Expect: 100-continue");
  }

  private static Scenario expectContinue() {
    return Scenario.of(
        "http-expect-continue",
        "The client waits with its body until the server says 100 (Continue); then 200.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(uploadHead());
          agent.receiveInterim();
          agent.connection().send(5000);
          agent.receive();
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          String head = server.requestHead();
          server.answer(HttpMessage.response(100, "Continue"));
          server.requestBody(String.valueOf(head));
          server.answer(PAGE);
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(1, 1)));
  }

  private static Scenario expectRefused() {
    return Scenario.of(
        "http-expect-refused",
        "The client asks before it sends 5000 bytes of body, the server refuses (413) and closes, and"
            + " the body is never sent, as RFC 9110 wants it.",
        link(),
        everywhere(),
        HttpRuns.asking(uploadHead()),
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.requestHead();
          server.answer(
              HttpMessage.response(413, "Content Too Large").field("Connection: close").body(0));
          server.close();
        },
        ends("graceful", "server").check(exchanged(1, 1)));
  }

  private static Scenario bodiless() {
    HttpMessage described =
        HttpMessage.response(200, "OK").field("Content-Length: 5000").field("ETag: \"a\"");
    HttpMessage notModified =
        HttpMessage.response(304, "Not Modified")
            .field("Content-Length: 5000")
            .field("ETag: \"a\"");
    return Scenario.of(
        "http-head-204-304",
        "HEAD, DELETE and conditional GETs on one connection: answers of HEAD and 304 that name a"
            + " Content-Length of 5000, and 204, none of which has a body.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          HttpMessage conditional = HttpMessage.get("/page").field("If-None-Match: \"a\"");
          agent.exchange(HttpMessage.request("HEAD", "/page"));
          agent.exchange(conditional);
          agent.exchange(HttpMessage.request("DELETE", "/page"));
          agent.exchange(conditional);
          agent.exchange(HttpMessage.request("HEAD", "/page"));
          agent.exchange(HttpMessage.get("/page"));
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(described);
          server.answerNext(notModified);
          server.answerNext(HttpMessage.response(204, "No Content"));
          server.answerNext(notModified);
          server.answerNext(described);
          server.answerNext(described.bytes(5000));
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").present(REUSE).check(exchanged(6, 6)));
  }

  private static Scenario trailers() {
    return Scenario.of(
        "http-chunked-trailers",
        "Five chunked answers with chunk extensions and trailer fields, on one connection, and one"
            + " chunked upload.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < 4; i++) {
            agent.exchange(HttpMessage.get("/page" + i));
          }
          agent.exchange(HttpMessage.request("PUT", "/upload").chunked(700, 800));
          agent.close();
        },
        HttpRuns.answering(
            1,
            HttpMessage.response(200, "OK")
                .field("Trailer: X-Digest")
                .field("Transfer-Encoding: chunked")
                .text(
                    "4;part=1\r\nfour\r\n"
                        + HttpMessage.chunks(2000)
                        + "A;part=\"2;\"\r\n0123456789\r\n000;last\r\nX-Digest: 42\r\nX-End: 1\r\n\r\n")),
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }

  private static Scenario longHead() {
    return Scenario.of(
        "http-long-head",
        "Five GETs with a Cookie of 10000 bytes, which no segment holds whole, and answers whose"
            + " heads leave in two pieces.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          HttpMessage request = HttpMessage.get("/page").field("Cookie: id=" + "c".repeat(10_000));
          for (int i = 0; i < 5; i++) {
            agent.exchange(request);
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          while (server.request() != null) {
            server.connection().write(HttpMessage.bytesOf("HTTP/1.1 200 OK\r\nContent-Le"));
            me.sleepMs(3);
            server.connection().write(HttpMessage.bytesOf("ngth: 4\r\n\r"));
            me.sleepMs(3);
            server.connection().write(HttpMessage.bytesOf("\nbody"));
          }
          server.close();
        },
        ends("graceful", "client").present(REUSE).check(exchanged(5, 5)));
  }

  private static Scenario bareLine() {
    Script client =
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(HttpMessage.get("/page").version(""));
          agent.receiveBare();
          agent.close();
        };
    return Scenario.of(
        "http09",
        "A request of HTTP/0.9, one line, and an answer of bare HTML that the close ends.",
        link(),
        atClient(),
        client,
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.requestLine();
          server
              .connection()
              .write(HttpMessage.bytesOf("<html>" + "<p>old</p>".repeat(200) + "</html>\n"));
          server.close();
        },
        ends("graceful", "server").check(exchanged(1, 1)));
  }

  private static Scenario noise() {
    byte[] noise = new byte[3000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 167 + i / 7);
    }
    byte[] start = HttpMessage.bytesOf("GET ");
    System.arraycopy(start, 0, noise, 0, start.length);
    return Scenario.of(
        "http-binary-lookalike",
        "A binary protocol whose first message happens to begin with the letters GET and a space,"
            + " five rounds of it.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < 5; i++) {
            agent.connection().write(noise);
            agent.receiveRaw(700);
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          for (int i = 0; i < 5; i++) {
            server.receiveRaw(noise.length);
            server.connection().send(700);
          }
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(0, 0)));
  }
}
