package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.HttpRuns.atClient;
import static io.tcpdx.lab.scenario.HttpRuns.ends;
import static io.tcpdx.lab.scenario.HttpRuns.everywhere;
import static io.tcpdx.lab.scenario.HttpRuns.exchanged;
import static io.tcpdx.lab.scenario.HttpRuns.link;

import io.tcpdx.lab.link.Direction;
import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.link.Segment;
import io.tcpdx.lab.link.Verdict;
import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import java.util.List;

/** Ordinary HTTP through views that do not show all of it: nothing of that is HTTP's fault. */
final class HttpViewScenarios {

  private static final int REQUESTS = 8;
  private static final int PAGE_BYTES = 8000;
  private static final int UNSEEN = 3;
  private static final String REUSE = "keep-alive-reuse";
  private static final HttpMessage PAGE = HttpMessage.ok(PAGE_BYTES);

  private HttpViewScenarios() {}

  static List<Scenario> all() {
    return List.of(
        largeBody(),
        oneDirection("http-one-direction-client", "client", "src host 10.7.0.1"),
        oneDirection("http-one-direction-server", "server", "src host 10.7.0.2"),
        midConnection(),
        midBody(),
        gap(),
        mirror(),
        loss());
  }

  private static final Script ASKING =
      me -> {
        UserAgent agent = UserAgent.connect(me);
        ask(agent, 0, REQUESTS);
        agent.close();
      };

  private static void ask(UserAgent agent, int first, int times) throws Exception {
    for (int i = first; i < first + times; i++) {
      agent.exchange(HttpMessage.get("/page" + i));
    }
  }

  private static final Script ANSWERING = HttpRuns.answering(1, PAGE);

  private static Scenario largeBody() {
    return Scenario.of(
        "http-large-body",
        "A download of 2 MB of which the capture keeps 128 bytes of each frame: the bodies' bytes are"
            + " counted and not seen.",
        link().rate(100_000_000),
        atClient().snaplen(128),
        me -> {
          UserAgent agent = UserAgent.connect(me);
          agent.exchange(HttpMessage.bare("GET", "/film").field("Host: a"));
          agent.exchange(HttpMessage.bare("GET", "/next").field("Host: a"));
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(HttpMessage.response(200, "OK").body(2_000_000));
          server.answerNext(HttpMessage.response(200, "OK").body(300));
          server.awaitEnd();
          server.close();
        },
        ends("graceful", "client", REUSE, "receive-window-limited", "zero-window")
            .check(exchanged(2, 2)));
  }

  private static Scenario oneDirection(String name, String whose, String filter) {
    return Scenario.of(
        name,
        "Eight GETs on one connection with only the " + whose + "'s segments in the capture.",
        link(),
        atClient().filter(filter),
        ASKING,
        ANSWERING,
        ends(null, null, REUSE)
            .unseen("delayed-ack", "nagle-stall")
            .check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario midConnection() {
    return Scenario.of(
        "http-mid-connection",
        "Eight GETs on a connection that was open, and had served three, before the capture began.",
        link(),
        everywhere().startingLate(),
        me -> {
          UserAgent agent = UserAgent.connect(me).unseenBefore();
          ask(agent, 0, UNSEEN);
          me.sleepMs(200);
          me.startCapture();
          ask(agent, UNSEEN, REQUESTS);
          agent.close();
        },
        ANSWERING,
        ends("graceful", "client", REUSE).connections(1).check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario midBody() {
    HttpMessage half = HttpMessage.response(200, "OK").field("Content-Length: 16000");
    return Scenario.of(
        "http-mid-body",
        "The capture begins in the middle of a body; eight GETs follow on the same connection.",
        link(),
        everywhere().startingLate(),
        me -> {
          UserAgent agent = UserAgent.connect(me).unseenBefore();
          agent.send(HttpMessage.get("/begun"));
          agent.receiveRaw(half.bytes(PAGE_BYTES).wireBytes());
          me.sleepMs(200);
          me.startCapture();
          me.cue("capturing");
          agent.receiveUnnoted(PAGE_BYTES);
          ask(agent, 0, REQUESTS);
          agent.close();
        },
        me -> {
          OriginServer server = OriginServer.accept(me);
          server.answerNext(half.bytes(PAGE_BYTES));
          me.awaitCue("capturing");
          server.connection().send(PAGE_BYTES);
          while (server.request() != null) {
            me.sleepMs(HttpRuns.QUICK_MS);
            server.answer(PAGE);
          }
          server.close();
        },
        ends("graceful", "client", REUSE).connections(1).check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario gap() {
    return Scenario.of(
        "http-gap",
        "Eight GETs on one connection; the capture misses about every sixteenth of the server's"
            + " segments, by the last bits of the IP identification.",
        link(),
        atClient().filter("not (src port 8000 and ip[4:2] & 15 = 7)"),
        ASKING,
        ANSWERING,
        ends(null, null, REUSE, "delayed-ack").check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario mirror() {
    return Scenario.of(
        "http-mirror",
        "Eight GETs on one connection, seen at a mirror port that delivers every frame twice.",
        link().mirrored(),
        View.from(Vantage.BETWEEN),
        ASKING,
        ANSWERING,
        ends("graceful", "client").present(REUSE).check(exchanged(REQUESTS, REQUESTS)));
  }

  private static Scenario loss() {
    return Scenario.of(
        "http-loss",
        "Eight GETs on one connection; the link loses a segment in the middle of an answer and the"
            + " head of another, which the server's kernel sends again.",
        link()
            .with(
                stage ->
                    List.of(
                        Faults.nth(
                            "loses the 9th and 19th data segment of the server",
                            Direction.SERVER_TO_CLIENT,
                            Segment::isData,
                            Verdict.LOST_AFTER_MIDDLE,
                            9,
                            19))),
        everywhere(),
        ASKING,
        ANSWERING,
        ends("graceful", "client").present(REUSE).check(exchanged(REQUESTS, REQUESTS)));
  }
}
