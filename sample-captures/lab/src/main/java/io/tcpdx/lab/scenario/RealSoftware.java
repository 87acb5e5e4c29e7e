package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.program.Script;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.software.Program;
import io.tcpdx.lab.software.Service;
import io.tcpdx.lab.software.Workplace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios in which real software talks: services at the server, one of which listens at the usual
 * port, an errand at the client, and where a proxy stands at the server, an origin in the client's
 * namespace. What they log becomes truth.
 */
final class RealSoftware {

  static final String CLIENT = "10.7.0.1";
  static final String SERVER = "10.7.0.2";
  static final int PORT = 8000;
  static final int ORIGIN_PORT = 8080;
  static final String URL = "http://" + SERVER + ":" + PORT + "/";

  private static final double RTT_MS = 20;
  private static final long BITS_PER_SECOND = 100_000_000;

  /** For the last FIN to arrive, and for the logs to be written. */
  private static final double LINGER_MS = 300;

  private static final String LISTENING = "listening";
  private static final String ORIGIN_LISTENS = "origin listens";
  private static final String DONE = "done";

  private RealSoftware() {}

  /** What the client does. */
  @FunctionalInterface
  interface Errand {
    void run(Workplace place) throws Exception;
  }

  /** What takes part in a run, and what each may tell. */
  record Cast(
      List<Service> services, @Nullable Service origin, List<Program> clients, Errand errand) {

    static Cast of(Service service, Program client, Errand errand) {
      return new Cast(List.of(service), null, List.of(client), errand);
    }

    Cast with(Service other) {
      List<Service> more = Stream.concat(Stream.of(other), services.stream()).toList();
      return new Cast(more, origin, clients, errand);
    }

    /** A proxy at the server asks this one, which runs in the client's namespace. */
    Cast origin(Service asked) {
      return new Cast(services, asked, clients, errand);
    }

    private List<Program> programs() {
      Stream<Service> all = Stream.concat(services.stream(), Stream.ofNullable(origin));
      return Stream.concat(all.flatMap(s -> s.programs().stream()), clients.stream())
          .distinct()
          .toList();
    }
  }

  static Wiring wiring() {
    return Wiring.rtt(RTT_MS).rate(BITS_PER_SECOND);
  }

  static Scenario of(String name, String what, Cast cast, Expectation expectation) {
    return of(name, what, wiring(), View.fromEverywhere(Vantage.CLIENT), cast, expectation);
  }

  static Scenario of(
      String name, String what, Wiring wiring, View view, Cast cast, Expectation expectation) {
    return Scenario.of(name, what, wiring, view, client(cast), server(cast), expectation)
        .closedPort();
  }

  /**
   * Nothing is stated of what nobody watched: which writes were held, how windows grew, what the
   * programs did with what they had not read.
   */
  static Expectation anyClose() {
    return Expectation.close(null, null)
        .undecided(
            "handshake-cost",
            "nagle-stall",
            "small-segments",
            "slow-start-ramp",
            "slow-start-after-idle",
            "receive-window-limited",
            "close-wait-lingering",
            "reset-data-loss");
  }

  /** Pages of that many bytes each, {@code page0}, {@code page1}, … */
  static Map<String, Integer> pages(int count, int bytes) {
    Map<String, Integer> pages = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      pages.put("page" + i, bytes);
    }
    return pages;
  }

  /** Where they are. */
  static String[] urls(int count) {
    return urls(URL, count);
  }

  static String[] urls(String base, int count) {
    String[] urls = new String[count];
    for (int i = 0; i < count; i++) {
      urls[i] = base + "page" + i;
    }
    return urls;
  }

  private static Script server(Cast cast) {
    return me -> {
      Program.require(cast.programs());
      try (Workplace place = new Workplace(me)) {
        if (cast.origin() != null) {
          me.awaitCue(ORIGIN_LISTENS);
        }
        for (Service service : cast.services()) {
          service.start(place);
        }
        me.cue(LISTENING);
        me.awaitCue(DONE);
        me.sleepMs(LINGER_MS);
        place.stop();
        for (Service service : cast.services()) {
          tell(me, service, place);
        }
      }
    };
  }

  private static Script client(Cast cast) {
    return me -> {
      Program.require(cast.programs());
      try (Workplace place = new Workplace(me)) {
        Service origin = cast.origin();
        if (origin != null) {
          origin.start(place);
          me.cue(ORIGIN_LISTENS);
        }
        me.awaitCue(LISTENING);
        cast.errand().run(place);
        if (origin != null) {
          // The proxy ends first: what it still keeps open it closes itself.
          me.cue(DONE);
          me.sleepMs(3 * LINGER_MS);
          place.stop();
          tell(me, origin, place);
        }
      } finally {
        me.cue(DONE);
      }
    };
  }

  private static void tell(Peer me, Service service, Workplace place) throws IOException {
    HttpTruth logged = service.logged(place);
    if (logged != null) {
      me.log().http(logged);
    }
  }

  /**
   * As many connections as the client's kernel opened, and as many answers as the server logged.
   */
  static void requireCounts(Outcome outcome, int connections, int transactions)
      throws Disagreement {
    within(
        "connections", outcome.client().counters().get("TcpActiveOpens"), connections, connections);
    HttpTruth truth = outcome.server().log().http();
    within(
        "transactions",
        truth == null ? 0 : truth.transactions().size(),
        transactions,
        transactions);
  }
}
