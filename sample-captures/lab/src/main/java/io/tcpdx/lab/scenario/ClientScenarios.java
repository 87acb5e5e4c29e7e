package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.RealSoftware.PORT;
import static io.tcpdx.lab.scenario.RealSoftware.SERVER;
import static io.tcpdx.lab.scenario.RealSoftware.URL;
import static io.tcpdx.lab.scenario.RealSoftware.anyClose;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.scenario.RealSoftware.Cast;
import io.tcpdx.lab.software.Chromium;
import io.tcpdx.lab.software.Nginx;
import io.tcpdx.lab.software.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A browser and a load generator. */
final class ClientScenarios {

  private ClientScenarios() {}

  static List<Scenario> all() {
    return List.of(browser(), wrk());
  }

  private static Scenario browser() {
    int images = 20;
    int scripts = 3;
    Map<String, Integer> pages = new TreeMap<>(Map.of("index.html", 0, "style.css", 1500));
    for (int i = 0; i < images; i++) {
      pages.put("image" + i + ".svg", 1000 + 100 * i);
    }
    for (int i = 0; i < scripts; i++) {
      pages.put("script" + i + ".js", 2000);
    }
    return RealSoftware.of(
        "browser-page",
        "A headless Chromium loads a page with twenty images, three scripts and a style sheet over"
            + " HTTP/1.1.",
        RealSoftware.wiring(),
        View.from(Vantage.CLIENT),
        Cast.of(
            Nginx.at(SERVER, PORT, "", pages),
            Program.CHROMIUM,
            place -> Chromium.load(place, URL)),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "pipelining",
                "truncated-message",
                "excess-data",
                "conflicting-length",
                "non-idempotent-retry")
            .check(
                o -> {
                  HttpTruth truth = o.server().log().http();
                  int transactions = truth == null ? 0 : truth.transactions().size();
                  within("requests", transactions, pages.size(), pages.size() + 1);
                }));
  }

  private static Scenario wrk() {
    return RealSoftware.of(
        "wrk",
        "wrk with four connections for a second: each is kept, and all are cut off at the end.",
        RealSoftware.wiring(),
        View.from(Vantage.CLIENT),
        Cast.of(
            Nginx.at(SERVER, PORT, "", Map.of("page0", 200)),
            Program.WRK,
            place -> place.run(Program.WRK, "-t", "1", "-c", "4", "-d", "1s", URL + "page0")),
        anyClose()
            .present("keep-alive-reuse")
            .absent("parallel-connections", "pipelining", "conflicting-length")
            .check(o -> within("connections", o.client().counters().get("TcpActiveOpens"), 4, 5)));
  }
}
