package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.RealSoftware.CLIENT;
import static io.tcpdx.lab.scenario.RealSoftware.ORIGIN_PORT;
import static io.tcpdx.lab.scenario.RealSoftware.PORT;
import static io.tcpdx.lab.scenario.RealSoftware.SERVER;
import static io.tcpdx.lab.scenario.RealSoftware.URL;
import static io.tcpdx.lab.scenario.RealSoftware.anyClose;
import static io.tcpdx.lab.scenario.RealSoftware.pages;
import static io.tcpdx.lab.scenario.RealSoftware.requireCounts;
import static io.tcpdx.lab.scenario.RealSoftware.urls;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.scenario.RealSoftware.Cast;
import io.tcpdx.lab.software.Curl;
import io.tcpdx.lab.software.Haproxy;
import io.tcpdx.lab.software.Httpd;
import io.tcpdx.lab.software.Nginx;
import io.tcpdx.lab.software.Program;
import io.tcpdx.lab.software.Service;
import io.tcpdx.lab.software.Squid;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Apache httpd's limits, HTTP/2 in clear, and proxies with both of their legs in one capture. */
final class ServerScenarios {

  /** The origin of the proxies is in the client's namespace: both legs cross the same link. */
  private static final String ORIGIN = CLIENT + ":" + ORIGIN_PORT;

  private static final String H2C = "Protocols h2c http/1.1\nH2Direct on\nH2Upgrade on";

  private ServerScenarios() {}

  static List<Scenario> all() {
    return List.of(httpdLimits(), httpdTimeout(), http2Prior(), http2Upgrade(), haproxy(), squid());
  }

  private static Httpd httpd(String directives, int count, int bytes) {
    return Httpd.at(SERVER, PORT, directives, pages(count, bytes));
  }

  private static Scenario httpdLimits() {
    int requests = 12;
    return RealSoftware.of(
        "httpd-max-requests",
        "Apache httpd with MaxKeepAliveRequests 4 serves a request and four more on each"
            + " connection, as it announces: curl needs three for twelve pages.",
        Cast.of(
            httpd("KeepAlive On\nMaxKeepAliveRequests 4\nKeepAliveTimeout 5", requests, 2000),
            Program.CURL,
            place -> Curl.run(place, urls(requests))),
        anyClose()
            .present("keep-alive-reuse")
            .absent("keep-alive-race", "parallel-connections", "pipelining", "truncated-message")
            .check(o -> requireCounts(o, 3, requests)));
  }

  private static Scenario httpdTimeout() {
    return RealSoftware.of(
        "httpd-keepalive-timeout",
        "Apache httpd with KeepAliveTimeout 2 closes idle connections after the 2 s that it"
            + " announced: curl, which asks every 4 s, needs a new one each time.",
        Cast.of(
            httpd("KeepAlive On\nKeepAliveTimeout 2", 3, 2000),
            Program.CURL,
            place ->
                Curl.run(
                    place,
                    Stream.concat(Stream.of("--rate", "15/m"), Arrays.stream(urls(3)))
                        .toArray(String[]::new))),
        anyClose()
            .absent(
                "keep-alive-reuse",
                "keep-alive-race",
                "parallel-connections",
                "pipelining",
                "truncated-message")
            .check(o -> requireCounts(o, 3, 3)));
  }

  private static Scenario http2Prior() {
    int requests = 8;
    return RealSoftware.of(
        "http2-prior-knowledge",
        "nghttp asks nginx for eight pages over HTTP/2 in clear, all at once on one connection.",
        Cast.of(
            Nginx.at(SERVER, PORT, "", pages(requests, 3000)).listening("http2"),
            Program.NGHTTP,
            place -> place.run(Program.NGHTTP, nghttp(requests))),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "connection-not-reused",
                "parallel-connections",
                "serial-requests",
                "pipelining",
                "truncated-message")
            .check(o -> requireCounts(o, 1, requests)));
  }

  private static Scenario http2Upgrade() {
    return RealSoftware.of(
        "http2-upgrade",
        "nghttp -u asks Apache httpd for a page in HTTP/1.1, the connection becomes h2c, and the"
            + " answer comes there (httpd logs it twice, as 101 and as 200).",
        Cast.of(
            httpd(H2C, 1, 3000),
            Program.NGHTTP,
            place ->
                place.run(Program.NGHTTP, "--null-out", "--no-dep", "--upgrade", URL + "page0")),
        anyClose()
            .absent(
                "connection-not-reused", "parallel-connections", "pipelining", "truncated-message")
            .check(o -> requireCounts(o, 1, 2)));
  }

  private static String[] nghttp(int requests) {
    return Stream.concat(Stream.of("--null-out", "--no-dep"), Arrays.stream(urls(requests)))
        .toArray(String[]::new);
  }

  private static Scenario haproxy() {
    int requests = 6;
    return proxied(
        "proxy-haproxy",
        "haproxy at the server passes curl's six requests on to an nginx: the capture at the proxy"
            + " has both legs, each on one kept connection.",
        new Haproxy(SERVER, PORT, ORIGIN),
        place -> Curl.run(place, urls(requests)),
        requests);
  }

  private static Scenario squid() {
    int requests = 6;
    return proxied(
        "proxy-squid",
        "curl asks for six pages through Squid as its forward proxy, with absolute targets: the"
            + " capture at the proxy has both legs.",
        new Squid(SERVER, PORT),
        place ->
            Curl.run(
                place,
                Stream.concat(
                        Stream.of("--proxy", URL),
                        Arrays.stream(urls("http://" + ORIGIN + "/", requests)))
                    .toArray(String[]::new)),
        requests);
  }

  private static Scenario proxied(
      String name, String what, Service proxy, RealSoftware.Errand errand, int requests) {
    View view =
        new View(Vantage.SERVER, EnumSet.of(Vantage.BETWEEN, Vantage.SERVER), 0, "", false, false);
    return RealSoftware.of(
        name,
        what,
        RealSoftware.wiring(),
        view,
        Cast.of(proxy, Program.CURL, errand)
            .origin(Nginx.at(CLIENT, ORIGIN_PORT, "", pages(requests, 2000))),
        anyClose()
            .absent(
                "hop-by-hop-forwarded",
                "blind-relay",
                "truncated-message",
                "excess-data",
                "conflicting-length",
                "non-idempotent-retry",
                "idempotent-retry",
                "parallel-connections")
            .check(o -> requireProxied(o, requests)));
  }

  private static void requireProxied(Outcome outcome, int requests) throws Disagreement {
    HttpTruth origin = outcome.client().log().http();
    HttpTruth proxy = outcome.server().log().http();
    within(
        "asked at the origin",
        origin == null ? 0 : origin.transactions().size(),
        requests,
        requests);
    within("passed on", proxy == null ? 0 : proxy.proxied().size(), requests, requests);
  }
}
