package io.tcpdx.detect.http;

import io.tcpdx.connection.Side;
import io.tcpdx.detect.FindingBuilder;
import org.jspecify.annotations.Nullable;

/** What to set, and where, so that connections are reused. */
final class ReuseAdvice {
  private static final String CLIENT_POOL =
      "At the client: one client object for all requests, which keeps its connections (Java: one shared"
          + " HttpClient; Python: one requests.Session; Node.js: an http.Agent with keepAlive: true;"
          + " curl: all URLs in one invocation, or one handle).";

  private static final String NGINX_UPSTREAM =
      "If the client is nginx as a proxy: proxy_http_version 1.1; proxy_set_header Connection \"\"; and"
          + " keepalive in the upstream block.";

  private ReuseAdvice() {}

  static void add(FindingBuilder finding, EndReason reason, @Nullable Side by) {
    switch (reason) {
      case CONNECTION_CLOSE -> close(finding, by);
      case HTTP_1_0 -> oldVersion(finding, by);
      case KEEP_ALIVE_MAX ->
          finding.advise(
              "At the server: allow more requests per connection (nginx: keepalive_requests; Apache"
                  + " httpd: MaxKeepAliveRequests, 0 for no limit; Node.js:"
                  + " server.maxRequestsPerSocket).");
      case KEEP_ALIVE_TIMEOUT -> timeout(finding, Side.SERVER);
      case IDLE_TIMEOUT -> timeout(finding, by);
      case NO_LENGTH ->
          finding.advise(
              "At the server: send Content-Length, or Transfer-Encoding: chunked to clients of HTTP/1.1,"
                  + " so that the answer's end needs no close (RFC 9112 §6.3).");
      case CLIENT_CLOSED, IDLE_IGNORED -> finding.advise(CLIENT_POOL);
      case SERVER_CLOSED -> serverClosed(finding);
    }
  }

  private static void close(FindingBuilder finding, @Nullable Side by) {
    if (by == Side.CLIENT) {
      finding
          .advise(
              "At the client: do not send \"Connection: close\" while more requests will follow.")
          .advise(NGINX_UPSTREAM)
          .advise(CLIENT_POOL);
    } else {
      serverClosed(finding);
    }
  }

  private static void oldVersion(FindingBuilder finding, @Nullable Side by) {
    if (by == Side.CLIENT) {
      finding
          .advise("At the client: speak HTTP/1.1 (ab: -k asks for keep-alive).")
          .advise(NGINX_UPSTREAM);
    } else {
      finding.advise(
          "At the server: answer in HTTP/1.1, with a length (Python's http.server: protocol_version ="
              + " \"HTTP/1.1\").");
    }
  }

  private static void timeout(FindingBuilder finding, @Nullable Side by) {
    if (by == Side.CLIENT) {
      finding.advise(
          "At the client: keep idle connections for longer, if the server does too (Java:"
              + " jdk.httpclient.keepalive.timeout; Go: Transport.IdleConnTimeout).");
    } else {
      finding.advise(
          "At the server: keep idle connections for longer than the requests are apart (nginx:"
              + " keepalive_timeout; Apache httpd: KeepAliveTimeout, 5 s by default; Node.js:"
              + " server.keepAliveTimeout, 5 s by default).");
    }
  }

  private static void serverClosed(FindingBuilder finding) {
    finding.advise(
        "At the server: let connections persist (nginx: keepalive_timeout not 0; Apache httpd:"
            + " KeepAlive On; in a program, no \"Connection: close\" of its own).");
  }
}
