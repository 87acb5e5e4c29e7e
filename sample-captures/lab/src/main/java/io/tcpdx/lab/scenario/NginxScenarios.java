package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
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
import io.tcpdx.lab.software.Nginx;
import io.tcpdx.lab.software.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How nginx keeps connections, or does not. */
final class NginxScenarios {

  private static final String CLOSE = "Connection: close";

  private NginxScenarios() {}

  static List<Scenario> all() {
    return List.of(
        keptAlive(),
        requestLimit(),
        idleLimit(),
        idleInTime(),
        keepAliveOff(),
        clientCloses(),
        serial(),
        parallel(),
        parallelFour(),
        abCloses(),
        abKeeps(),
        slowServer());
  }

  static Nginx serving(String directives, Map<String, Integer> pages) {
    return Nginx.at(SERVER, PORT, directives, pages);
  }

  static Cast curl(Nginx nginx, String... arguments) {
    return Cast.of(nginx, Program.CURL, place -> Curl.run(place, arguments));
  }

  private static String[] with(String[] urls, String... options) {
    return Stream.concat(Stream.of(options), Stream.of(urls)).toArray(String[]::new);
  }

  private static Scenario keptAlive() {
    int requests = 10;
    return RealSoftware.of(
        "nginx-keep-alive",
        "curl asks nginx for ten pages on one connection, over 20 ms of RTT.",
        curl(serving("", pages(requests, 2000)), urls(requests)),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "connection-not-reused",
                "keep-alive-limit",
                "keep-alive-race",
                "serial-requests",
                "parallel-connections",
                "pipelining",
                "truncated-message",
                "excess-data",
                "conflicting-length",
                "slow-server")
            .check(o -> requireCounts(o, 1, requests)));
  }

  private static Scenario requestLimit() {
    int requests = 8;
    return RealSoftware.of(
        "nginx-keepalive-requests",
        "nginx with keepalive_requests 3: curl asks for eight pages and needs three connections.",
        curl(serving("keepalive_requests 3;", pages(requests, 2000)), urls(requests)),
        anyClose()
            .present("keep-alive-reuse")
            .absent("keep-alive-race", "pipelining", "truncated-message", "slow-server")
            .check(o -> requireCounts(o, 3, requests)));
  }

  private static Scenario idleLimit() {
    return RealSoftware.of(
        "nginx-keepalive-timeout",
        "nginx with keepalive_timeout 2s 10s closes idle connections after 2 s, though it announced"
            + " 10 s: curl, which asks every 4 s, needs one for each of three requests.",
        curl(serving("keepalive_timeout 2s 10s;", pages(3, 2000)), with(urls(3), "--rate", "15/m")),
        anyClose()
            .present("keep-alive-limit")
            .absent(
                "keep-alive-reuse",
                "keep-alive-race",
                "pipelining",
                "truncated-message",
                "slow-server",
                "parallel-connections")
            .check(o -> requireCounts(o, 3, 3)));
  }

  private static Scenario idleInTime() {
    return RealSoftware.of(
        "nginx-keepalive-in-time",
        "nginx with keepalive_timeout 10s 10s, and curl asks every 2 s: one connection serves all"
            + " three requests, and no limit is met.",
        curl(
            serving("keepalive_timeout 10s 10s;", pages(3, 2000)), with(urls(3), "--rate", "30/m")),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "keep-alive-limit",
                "connection-not-reused",
                "serial-requests",
                "parallel-connections",
                "truncated-message")
            .check(o -> requireCounts(o, 1, 3)));
  }

  private static Scenario keepAliveOff() {
    int requests = 6;
    return RealSoftware.of(
        "nginx-keepalive-off",
        "nginx with keepalive_timeout 0 says Connection: close to each of curl's six requests.",
        curl(serving("keepalive_timeout 0;", pages(requests, 2000)), urls(requests)),
        anyClose()
            .present("connection-not-reused")
            .absent(
                "keep-alive-reuse",
                "keep-alive-race",
                "parallel-connections",
                "pipelining",
                "truncated-message",
                "slow-server")
            .check(o -> requireCounts(o, requests, requests)));
  }

  private static Scenario clientCloses() {
    int requests = 6;
    return RealSoftware.of(
        "curl-closes",
        "curl says Connection: close in each of six requests to an nginx that would keep them.",
        curl(serving("", pages(requests, 2000)), with(urls(requests), "--header", CLOSE)),
        anyClose()
            .present("connection-not-reused")
            .absent("keep-alive-reuse", "parallel-connections", "truncated-message")
            .check(o -> requireCounts(o, requests, requests)));
  }

  private static Scenario serial() {
    int requests = 5;
    return RealSoftware.of(
        "curl-serial",
        "Five curls one after another, one page each: each makes and closes a connection of its"
            + " own.",
        Cast.of(
            serving("", pages(requests, 2000)),
            Program.CURL,
            place -> {
              for (String url : urls(requests)) {
                Curl.run(place, url);
              }
            }),
        anyClose()
            .present("connection-not-reused")
            .absent("keep-alive-reuse", "parallel-connections", "pipelining", "truncated-message")
            .check(o -> requireCounts(o, requests, requests)));
  }

  private static Scenario parallel() {
    int requests = 10;
    return RealSoftware.of(
        "curl-parallel-ten",
        "curl --parallel asks for ten pages of 3 kB at once, on ten connections.",
        curl(
            serving("", pages(requests, 3000)),
            with(urls(requests), "--parallel", "--parallel-immediate", "--parallel-max", "10")),
        anyClose()
            .present("parallel-connections")
            .absent("keep-alive-reuse", "pipelining", "truncated-message", "serial-requests")
            .check(
                o -> {
                  requireCounts(o, requests, requests);
                  requireParallel(o, requests);
                }));
  }

  private static Scenario parallelFour() {
    int requests = 12;
    return RealSoftware.of(
        "curl-parallel-four",
        "curl --parallel with four connections at once for twelve pages: each serves several.",
        curl(
            serving("", pages(requests, 3000)),
            with(urls(requests), "--parallel", "--parallel-immediate", "--parallel-max", "4")),
        anyClose()
            .present("keep-alive-reuse")
            .absent("parallel-connections", "pipelining", "truncated-message")
            .check(o -> requireParallel(o, 4)));
  }

  private static void requireParallel(Outcome outcome, int connections) throws Disagreement {
    HttpTruth truth = outcome.server().log().http();
    Integer most = truth == null ? null : truth.maxParallelConnections();
    within("connections at once", most == null ? 0 : most, connections, connections);
  }

  private static Scenario abCloses() {
    int requests = 12;
    return RealSoftware.of(
        "ab-close",
        "ab -n 12 -c 2 speaks HTTP/1.0 without keep-alive: each request has its own connection, two"
            + " at once.",
        Cast.of(
            serving("", pages(1, 2000)),
            Program.AB,
            place -> place.run(Program.AB, "-q", "-n", "12", "-c", "2", URL + "page0")),
        anyClose()
            .present("connection-not-reused")
            .absent("keep-alive-reuse", "parallel-connections", "pipelining", "truncated-message")
            .check(
                o -> {
                  // ab opens one more that it does not use, and closes it.
                  long opened = o.client().counters().get("TcpActiveOpens");
                  within("connections", opened, requests, requests + 1);
                  requireCounts(o, (int) opened, requests);
                }));
  }

  private static Scenario abKeeps() {
    int requests = 20;
    return RealSoftware.of(
        "ab-keep-alive",
        "ab -k -n 20 -c 2 speaks HTTP/1.0 with Connection: Keep-Alive: two connections serve all.",
        Cast.of(
            serving("", pages(1, 2000)),
            Program.AB,
            place -> place.run(Program.AB, "-q", "-k", "-n", "20", "-c", "2", URL + "page0")),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "connection-not-reused",
                "serial-requests",
                "parallel-connections",
                "pipelining",
                "truncated-message")
            .check(o -> requireCounts(o, 2, requests)));
  }

  private static Scenario slowServer() {
    return RealSoftware.of(
        "nginx-slow-server",
        "Three of seven pages take the server 0.4, 0.8 and 1.2 s (echo_sleep), over 20 ms of RTT.",
        curl(
            serving(
                """
                location /slow4 { echo_sleep 0.4; echo slow; }
                location /slow8 { echo_sleep 0.8; echo slow; }
                location /slow12 { echo_sleep 1.2; echo slow; }
                """,
                pages(4, 2000)),
            URL + "page0",
            URL + "slow4",
            URL + "page1",
            URL + "slow8",
            URL + "page2",
            URL + "slow12",
            URL + "page3"),
        anyClose()
            .present("slow-server", "keep-alive-reuse")
            .absent("connection-not-reused", "parallel-connections", "truncated-message")
            .check(o -> requireCounts(o, 1, 7)));
  }
}
