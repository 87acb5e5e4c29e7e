package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.link.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.lab.scenario.RealSoftware.PORT;
import static io.tcpdx.lab.scenario.RealSoftware.SERVER;
import static io.tcpdx.lab.scenario.RealSoftware.anyClose;
import static io.tcpdx.lab.scenario.RealSoftware.pages;
import static io.tcpdx.lab.scenario.RealSoftware.requireCounts;

import io.tcpdx.lab.link.Faults;
import io.tcpdx.lab.scenario.RealSoftware.Cast;
import io.tcpdx.lab.software.Curl;
import io.tcpdx.lab.software.Dnsmasq;
import io.tcpdx.lab.software.NameServer;
import io.tcpdx.lab.software.Nginx;
import io.tcpdx.lab.software.Program;
import io.tcpdx.lab.software.Service;
import java.util.List;

/** Names looked up before the connection that used them, by the C library's resolver in curl. */
final class NameScenarios {

  private static final double SLOW_SECONDS = 0.4;
  private static final String A_ONLY = "--ipv4";

  private NameScenarios() {}

  static List<Scenario> all() {
    return List.of(quick(), both(), slow(), lost(), unknown(), failing());
  }

  private static String url(String name, int page) {
    return "http://" + name + ":" + PORT + "/page" + page;
  }

  private static Scenario named(
      String name, String what, Wiring wiring, Cast cast, Expectation expectation) {
    View view = View.fromEverywhere(Vantage.CLIENT).withLookups();
    return RealSoftware.of(name, what, wiring, view, cast, expectation);
  }

  private static Cast curl(Service resolver, boolean succeeds, String... arguments) {
    return Cast.of(
            Nginx.at(SERVER, PORT, "", pages(3, 2000)),
            Program.CURL,
            place -> Curl.named(place, SERVER, succeeds, arguments))
        .with(resolver);
  }

  private static Dnsmasq dnsmasq() {
    return new Dnsmasq(SERVER, "host-record=www.lab," + SERVER, "host-record=static.lab," + SERVER);
  }

  private static Scenario quick() {
    return named(
        "dns-quick",
        "curl looks up two names at dnsmasq, a round trip of 20 ms each, and asks each for a page.",
        RealSoftware.wiring(),
        curl(dnsmasq(), true, A_ONLY, url("www.lab", 0), url("static.lab", 1)),
        anyClose().absent("truncated-message", "pipelining").check(o -> requireCounts(o, 2, 2)));
  }

  private static Scenario both() {
    return named(
        "dns-both-types",
        "curl asks dnsmasq for A and AAAA at once, and there is no AAAA; then it asks for a page.",
        RealSoftware.wiring(),
        curl(dnsmasq(), true, url("www.lab", 0)),
        anyClose().absent("truncated-message", "pipelining").check(o -> requireCounts(o, 1, 1)));
  }

  private static Scenario slow() {
    return named(
        "dns-slow",
        "A name server that takes 0.4 s for one of two names: the page waits for it.",
        RealSoftware.wiring(),
        curl(
            new NameServer(SERVER, SLOW_SECONDS),
            true,
            A_ONLY,
            url("slow.lab", 0),
            url("quick.lab", 1)),
        anyClose()
            .present("dns-delay")
            .absent("truncated-message", "pipelining")
            .check(o -> requireCounts(o, 2, 2)));
  }

  private static Scenario lost() {
    // Seen from the client alone: elsewhere an answer passes, and nobody knows that it was lost.
    return RealSoftware.of(
        "dns-lost",
        "dnsmasq's first answer is lost: the resolver asks again after its timeout of 1 s.",
        RealSoftware.wiring().with(stage -> List.of(Faults.firstDatagramLost(SERVER_TO_CLIENT))),
        View.from(Vantage.CLIENT).withLookups(),
        curl(dnsmasq(), true, A_ONLY, url("www.lab", 0)),
        anyClose()
            .present("dns-delay")
            .absent("truncated-message", "pipelining")
            .check(o -> requireCounts(o, 1, 1)));
  }

  private static Scenario unknown() {
    return named(
        "dns-nxdomain",
        "curl asks for a page of a host that does not exist (NXDOMAIN), then of one that does.",
        RealSoftware.wiring(),
        curl(dnsmasq(), true, A_ONLY, url("nowhere.lab", 0), url("www.lab", 1)),
        anyClose().absent("truncated-message", "pipelining").check(o -> requireCounts(o, 1, 1)));
  }

  private static Scenario failing() {
    return named(
        "dns-servfail",
        "The name server fails for one name (SERVFAIL), so that the resolver asks again at once;"
            + " for the other it answers.",
        RealSoftware.wiring(),
        curl(
            new NameServer(SERVER, SLOW_SECONDS),
            true,
            A_ONLY,
            url("fail.lab", 0),
            url("www.lab", 1)),
        anyClose().absent("truncated-message", "pipelining").check(o -> requireCounts(o, 1, 1)));
  }
}
