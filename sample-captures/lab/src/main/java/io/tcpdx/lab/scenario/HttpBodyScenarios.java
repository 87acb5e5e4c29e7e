package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.answeringOnce;
import static io.tcpdx.lab.scenario.HttpRuns.asking;
import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.exchangedAndReset;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** Bodies that do not keep what their heads promise (RFC 9112 §6.3, §8). */
final class HttpBodyScenarios {

  private static final int DECLARED_BYTES = 20_000;
  private static final int SENT_BYTES = 8_000;
  private static final String TRUNCATED = "truncated-message";
  private static final String RESET_DATA_LOSS = "reset-data-loss";

  private HttpBodyScenarios() {}

  static List<Scenario> all() {
    return List.of(
        truncatedFin(),
        truncatedReset(),
        truncatedAtOnce(),
        chunkedCut(),
        closeDelimitedReset(),
        truncatedRequest(),
        excess(),
        abandoned());
  }

  private static HttpMessage promising() {
    return HttpMessage.response(200, "OK").field("Content-Length: " + DECLARED_BYTES);
  }

  /** Answers once, waits until all of it has arrived, and resets. */
  private static Script resettingAfter(HttpMessage response) {
    return me -> {
      OriginServer server = OriginServer.accept(me);
      server.answerNext(response);
      server.reset();
    };
  }

  private static Scenario truncatedFin() {
    return Scenario.of(
        "http-truncated-fin",
        "The server announces 20000 bytes of body, writes 8000 and closes: the answer is cut by FIN.",
        link(),
        everywhere(),
        asking(HttpMessage.get("/report")),
        answeringOnce(promising().bytes(SENT_BYTES)),
        ends("graceful", "server").present(TRUNCATED).check(exchanged(1, 0)));
  }

  private static Scenario truncatedReset() {
    return Scenario.of(
        "http-truncated-reset",
        "The server announces 20000 bytes of body and resets the connection when 8000 have arrived.",
        link(),
        everywhere(),
        asking(HttpMessage.get("/report")),
        resettingAfter(promising().bytes(SENT_BYTES)),
        ends(null, null, RESET_DATA_LOSS).present(TRUNCATED).check(exchangedAndReset(1, 0)));
  }

  private static Scenario truncatedAtOnce() {
    return Scenario.of(
        "http-truncated-at-once",
        "The server announces 20000 bytes of body and closes without the first.",
        link(),
        atClient(),
        asking(HttpMessage.get("/report")),
        answeringOnce(promising()),
        ends("graceful", "server").present(TRUNCATED).check(exchanged(1, 0)));
  }

  private static Scenario chunkedCut() {
    return Scenario.of(
        "http-chunked-cut",
        "The server writes two chunks of 3000 bytes and closes: the last chunk, of size 0, never"
            + " comes.",
        link(),
        everywhere(),
        asking(HttpMessage.get("/report")),
        answeringOnce(
            HttpMessage.response(200, "OK")
                .field("Transfer-Encoding: chunked")
                .text(HttpMessage.chunks(3000, 3000))),
        ends("graceful", "server").present(TRUNCATED).check(exchanged(1, 0)));
  }

  private static Scenario closeDelimitedReset() {
    return Scenario.of(
        "http-close-delimited-reset",
        "A body without a length, which only the close can end: after 8000 bytes a reset ends it"
            + " instead, and nobody knows whether that was all.",
        link(),
        everywhere(),
        asking(HttpMessage.get("/report")),
        resettingAfter(
            HttpMessage.response(200, "OK").field("Connection: close").bytes(SENT_BYTES)),
        ends(null, null, RESET_DATA_LOSS).present(TRUNCATED).check(exchangedAndReset(1, 0)));
  }

  private static Scenario truncatedRequest() {
    return Scenario.of(
        "http-truncated-request",
        "The client announces an upload of 20000 bytes, writes 8000 and closes its side; the server"
            + " closes without an answer.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(
              HttpMessage.request("PUT", "/upload")
                  .field("Content-Length: " + DECLARED_BYTES)
                  .bytes(SENT_BYTES));
          agent.connection().shutdownWrite();
          agent.receive();
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.request();
          server.close();
        },
        ends("graceful", "client").present(TRUNCATED).check(exchanged(1, 0)));
  }

  private static Scenario excess() {
    return Scenario.of(
        "http-excess-data",
        "The server announces 5000 bytes of body, writes 5400 and closes.",
        link(),
        everywhere(),
        asking(HttpMessage.get("/report")),
        answeringOnce(
            HttpMessage.response(200, "OK").field("Content-Length: 5000").bytes(5400, '~')),
        ends("graceful", "server").present("excess-data").check(exchanged(1, 1)));
  }

  private static Scenario abandoned() {
    return Scenario.of(
        "http-download-abandoned",
        "The client reads the first 20000 of 200000 bytes of body, wants no more and resets the"
            + " connection: nothing is wrong with the server.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(HttpMessage.get("/film"));
          agent.receiveRaw(20_000);
          agent.connection().socket().lingerZero();
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.request();
          server.connection().failure(() -> server.answer(HttpMessage.ok(200_000)));
          server.awaitEnd();
          server.close();
        },
        ends(null, "client", TRUNCATED, RESET_DATA_LOSS, "slow-start-ramp")
            .check(exchangedAndReset(1, 0)));
  }
}
