package io.tcpdx.protocol.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 10.0.0.1 asks the proxy 10.0.0.2, which asks the server 10.0.0.3. */
final class ProxyLegsTest {
  private static final String OK = "HTTP/1.1 200 OK|Content-Length: 2||ok";

  private static String inbound(int port, String request) {
    return """
        connection PORT 3128 hosts 1 2
        handshake rtt 20ms
        +.001 > P.   *("REQUEST") ack *
        """
        .replace("PORT", Integer.toString(port))
        .replace("REQUEST", request);
  }

  private static String outbound(int port, String request) {
    return """
        connection PORT 80 hosts 2 3
        handshake rtt 4ms
        +.001 > P.   *("REQUEST") ack *
        """
        .replace("PORT", Integer.toString(port))
        .replace("REQUEST", request);
  }

  private static String answered(int port, int serverPort, String answer) {
    return """
        connection PORT SERVERPORT
        +.030 < P.   *("ANSWER") ack *
        +.0001 > .   *(0) ack *
        """
        .replace("SERVERPORT", Integer.toString(serverPort))
        .replace("PORT", Integer.toString(port))
        .replace("ANSWER", answer);
  }

  private static List<ProxiedRequest> proxied(String timeline) {
    return Timeline.of("vantage client\n" + timeline).report().proxied();
  }

  @Test
  void aRequestOnBothSidesWithTheTimeInside() {
    List<ProxiedRequest> pairs =
        proxied(
            inbound(40_000, "GET http://a/x HTTP/1.1|Host: a|Connection: TE|TE: gzip||")
                + outbound(50_000, "GET /x HTTP/1.1|Host: a|Via: 1.1 p||")
                + answered(50_000, 80, OK)
                + answered(40_000, 3128, OK));

    assertThat(pairs).hasSize(1);
    ProxiedRequest pair = pairs.get(0);
    assertThat(pair.certain()).isTrue();
    assertThat(pair.verbatim()).isFalse();
    assertThat(pair.inbound().connection().client().port()).isEqualTo(40_000);
    assertThat(pair.outbound().connection().client().port()).isEqualTo(50_000);
    assertThat(pair.requestChanges().added()).containsExactly("via");
    assertThat(pair.requestChanges().removed()).containsExactly("connection", "te");
    // The set-up of the second connection, 5.02 ms after the request, and 30.1 ms after its answer,
    // less the 20.02 ms to the proxy and back.
    assertThat(pair.insideNs()).isEqualTo(5_020_000L + 30_100_000L - 20_020_000L);
    assertThat(pair.connectNs()).isEqualTo(4_020_000L);
  }

  @Test
  void ofEqualRequestsTheOneAskedFirstIsLikely() {
    String request = "GET http://a/x HTTP/1.1|Host: a||";
    String forwarded = "GET /x HTTP/1.1|Host: a|Via: 1.1 p||";
    List<ProxiedRequest> pairs =
        proxied(
            inbound(40_000, request)
                + inbound(40_001, request)
                + outbound(50_000, forwarded)
                + outbound(50_001, forwarded)
                + answered(50_000, 80, OK)
                + answered(50_001, 80, OK)
                + answered(40_000, 3128, OK)
                + answered(40_001, 3128, OK));

    assertThat(pairs)
        .extracting(pair -> pair.inbound().connection().client().port())
        .containsExactly(40_000, 40_001);
    assertThat(pairs.get(0).certain()).isFalse();
  }

  @Test
  void aNumberOfItsOwnTellsThemApart() {
    List<ProxiedRequest> pairs =
        proxied(
            inbound(40_000, "GET /x HTTP/1.1|Host: a|X-Request-Id: 1||")
                + inbound(40_001, "GET /x HTTP/1.1|Host: a|X-Request-Id: 2||")
                + outbound(50_000, "GET /x HTTP/1.1|Host: b|X-Request-Id: 2||")
                + answered(50_000, 80, OK)
                + answered(40_001, 3128, OK)
                + answered(40_000, 3128, OK));

    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).inbound().connection().client().port()).isEqualTo(40_001);
    assertThat(pairs.get(0).certain()).isTrue();
  }

  @Test
  void aHostThatAsksForItselfIsNoProxy() {
    assertThat(
            proxied(
                inbound(40_000, "GET /x HTTP/1.1|Host: a||")
                    + answered(40_000, 3128, OK)
                    + outbound(50_000, "GET /x HTTP/1.1|Host: a||")
                    + answered(50_000, 80, OK)))
        .isEmpty();
  }

  @Test
  void anotherOutcomeIsAnotherRequest() {
    assertThat(
            proxied(
                inbound(40_000, "GET http://a/x HTTP/1.1|Host: a||")
                    + outbound(50_000, "GET /x HTTP/1.1|Host: a||")
                    + answered(50_000, 80, "HTTP/1.1 404 Not Found|Content-Length: 2||no")
                    + answered(40_000, 3128, OK)))
        .isEmpty();
  }

  @Test
  void anotherBodyIsAnotherRequest() {
    assertThat(
            proxied(
                inbound(40_000, "POST /x HTTP/1.1|Host: a|Content-Length: 3||abc")
                    + outbound(50_000, "POST /x HTTP/1.1|Host: a|Content-Length: 3||xyz")
                    + answered(50_000, 80, OK)
                    + answered(40_000, 3128, OK)))
        .isEmpty();
  }

  /** The proxy's clock is 20 ms behind: its request seems to come before the client's. */
  @Test
  void clocksThatDifferLeaveItLikely() {
    List<ProxiedRequest> pairs =
        proxied(
            outbound(50_000, "GET /x HTTP/1.1|Host: a|Via: 1.1 p||")
                + inbound(40_000, "GET http://a/x HTTP/1.1|Host: a||")
                + answered(50_000, 80, OK)
                + answered(40_000, 3128, OK));

    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).certain()).isFalse();
  }

  @Test
  void whatBecameOfTheFieldsOfBoth() {
    ProxiedRequest pair =
        proxied(
                inbound(40_000, "GET http://a/x HTTP/1.1|Host: a|Via: 1.1 o|Connection: close||")
                    + outbound(50_000, "GET /x HTTP/1.1|Host: a|Via: 1.1 o|Via: 1.1 p||")
                    + answered(50_000, 80, OK)
                    + answered(40_000, 3128, "HTTP/1.1 200 OK|Age: 0|Content-Length: 2||ok"))
            .get(0);

    assertThat(pair.requestChanges())
        .isEqualTo(new FieldChanges(List.of(), List.of("connection"), List.of("via")));
    assertThat(pair.responseChanges())
        .isEqualTo(new FieldChanges(List.of("age"), List.of(), List.of()));
  }
}
