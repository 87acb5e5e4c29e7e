package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.program.HttpExchange;
import io.tcpdx.lab.program.HttpMessage;
import io.tcpdx.lab.program.OriginServer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.program.UserAgent;
import io.tcpdx.lab.scenario.Expectation.Check;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the scenarios of HTTP have in common: programs of a few lines, and checks of their runs. */
final class HttpRuns {

  static final double RTT_MS = 20;

  /** How long a server thinks that is not slow, in milliseconds. */
  static final double QUICK_MS = 5;

  /** Each segment under way toward a socket that is gone is answered by one. */
  private static final int MOST_RESETS = 60;

  private static final String HANDSHAKE_COST = "handshake-cost";

  private HttpRuns() {}

  static Wiring link() {
    return Wiring.rtt(RTT_MS);
  }

  /** The usual view: from the client alone. */
  static View atClient() {
    return View.from(Vantage.CLIENT);
  }

  /** Where a statement must hold from all places. */
  static View everywhere() {
    return View.fromEverywhere(Vantage.CLIENT);
  }

  /**
   * An expectation by which every finding about HTTP, DNS and TLS is a false alarm unless it is
   * said to be present or left open: {@code undecided}, and what the set-up cost, of which other
   * scenarios tell.
   */
  static Expectation ends(@Nullable String kind, @Nullable String initiator, String... undecided) {
    List<String> codes = new ArrayList<>(List.of(undecided));
    codes.add(HANDSHAKE_COST);
    return Expectation.close(kind, initiator)
        .undecided(codes.toArray(String[]::new))
        .absent(Expectation.APPLICATION_CODES.toArray(String[]::new));
  }

  /** A client that asks for each of {@code targets} on one connection, then closes. */
  static Script getting(String... targets) {
    return me -> {
      UserAgent agent = UserAgent.connect(me);
      for (String target : targets) {
        agent.exchange(HttpMessage.get(target));
      }
      agent.close();
    };
  }

  /** A client that asks once and closes when the server has. */
  static Script asking(HttpMessage request) {
    return me -> {
      UserAgent agent = UserAgent.connect(me);
      agent.exchange(request);
      agent.closeAfterPeer();
    };
  }

  /** A server that answers all requests of {@code connections} connections, one after another. */
  static Script answering(int connections, HttpMessage response) {
    return me -> {
      for (int i = 0; i < connections; i++) {
        OriginServer server = OriginServer.accept(me);
        while (server.request() != null) {
          me.sleepMs(QUICK_MS);
          server.answer(response);
        }
        server.close();
      }
    };
  }

  /** A server that answers one request with {@code response}, then closes. */
  static Script answeringOnce(HttpMessage response) {
    return answeringOnce(1, response);
  }

  /** The same for so many connections, one after another. */
  static Script answeringOnce(int connections, HttpMessage response) {
    return me -> {
      for (int i = 0; i < connections; i++) {
        OriginServer server = OriginServer.accept(me);
        server.request();
        me.sleepMs(QUICK_MS);
        server.answer(response);
        server.close();
      }
    };
  }

  /** All that the programs of a run asked for, on whichever leg. */
  static List<HttpExchange> exchanges(Outcome outcome) {
    return Stream.concat(
            outcome.client().log().exchanges().stream(),
            outcome.server().log().exchanges().stream())
        .toList();
  }

  /** Holds a run against how many requests were made, and how many answered whole. */
  static Check exchanged(int requests, int complete) {
    return outcome -> exchanged(outcome, requests, complete);
  }

  static void exchanged(Outcome outcome, int requests, int complete) throws Disagreement {
    List<HttpExchange> exchanges = exchanges(outcome);
    within("requests", exchanges.size(), requests, requests);
    long whole = exchanges.stream().filter(e -> Boolean.TRUE.equals(e.complete())).count();
    within("whole answers", whole, complete, complete);
  }

  /** The same for a run in which one side's kernel sent at least one reset. */
  static Check exchangedAndReset(int requests, int complete) {
    return outcome -> {
      exchanged(outcome, requests, complete);
      long resets =
          outcome.client().counters().get("TcpOutRsts")
              + outcome.server().counters().get("TcpOutRsts");
      within("resets", resets, 1, MOST_RESETS);
    };
  }
}
