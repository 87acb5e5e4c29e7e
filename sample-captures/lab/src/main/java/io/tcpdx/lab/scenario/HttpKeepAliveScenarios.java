package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.exchangedAndReset;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/**
 * Who closes a kept connection, when, and what the other side had in mind (RFC 9112 §9.3, §9.8).
 */
final class HttpKeepAliveScenarios {

  private static final double IDLE_MS = 2000;

  /**
   * A quarter of the round trip: what leaves at the same moment from the other end is under way.
   */
  private static final double UNDER_WAY_MS = HttpRuns.RTT_MS / 4;

  private static final String UNKEPT = "Keep-Alive: timeout=15, max=100";
  private static final String RACE = "keep-alive-race";
  private static final String LIMIT = "keep-alive-limit";
  private static final String REUSE = "keep-alive-reuse";
  private static final String NOT_REUSED = "connection-not-reused";
  private static final String SERIAL = "serial-requests";
  private static final String RESET_DATA_LOSS = "reset-data-loss";
  private static final HttpMessage PAGE = HttpMessage.ok(800);

  private HttpKeepAliveScenarios() {}

  static List<Scenario> all() {
    return List.of(
        race(),
        racePost(),
        raceFin(),
        stale(),
        idleClose(),
        limitTimeout(),
        limitMax(),
        kept(),
        clientEnds());
  }

  private static void exchange(UserAgent agent, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      agent.exchange(HttpMessage.get("/page" + i));
    }
  }

  private static OriginServer answer(Peer me, int times, HttpMessage response) throws Exception {
    OriginServer server = OriginServer.accept(me);
    for (int i = 0; i < times; i++) {
      server.answerNext(response);
    }
    return server;
  }

  /** Lets the server's close cross {@code next}, which the client then sends again elsewhere. */
  private static Scenario crossing(String name, String what, HttpMessage next, String retry) {
    return Scenario.of(
        name,
        what,
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 3);
          me.sleepMs(IDLE_MS);
          me.cue("asking");
          agent.send(next);
          me.sleepMs(2 * HttpRuns.RTT_MS);
          agent.receive();
          agent.close();
          UserAgent again = UserAgent.connect(me).retrying();
          again.exchange(next);
          again.close();
        },
        me -> {
          OriginServer server = answer(me, 3, PAGE);
          me.awaitCue("asking");
          me.sleepMs(UNDER_WAY_MS);
          server.close();
          HttpRuns.answering(1, PAGE).run(me);
        },
        ends(null, null, RESET_DATA_LOSS, REUSE, NOT_REUSED)
            .present(RACE, retry)
            .check(exchangedAndReset(5, 4)));
  }

  private static Scenario race() {
    return crossing(
        "http-keep-alive-race",
        "The server closes the connection, idle for two seconds, while the next GET is under way: a"
            + " reset answers it, and the client sends it again on a new connection.",
        HttpMessage.get("/next"),
        "idempotent-retry");
  }

  private static Scenario racePost() {
    return crossing(
        "http-keep-alive-race-post",
        "The same with a POST, which the client had better not send again by itself.",
        HttpMessage.post("/order", 100),
        "non-idempotent-retry");
  }

  private static Scenario raceFin() {
    return Scenario.of(
        "http-keep-alive-race-fin",
        "The server ends its side of the connection, idle for two seconds, while a POST is under"
            + " way, and reads on without answering: FIN crosses the request.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 3);
          me.sleepMs(IDLE_MS);
          me.cue("asking");
          agent.exchange(HttpMessage.post("/order", 100));
          agent.close();
        },
        me -> {
          OriginServer server = answer(me, 3, PAGE);
          me.awaitCue("asking");
          me.sleepMs(UNDER_WAY_MS);
          server.connection().shutdownWrite();
          server.awaitEnd();
          server.close();
        },
        ends(null, null, REUSE).present(RACE).check(exchanged(4, 3)));
  }

  private static Scenario stale() {
    return Scenario.of(
        "http-stale-connection",
        "The server closes the idle connection; the client, whose pool does not look, sends a GET"
            + " into it a second and a half later, and again on a new one after the reset.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 3);
          me.sleepMs(IDLE_MS + 1500);
          agent.send(HttpMessage.get("/next"));
          me.sleepMs(2 * HttpRuns.RTT_MS);
          agent.receive();
          agent.close();
          UserAgent again = UserAgent.connect(me).retrying();
          again.exchange(HttpMessage.get("/next"));
          again.close();
        },
        me -> {
          OriginServer server = answer(me, 3, PAGE);
          me.sleepMs(IDLE_MS);
          server.close();
          HttpRuns.answering(1, PAGE).run(me);
        },
        // That the request came too late is certain; whether one calls this a race is not.
        ends(null, null, RESET_DATA_LOSS, REUSE, NOT_REUSED, RACE, "close-wait-lingering")
            .present("idempotent-retry")
            .check(exchangedAndReset(5, 4)));
  }

  private static Scenario idleClose() {
    return Scenario.of(
        "http-idle-close-fine",
        "The server closes the idle connection after two seconds and the client sees it, closes too,"
            + " and opens another for its next requests a second later: no race.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 3);
          agent.closeAfterPeer();
          me.sleepMs(1000);
          UserAgent next = UserAgent.connect(me);
          exchange(next, 3);
          next.close();
        },
        me -> {
          OriginServer server = answer(me, 3, PAGE);
          me.sleepMs(IDLE_MS);
          server.close();
          HttpRuns.answering(1, PAGE).run(me);
        },
        ends("graceful", null, REUSE, NOT_REUSED).check(exchanged(6, 6)));
  }

  private static Scenario limitTimeout() {
    return Scenario.of(
        "http-keep-alive-limit-timeout",
        "The server announces to keep connections for 15 s, closes them after 3 s idle, and the"
            + " client needs a new one.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 2);
          agent.closeAfterPeer();
          me.sleepMs(1000);
          UserAgent next = UserAgent.connect(me);
          exchange(next, 2);
          next.closeAfterPeer();
        },
        me -> {
          for (int i = 0; i < 2; i++) {
            OriginServer server = answer(me, 2, PAGE.field(UNKEPT));
            me.sleepMs(3000);
            server.close();
          }
        },
        ends("graceful", "server", REUSE, NOT_REUSED).present(LIMIT).check(exchanged(4, 4)));
  }

  private static Scenario limitMax() {
    return Scenario.of(
        "http-keep-alive-limit-max",
        "The server announces a hundred requests per connection and closes each after the third.",
        link(),
        everywhere(),
        me -> {
          for (int i = 0; i < 4; i++) {
            UserAgent agent = UserAgent.connect(me);
            exchange(agent, 3);
            agent.closeAfterPeer();
          }
        },
        me -> {
          for (int i = 0; i < 4; i++) {
            answer(me, 3, PAGE.field(UNKEPT)).close();
          }
        },
        ends("graceful", "server", REUSE, NOT_REUSED, SERIAL)
            .present(LIMIT)
            .check(exchanged(12, 12)));
  }

  /** Counts down as Apache httpd does, and says when it is the last. */
  private static final Script KEEPING =
      me -> {
        OriginServer first = OriginServer.accept(me);
        first.answerNext(PAGE.field("Keep-Alive: timeout=2, max=2"));
        first.answerNext(PAGE.field("Keep-Alive: timeout=2, max=1"));
        first.answerNext(PAGE.field("Connection: close"));
        first.close();
        OriginServer second = OriginServer.accept(me);
        second.answerNext(PAGE.field("Keep-Alive: timeout=2, max=2"));
        me.sleepMs(2050);
        second.close();
      };

  private static Scenario kept() {
    return Scenario.of(
        "http-keep-alive-kept",
        "The server announces three requests and two seconds, and closes after three requests here"
            + " and after two idle seconds there: as announced.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 3);
          agent.closeAfterPeer();
          UserAgent next = UserAgent.connect(me);
          exchange(next, 1);
          next.closeAfterPeer();
        },
        KEEPING,
        ends("graceful", "server", REUSE, NOT_REUSED, SERIAL).check(exchanged(4, 4)));
  }

  private static Scenario clientEnds() {
    return Scenario.of(
        "http-keep-alive-client-ends",
        "The server announces 15 s and a hundred requests; the client has no more than two and"
            + " closes: the server kept its word.",
        link(),
        everywhere(),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          exchange(agent, 2);
          agent.close();
        },
        HttpRuns.answering(1, PAGE.field(UNKEPT)),
        ends("graceful", "client", REUSE).check(exchanged(2, 2)));
  }
}
