package io.tcpdx.lab.scenario;

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

/** The same request again, and requests that only look the same (RFC 9110 §9.2.2). */
final class HttpRetryScenarios {

  private static final double PAUSE_MS = 100;
  private static final int ORDER_BYTES = 600;
  private static final String NON_IDEMPOTENT = "non-idempotent-retry";
  private static final String IDEMPOTENT = "idempotent-retry";
  private static final String RESET_DATA_LOSS = "reset-data-loss";
  private static final String NOT_REUSED = "connection-not-reused";
  private static final String SERIAL = "serial-requests";

  private HttpRetryScenarios() {}

  static List<Scenario> all() {
    return List.of(
        retry("http-retry-post", "POST", HttpMessage.post("/order", ORDER_BYTES), NON_IDEMPOTENT),
        retry("http-retry-get", "GET", HttpMessage.get("/list"), IDEMPOTENT),
        afterTimeout(),
        lookalike(),
        otherBody());
  }

  /** Asks on one connection, and on another where the first brought no answer. */
  private static Script asking(HttpMessage first, HttpMessage second, boolean retry) {
    return me -> {
      UserAgent agent = UserAgent.connect(me);
      agent.exchange(first);
      agent.close();
      me.sleepMs(PAUSE_MS);
      UserAgent again = UserAgent.connect(me);
      (retry ? again.retrying() : again).exchange(second);
      again.close();
    };
  }

  /** Reads a request, thinks, and resets without an answer; then answers on the next connection. */
  private static final Script RESETTING_FIRST =
      me -> {
        OriginServer server = OriginServer.accept(me);
        server.request();
        me.sleepMs(30);
        server.reset();
        HttpRuns.answering(1, HttpMessage.ok(200)).run(me);
      };

  private static Scenario retry(String name, String method, HttpMessage request, String code) {
    return Scenario.of(
        name,
        "A "
            + method
            + " whose connection is reset before the answer; the client sends the same again on a"
            + " new connection, and that is answered.",
        link(),
        everywhere(),
        asking(request, request, true),
        RESETTING_FIRST,
        ends(null, null, RESET_DATA_LOSS).present(code).check(exchangedAndReset(2, 1)));
  }

  private static Scenario afterTimeout() {
    return Scenario.of(
        "http-retry-post-timeout",
        "A POST that the server takes and does not answer; after a second the client closes and"
            + " sends the same again on a new connection.",
        link(),
        atClient(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.send(HttpMessage.post("/order", ORDER_BYTES));
          me.sleepMs(1000);
          agent.close();
          UserAgent again = UserAgent.connect(me).retrying();
          again.exchange(HttpMessage.post("/order", ORDER_BYTES));
          again.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.request();
          server.awaitEnd();
          server.close();
          HttpRuns.answering(1, HttpMessage.ok(200)).run(me);
        },
        ends("graceful", "client", "slow-server").present(NON_IDEMPOTENT).check(exchanged(2, 1)));
  }

  private static Scenario lookalike() {
    HttpMessage order = HttpMessage.post("/order", ORDER_BYTES);
    return Scenario.of(
        "http-no-retry-answered",
        "Two POSTs alike to the last byte on two connections, the first answered whole before: two"
            + " orders, and no retry.",
        link(),
        atClient(),
        asking(order, order, false),
        HttpRuns.answeringOnce(2, HttpMessage.ok(200).field("Connection: close")),
        ends("graceful", "server", NOT_REUSED, SERIAL).check(exchanged(2, 2)));
  }

  private static Scenario otherBody() {
    return Scenario.of(
        "http-no-retry-other-body",
        "A POST whose connection is reset before the answer, then another POST with the same head"
            + " and another body: no retry.",
        link(),
        atClient(),
        asking(
            HttpMessage.post("/order", ORDER_BYTES),
            HttpMessage.post("/order", ORDER_BYTES).bytes(ORDER_BYTES, 'c'),
            false),
        RESETTING_FIRST,
        ends(null, null, RESET_DATA_LOSS).check(exchangedAndReset(2, 1)));
  }
}
