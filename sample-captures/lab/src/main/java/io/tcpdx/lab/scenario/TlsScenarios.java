package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.Expectation.within;
import static io.tcpdx.lab.scenario.RealSoftware.PORT;
import static io.tcpdx.lab.scenario.RealSoftware.SERVER;
import static io.tcpdx.lab.scenario.RealSoftware.anyClose;
import static io.tcpdx.lab.scenario.RealSoftware.pages;
import static io.tcpdx.lab.scenario.RealSoftware.urls;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.TlsSession;
import io.tcpdx.lab.scenario.Expectation.Disagreement;
import io.tcpdx.lab.scenario.RealSoftware.Cast;
import io.tcpdx.lab.software.Curl;
import io.tcpdx.lab.software.Nginx;
import io.tcpdx.lab.software.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** HTTPS between curl and nginx: full and resumed handshakes, kept connections, refusals. */
final class TlsScenarios {

  private static final String NAME = "www.lab";
  private static final String HTTPS = "https://" + NAME + ":" + PORT + "/";
  private static final String TLS_1_2 = "ssl_protocols TLSv1.2; ssl_session_cache shared:lab:1m;";
  private static final String TLS_1_3 = "ssl_protocols TLSv1.3;";

  private TlsScenarios() {}

  static List<Scenario> all() {
    return List.of(
        kept("tls12-kept", "1.2", TLS_1_2),
        kept("tls13-kept", "1.3", TLS_1_3),
        resumed("tls12-resumed", "1.2", TLS_1_2),
        resumed("tls13-resumed", "1.3", TLS_1_3),
        each("tls12-each", "1.2", TLS_1_2),
        each("tls13-each", "1.3", TLS_1_3),
        refusedByServer(),
        refusedByClient());
  }

  private static String[] arguments(int requests, String... more) {
    List<String> all = new ArrayList<>(List.of("--http1.1", "--resolve"));
    all.add(NAME + ":" + PORT + ":" + SERVER);
    all.addAll(List.of(more));
    Stream.of(urls(HTTPS, requests)).forEach(all::add);
    return all.toArray(String[]::new);
  }

  private static Nginx nginx(String directives) {
    return Nginx.at(SERVER, PORT, directives, pages(8, 2000)).listening("ssl");
  }

  private static Scenario kept(String name, String version, String directives) {
    int requests = 8;
    return RealSoftware.of(
        name,
        "curl asks for eight pages on one connection with TLS " + version + ".",
        Cast.of(
            nginx(directives),
            Program.CURL,
            place -> Curl.run(place, arguments(requests, "--insecure"))),
        anyClose()
            .absent("connection-not-reused", "parallel-connections", "serial-requests")
            .check(o -> requireSessions(o, 1, 0)));
  }

  private static Scenario resumed(String name, String version, String directives) {
    int requests = 4;
    return RealSoftware.of(
        name,
        "curl asks for four pages, each on a connection of its own (Connection: close), and takes"
            + " its TLS "
            + version
            + " session up again three times.",
        Cast.of(
            nginx(directives),
            Program.CURL,
            place -> Curl.run(place, arguments(requests, "--insecure", "-H", "Connection: close"))),
        anyClose()
            .absent("parallel-connections")
            .check(o -> requireSessions(o, requests, requests - 1)));
  }

  private static Scenario each(String name, String version, String directives) {
    int requests = 4;
    return RealSoftware.of(
        name,
        "Four curls one after another, one page each: a full TLS "
            + version
            + " handshake for every request.",
        Cast.of(
            nginx(directives),
            Program.CURL,
            place -> {
              for (int i = 0; i < requests; i++) {
                Curl.run(place, arguments(1, "--insecure"));
              }
            }),
        anyClose()
            .present("tls-handshake-cost")
            .absent("parallel-connections")
            .check(o -> requireSessions(o, requests, 0)));
  }

  private static Scenario refusedByServer() {
    return RealSoftware.of(
        "tls-refused-version",
        "A server of TLS 1.2 only answers curl, which wants 1.3, with the alert protocol_version.",
        Cast.of(
            nginx(TLS_1_2),
            Program.CURL,
            place -> Curl.fail(place, arguments(1, "--insecure", "--tlsv1.3"))),
        anyClose().check(o -> requireAlert(o.client())));
  }

  private static Scenario refusedByClient() {
    return RealSoftware.of(
        "tls-unknown-ca",
        "curl does not know who signed the server's certificate, and ends the TLS 1.2 handshake"
            + " with the alert unknown_ca.",
        Cast.of(nginx(TLS_1_2), Program.CURL, place -> Curl.fail(place, arguments(1))),
        anyClose().check(o -> requireAlert(o.server())));
  }

  private static void requireSessions(Outcome outcome, int sessions, int resumed)
      throws Disagreement {
    List<TlsSession> tls = sessions(outcome.server());
    within("TLS sessions", tls.size(), sessions, sessions);
    long again = tls.stream().filter(s -> Boolean.TRUE.equals(s.resumed())).count();
    within("sessions resumed", again, resumed, resumed);
  }

  private static void requireAlert(Outcome.Side side) throws Disagreement {
    long alerts = sessions(side).stream().map(TlsSession::alert).filter(Objects::nonNull).count();
    within("alerts", alerts, 1, 1);
  }

  private static List<TlsSession> sessions(Outcome.Side side) {
    HttpTruth truth = side.log().http();
    return truth == null ? List.of() : truth.tls();
  }
}
