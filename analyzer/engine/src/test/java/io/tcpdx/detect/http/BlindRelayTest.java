package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class BlindRelayTest {
  private static final String CODE = "blind-relay";

  private static final String KEPT = "HTTP/1.1 200 OK|Content-Length: 2|Connection: keep-alive||ok";

  private static String first(String request) {
    return """
        handshake rtt 20ms
        +.001 > P.   *("REQUEST") ack *
        +.0301 < P.  *("ANSWER") ack *
        """
        .replace("REQUEST", request)
        .replace("ANSWER", KEPT);
  }

  private static final String VIA_PROXY =
      "GET http://a/1 HTTP/1.1|Host: a|Proxy-Connection: keep-alive||";

  private static String second(String marker) {
    return """
        +.1 > P.     *("GET http://a/2 HTTP/1.1|Host: a|Proxy-Connection: keep-alive||") ack * MARKER
        +.0201 < .   *(0) ack *
        """
        .replace("MARKER", marker);
  }

  private static final String CLOSED_BY_RELAY =
      """
      +5 < F.      *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  private static final String CLOSED_BY_CLIENT =
      """
      +5 > F.      *(0) ack *
      +.0201 < F.  *(0) ack *
      +.0001 > .   *(0) ack *
      """;

  @Test
  void theSecondRequestHangsUntilTheRelayCloses() {
    Timeline.of(
            first(VIA_PROXY)
                + second(
                    "// finds blind-relay level=error confidence=likely occurrences=1 cost=5.01"
                        + " fields=Connection,Proxy-Connection bothSidesSeen=false")
                + CLOSED_BY_RELAY)
        .check(CODE);
  }

  /** It may be a server that is slow beyond the client's patience. */
  @Test
  void aClientThatGivesUpOnceProvesNothing() {
    Timeline.of(first(VIA_PROXY) + second("") + CLOSED_BY_CLIENT).check(CODE);
  }

  @Test
  void aClientThatGivesUpEachTimeProvesMore() {
    String marker = "// finds blind-relay confidence=likely";
    Timeline.of(
            "connection 40000\n"
                + first(VIA_PROXY)
                + second(marker)
                + CLOSED_BY_CLIENT
                + "connection 40001\n"
                + first(VIA_PROXY)
                + second(marker)
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  /** It answers second requests elsewhere: it was this one that took too long. */
  @Test
  void aProxyThatKeepsOtherConnections() {
    Timeline.of(
            "connection 40000\n"
                + first(VIA_PROXY)
                + second("")
                + CLOSED_BY_RELAY
                + "connection 40001\n"
                + first(VIA_PROXY)
                + second("")
                + "+.01 < P. *(\""
                + KEPT
                + "\") ack *\n"
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void aServerThatNobodyTakesForAProxy() {
    Timeline.of(
            first("GET /1 HTTP/1.1|Host: a||")
                + """
                +.1 > P.     *("GET /2 HTTP/1.1|Host: a||") ack *
                +.0201 < .   *(0) ack *
                """
                + CLOSED_BY_RELAY)
        .check(CODE);
  }

  /** That is keep-alive-race. */
  @Test
  void aCloseThatCrossesTheRequest() {
    Timeline.of(
            first(VIA_PROXY)
                + """
                +5 > P.      *("GET http://a/2 HTTP/1.1|Host: a|Proxy-Connection: keep-alive||") ack *
                +.0101 < F.  *(0) ack 121
                +.0101 < R   *(0)
                """)
        .check(CODE);
  }

  @Test
  void bothSidesShowThatTheSecondWasNeverPassedOn() {
    Timeline.of(
            """
            connection 40000 3128 hosts 1 2
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/1 HTTP/1.1|Host: a|Connection: keep-alive||") ack *
            +.0201 < .   *(0) ack *
            connection 50000 80 hosts 2 3
            handshake rtt 4ms
            +.0001 > P.  *("GET /1 HTTP/1.1|Host: a|Connection: keep-alive||") ack *
            +.0301 < P.  *("KEPT") ack *
            +.0001 > .   *(0) ack *
            connection 40000 3128
            +.0201 < P.  *("KEPT") ack *
            +.1 > P.     *("GET http://a/2 HTTP/1.1|Host: a|Connection: keep-alive||") ack *  // finds blind-relay level=error confidence=certain bothSidesSeen=true cost=3.0201
            +.0201 < .   *(0) ack *
            +3 > F.      *(0) ack *
            +.0201 < F.  *(0) ack *
            +.0001 > .   *(0) ack *
            """
                .replace("KEPT", KEPT))
        .check(CODE);
  }

  /** A slow server behind a proxy that does its work. */
  @Test
  void bothSidesShowThatTheSecondWasPassedOn() {
    Timeline.of(
            """
            connection 40000 3128 hosts 1 2
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/1 HTTP/1.1|Host: a|Proxy-Connection: keep-alive||") ack *
            +.0201 < .   *(0) ack *
            connection 50000 80 hosts 2 3
            handshake rtt 4ms
            +.0001 > P.  *("GET /1 HTTP/1.1|Host: a|Via: 1.1 p||") ack *
            +.0301 < P.  *("KEPT") ack *
            +.0001 > .   *(0) ack *
            connection 40000 3128
            +.0201 < P.  *("KEPT") ack *
            +.1 > P.     *("GET http://a/2 HTTP/1.1|Host: a|Proxy-Connection: keep-alive||") ack *
            +.0201 < .   *(0) ack *
            connection 50000 80
            +.0001 > P.  *("GET /2 HTTP/1.1|Host: a|Via: 1.1 p||") ack *
            +.0041 < .   *(0) ack *
            connection 40000 3128
            +3 < F.      *(0) ack *
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            """
                .replace("KEPT", KEPT))
        .check(CODE);
  }
}
