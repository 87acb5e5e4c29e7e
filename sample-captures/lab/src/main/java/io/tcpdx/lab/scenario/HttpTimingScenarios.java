package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** Who is waited for: a slow server, and what looks like one and is none. */
final class HttpTimingScenarios {

  private static final String SLOW_SERVER = "slow-server";
  private static final String REUSE = "keep-alive-reuse";
  private static final int FRAME_BYTES = 40;
  private static final HttpMessage PAGE = HttpMessage.ok(800);

  private HttpTimingScenarios() {}

  static List<Scenario> all() {
    return List.of(
        slow(), longPoll(), webSocket(), tunnel(), eventStream(), slowUpload(), slowClient());
  }

  private static Scenario slow() {
    int requests = 20;
    int slowOne = 12;
    return Scenario.of(
        "http-slow-answer",
        "Twenty GETs on one connection, of which the server answers nineteen within 5 ms and one"
            + " after 1.5 s.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < requests; i++) {
            agent.exchange(HttpMessage.get(i == slowOne ? "/report" : "/page" + i));
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          for (int i = 0; server.request() != null; i++) {
            me.sleepMs(i == slowOne ? 1500 : HttpRuns.QUICK_MS);
            server.answer(PAGE);
          }
          server.close();
        },
        ends("graceful", "client")
            .present(SLOW_SERVER, REUSE)
            .check(exchanged(requests, requests)));
  }

  private static Scenario longPoll() {
    return Scenario.of(
        "http-long-poll",
        "Three GETs for news, each of which the server answers only when there are some, after 1.2"
            + " s: slow by intention, which no head tells.",
        link(),
        atClient(),
        HttpRuns.getting("/news?since=1", "/news?since=2", "/news?since=3"),
        me -> {
          OriginServer server = OriginServer.accept(me);
          while (server.request() != null) {
            me.sleepMs(1200);
            server.answer(PAGE);
          }
          server.close();
        },
        ends("graceful", "client", SLOW_SERVER, REUSE).check(exchanged(3, 3)));
  }

  private static HttpMessage upgrade() {
    return HttpMessage.get("/chat")
        .field("Connection: Upgrade")
        .field("Upgrade: websocket")
        .field("Sec-WebSocket-Version: 13")
        .field("Sec-WebSocket-Key: dGNwZHggdGVzdCBsYWIgMQ==");
  }

  private static Scenario webSocket() {
    return Scenario.of(
        "http-websocket",
        "A connection upgraded to WebSocket on which the server pushes a frame every 400 ms, and the"
            + " client now and then says something that nobody answers.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(upgrade());
          for (int i = 0; i < 6; i++) {
            agent.receiveRaw(FRAME_BYTES);
            if (i % 2 == 1) {
              agent.connection().write(frame());
            }
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(
              HttpMessage.response(101, "Switching Protocols")
                  .field("Connection: Upgrade")
                  .field("Upgrade: websocket")
                  .field("Sec-WebSocket-Accept: bm90IGNoZWNrZWQgaGVyZQ=="));
          for (int i = 0; i < 6; i++) {
            me.sleepMs(400);
            server.connection().write(frame());
          }
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(1, 1)));
  }

  /** A text frame (RFC 6455 §5.2), unmasked, of {@link #FRAME_BYTES} in all. */
  private static byte[] frame() {
    byte[] frame = new byte[FRAME_BYTES];
    frame[0] = (byte) 0x81;
    frame[1] = FRAME_BYTES - 2;
    for (int i = 2; i < FRAME_BYTES; i++) {
      frame[i] = 'w';
    }
    return frame;
  }

  private static Scenario tunnel() {
    return Scenario.of(
        "http-connect-tunnel",
        "A CONNECT, answered with 200, and then a tunnel: bytes of another protocol, with waits of"
            + " half a second.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(HttpMessage.bare("CONNECT", "db.example:5432").field("Host: db.example"));
          for (int i = 0; i < 4; i++) {
            agent.connection().send(200);
            agent.receiveRaw(700);
          }
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(HttpMessage.response(200, "Connection established"));
          for (int i = 0; i < 4; i++) {
            server.receiveRaw(200);
            me.sleepMs(500);
            server.connection().send(700);
          }
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(1, 1)));
  }

  private static Scenario eventStream() {
    return Scenario.of(
        "http-event-stream",
        "A stream of events: the head at once, then a chunk every 300 ms, and the last one after two"
            + " seconds.",
        link(),
        atClient(),
        HttpRuns.getting("/events"),
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(
              HttpMessage.response(200, "OK")
                  .field("Content-Type: text/event-stream")
                  .field("Transfer-Encoding: chunked"));
          for (int i = 0; i < 7; i++) {
            me.sleepMs(300);
            server.connection().write(HttpMessage.bytesOf("e\r\ndata: event " + i + "\n\r\n"));
          }
          server.connection().write(HttpMessage.bytesOf("0\r\n\r\n"));
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client").check(exchanged(1, 1)));
  }

  private static Scenario slowUpload() {
    return Scenario.of(
        "http-slow-upload",
        "A POST whose body the client writes in six pieces over 1.5 s, and which the server answers"
            + " within 5 ms: the client is the slow one.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(HttpMessage.request("POST", "/upload").field("Content-Length: 6000"));
          for (int i = 0; i < 6; i++) {
            me.sleepMs(250);
            agent.connection().send(1000);
          }
          agent.receive();
          agent.close();
        },
        HttpRuns.answering(1, PAGE),
        ends("graceful", "client").check(exchanged(1, 1)));
  }

  private static Scenario slowClient() {
    return Scenario.of(
        "http-client-thinks",
        "Six GETs on one connection with 600 ms of the client's thought between them: the server"
            + " answers within 5 ms.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          for (int i = 0; i < 6; i++) {
            agent.exchange(HttpMessage.get("/page" + i));
            me.sleepMs(600);
          }
          agent.close();
        },
        HttpRuns.answering(1, PAGE),
        ends("graceful", "client").present(REUSE).check(exchanged(6, 6)));
  }
}
