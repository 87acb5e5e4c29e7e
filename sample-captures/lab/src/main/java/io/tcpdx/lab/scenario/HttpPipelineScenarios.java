package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;
import java.util.stream.IntStream;

/** Requests that do not wait for answers, and answers out of step (RFC 9112 §9.3.2). */
final class HttpPipelineScenarios {

  private static final double SLOW_MS = 300;
  private static final String PIPELINING = "pipelining";
  private static final String NON_IDEMPOTENT = "non-idempotent-pipelined";
  private static final String REUSE = "keep-alive-reuse";
  private static final String SLOW_SERVER = "slow-server";
  private static final String EXCESS = "excess-data";

  private HttpPipelineScenarios() {}

  static List<Scenario> all() {
    return List.of(
        gets(),
        postBehindGets(),
        getBehindPost(),
        unanswered(),
        sentAgain(),
        early(),
        surplus(),
        swapped());
  }

  /** GETs of /1 to /n. */
  private static HttpMessage[] gets(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> HttpMessage.get("/" + i))
        .toArray(HttpMessage[]::new);
  }

  /** Writes all requests in one call, reads as many answers, and closes. */
  private static Script writing(HttpMessage... requests) {
    return me -> {
      UserAgent agent = UserAgent.connect(me);
      agent.send(requests);
      for (int i = 0; i < requests.length; i++) {
        agent.receive();
      }
      agent.close();
    };
  }

  private static Scenario gets() {
    return Scenario.of(
        "http-pipelined-gets",
        "Four GETs in one write; the first takes the server 300 ms, and the answers to the others,"
            + " ready at once, wait behind it.",
        link(),
        everywhere(),
        writing(gets(1, 4)),
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.request();
          me.sleepMs(SLOW_MS);
          server.answer(HttpMessage.ok(500));
          server.answerAll(HttpMessage.ok(500));
          server.close();
        },
        ends("graceful", "client", SLOW_SERVER, REUSE).present(PIPELINING).check(exchanged(4, 4)));
  }

  private static Scenario postBehindGets() {
    return Scenario.of(
        "http-pipelined-posts",
        "Two GETs and a POST behind them in one write: were the connection to break, nobody could"
            + " know whether the POST was done.",
        link(),
        everywhere(),
        writing(HttpMessage.get("/1"), HttpMessage.get("/2"), HttpMessage.post("/order", 40)),
        HttpRuns.answering(1, HttpMessage.ok(300)),
        ends("graceful", "client", REUSE)
            .present(PIPELINING, NON_IDEMPOTENT)
            .check(exchanged(3, 3)));
  }

  private static Scenario getBehindPost() {
    return Scenario.of(
        "http-pipelined-behind-post",
        "A POST, and a GET behind it before the POST was answered.",
        link(),
        atClient(),
        writing(HttpMessage.post("/order", 40), HttpMessage.get("/1")),
        HttpRuns.answering(1, HttpMessage.ok(300)),
        ends("graceful", "client", REUSE)
            .present(PIPELINING, NON_IDEMPOTENT)
            .check(exchanged(2, 2)));
  }

  /** Reads five requests, answers two, and closes a moment later. */
  private static void answerTwoOfFive(Peer me) throws Exception {
    OriginServer server = OriginServer.accept(me);
    for (int i = 0; i < 5; i++) {
      server.request();
    }
    for (int i = 0; i < 2; i++) {
      server.answer(HttpMessage.ok(300));
    }
    me.sleepMs(100);
    server.close();
  }

  private static Scenario unanswered() {
    return Scenario.of(
        "http-unanswered-pipeline",
        "Five GETs in one write; the server reads all, answers two and closes.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(gets(1, 5));
          for (int i = 0; i < 3; i++) {
            agent.receive();
          }
          agent.close();
        },
        HttpPipelineScenarios::answerTwoOfFive,
        ends("graceful", "server", REUSE).present(PIPELINING).check(exchanged(5, 2)));
  }

  private static Scenario sentAgain() {
    return Scenario.of(
        "http-pipeline-sent-again",
        "Five GETs in one write; the server answers two and closes, and the client sends the other"
            + " three again, one by one on a new connection.",
        link(),
        everywhere(),
        me -> {
          UserAgent first = UserAgent.connect(me);
          first.send(gets(1, 5));
          for (int i = 0; i < 3; i++) {
            first.receive();
          }
          first.close();
          UserAgent second = UserAgent.connect(me).retrying();
          for (HttpMessage request : gets(3, 5)) {
            second.exchange(request);
          }
          second.close();
        },
        me -> {
          answerTwoOfFive(me);
          HttpRuns.answering(1, HttpMessage.ok(300)).run(me);
        },
        ends("graceful", null, REUSE)
            .present(PIPELINING, "idempotent-retry")
            .check(exchanged(8, 5)));
  }

  private static Scenario early() {
    return Scenario.of(
        "http-out-of-step-early",
        "The client asks nothing for 1.2 s, and the server tells it so (408) and closes: an answer"
            + " without a request.",
        link(),
        atClient(),
        me -> UserAgent.connect(me).closeAfterPeer(),
        me -> {
          OriginServer server = OriginServer.accept(me);
          me.sleepMs(1200);
          server.answer(
              HttpMessage.response(408, "Request Timeout").field("Connection: close").body(0));
          server.close();
        },
        ends("graceful", "server", PIPELINING, EXCESS).check(exchanged(0, 0)));
  }

  private static Scenario surplus() {
    return Scenario.of(
        "http-out-of-step-surplus",
        "One GET and two whole answers to it, then two GETs with one answer each: the client cannot"
            + " know which answer is whose.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(HttpMessage.get("/1"));
          me.sleepMs(200);
          agent.exchange(HttpMessage.get("/2"));
          me.sleepMs(200);
          agent.exchange(HttpMessage.get("/3"));
          agent.closeAfterPeer();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(HttpMessage.ok(300));
          server.answer(HttpMessage.ok(310));
          server.answerNext(HttpMessage.ok(320));
          server.answerNext(HttpMessage.ok(330));
          server.close();
        },
        ends("graceful", "server", PIPELINING, EXCESS, REUSE).check(exchanged(3, 3)));
  }

  private static Scenario swapped() {
    return Scenario.of(
        "http-out-of-step-swapped",
        "Two GETs in one write, answered in the wrong order, which no head tells: only the client's"
            + " program could know.",
        link(),
        atClient(),
        writing(gets(1, 2)),
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.request();
          server.request();
          me.sleepMs(HttpRuns.QUICK_MS);
          server.answer(HttpMessage.ok(700));
          server.answer(HttpMessage.ok(300));
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client", REUSE).present(PIPELINING).check(exchanged(2, 2)));
  }
}
