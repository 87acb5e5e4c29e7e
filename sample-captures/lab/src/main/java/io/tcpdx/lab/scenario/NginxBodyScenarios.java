package io.tcpdx.lab.scenario;

import static io.tcpdx.lab.scenario.NginxScenarios.curl;
import static io.tcpdx.lab.scenario.NginxScenarios.serving;
import static io.tcpdx.lab.scenario.RealSoftware.URL;
import static io.tcpdx.lab.scenario.RealSoftware.anyClose;
import static io.tcpdx.lab.scenario.RealSoftware.pages;
import static io.tcpdx.lab.scenario.RealSoftware.requireCounts;
import static io.tcpdx.lab.scenario.RealSoftware.urls;

import io.tcpdx.lab.scenario.RealSoftware.Cast;
import io.tcpdx.lab.software.Curl;
import io.tcpdx.lab.software.Program;
import java.util.List;
import java.util.Map;

/** The shapes of messages that nginx sends and takes. */
final class NginxBodyScenarios {
  private NginxBodyScenarios() {}

  static List<Scenario> all() {
    return List.of(slowBody(), bodies(), upload(), closeDelimited());
  }

  private static Scenario slowBody() {
    return RealSoftware.of(
        "nginx-slow-body",
        "nginx answers at once and sends 16 kB at 10 kB/s (limit_rate): receiving is slow, not the"
            + " answer.",
        curl(serving("limit_rate 10k;", pages(2, 16_000)), urls(2)),
        anyClose()
            .absent("connection-not-reused", "truncated-message", "parallel-connections")
            .check(o -> requireCounts(o, 1, 2)));
  }

  private static Scenario bodies() {
    return RealSoftware.of(
        "nginx-bodies",
        "One connection with a chunked answer, HEAD, 204, 304, 301, 404, an empty page and a POST.",
        curl(
            serving(
                """
                location /chunked { echo_duplicate 40 "some words of a chunk\\n"; echo_flush;
                                    echo_sleep 0.05; echo_duplicate 20 "and of another one\\n"; }
                location /nothing { return 204; }
                location /moved { return 301 /page0; }
                location /post { client_max_body_size 1m; echo_read_request_body; echo taken; }
                """,
                Map.of("page0", 2000, "empty", 0)),
            URL + "chunked",
            URL + "page0",
            "--next",
            "--head",
            URL + "page0",
            "--next",
            URL + "nothing",
            URL + "moved",
            URL + "missing",
            URL + "empty",
            "--next",
            "--header",
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            URL + "page0",
            "--next",
            "--data",
            "a=" + "b".repeat(3000),
            URL + "post",
            "--next",
            URL + "page0"),
        anyClose()
            .present("keep-alive-reuse")
            .absent(
                "truncated-message",
                "excess-data",
                "conflicting-length",
                "connection-not-reused",
                "pipelining",
                "serial-requests")
            .check(o -> requireCounts(o, 1, 10)));
  }

  private static Scenario upload() {
    return RealSoftware.of(
        "nginx-upload",
        "curl uploads 30 kB by PUT with Expect: 100-continue, and posts 20 kB in chunks; then it"
            + " asks for a page.",
        Cast.of(
            serving(
                """
                client_max_body_size 1m; client_body_buffer_size 200k;
                location /take { echo_read_request_body; echo taken; }
                """,
                pages(1, 2000)),
            Program.CURL,
            place -> {
              place.write("upload", "u".repeat(30_000));
              place.write("post", "p".repeat(20_000));
              Curl.run(
                  place,
                  "--header",
                  "Expect: 100-continue",
                  "--upload-file",
                  "upload",
                  URL + "take",
                  "--next",
                  "--header",
                  "Transfer-Encoding: chunked",
                  "--header",
                  "Expect:",
                  "--data-binary",
                  "@post",
                  URL + "take",
                  "--next",
                  URL + "page0");
            }),
        anyClose()
            .present("keep-alive-reuse")
            .absent("truncated-message", "excess-data", "conflicting-length", "pipelining")
            .check(o -> requireCounts(o, 1, 3)));
  }

  private static Scenario closeDelimited() {
    return RealSoftware.of(
        "nginx-close-delimited",
        "HTTP/1.0 requests for an answer of unknown length: only the server's close ends each"
            + " body.",
        curl(
            serving(
                "location /long { echo_duplicate 300 \"words until the end\\n\"; echo_flush;"
                    + " echo_sleep 0.05; echo end; }",
                Map.of()),
            "--http1.0",
            URL + "long?1",
            URL + "long?2",
            URL + "long?3"),
        anyClose()
            .present("connection-not-reused")
            .absent("truncated-message", "excess-data", "keep-alive-reuse")
            .check(o -> requireCounts(o, 3, 3)));
  }
}
