package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class HopByHopForwardedTest {
  private static final String CODE = "hop-by-hop-forwarded";

  /** 10.0.0.1 asks the proxy 10.0.0.2, which asks the server 10.0.0.3 and passes its answer on. */
  private static String proxied(
      String asked, String forwarded, String forwardedMarker, String answered, String passedOn) {
    return """
        connection 40000 3128 hosts 1 2
        handshake rtt 20ms
        +.001 > P.   *("ASKED") ack *
        +.0201 < .   *(0) ack *
        connection 50000 80 hosts 2 3
        handshake rtt 4ms
        +.0001 > P.  *("FORWARDED") ack * FMARKER
        +.0301 < P.  *("ANSWERED") ack *
        +.0001 > .   *(0) ack *
        connection 40000 3128
        +.0201 < P.  *("PASSEDON") ack *
        +.0001 > .   *(0) ack *
        """
        .replace("ASKED", asked)
        .replace("FORWARDED", forwarded)
        .replace("FMARKER", forwardedMarker)
        .replace("ANSWERED", answered)
        .replace("PASSEDON", passedOn);
  }

  private static final String OK = "HTTP/1.1 200 OK|Content-Length: 2||ok";

  /** One connection from a proxy to the server; where the proxy's other side is not captured. */
  private static String serverSide(String request, String marker) {
    return """
        handshake rtt 20ms
        +.001 > P.   *("REQUEST") ack * MARKER
        +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
        +.0001 > .   *(0) ack *
        """
        .replace("REQUEST", request)
        .replace("MARKER", marker);
  }

  @Test
  void bothSidesShowWhatWasKept() {
    Timeline.of(
            proxied(
                "GET http://a/x HTTP/1.1|Host: a|Proxy-Connection: keep-alive|Keep-Alive: 300||",
                "GET /x HTTP/1.1|Host: a|Via: 1.1 p|Proxy-Connection: keep-alive|Keep-Alive: 300||",
                "// finds hop-by-hop-forwarded level=warning confidence=certain from=client"
                    + " occurrences=1 fields=Keep-Alive,Proxy-Connection bothSidesSeen=true cost=0",
                OK,
                OK))
        .check(CODE);
  }

  /** As where somebody tries a proxy out from the host of the server. */
  @Test
  void theServerMayBeOnTheClientsHost() {
    Timeline.of(
            proxied(
                    "GET http://a/x HTTP/1.1|Host: a|Keep-Alive: 300||",
                    "GET /x HTTP/1.1|Host: a|Via: 1.1 p|Keep-Alive: 300||",
                    "// finds hop-by-hop-forwarded occurrences=1 level=warning fields=Keep-Alive",
                    OK,
                    OK)
                .replace("hosts 2 3", "hosts 2 1"))
        .check(CODE);
  }

  @Test
  void whatTheConnectionFieldNamesEndsAtTheProxy() {
    Timeline.of(
            proxied(
                "GET /x HTTP/1.1|Host: a|Connection: X-Hop|X-Hop: 1||",
                "GET /x HTTP/1.1|Host: a|X-Forwarded-For: 10.0.0.1|X-Hop: 1|Connection: X-Hop||",
                "// finds hop-by-hop-forwarded fields=x-hop confidence=certain",
                OK,
                OK))
        .check(CODE);
  }

  @Test
  void soItDoesWhereTheProxyTookTheConnectionFieldOffAlone() {
    Timeline.of(
            proxied(
                "GET /x HTTP/1.1|Host: a|Connection: X-Hop|X-Hop: 1||",
                "GET /x HTTP/1.1|Host: a|X-Forwarded-For: 10.0.0.1|X-Hop: 1||",
                "// finds hop-by-hop-forwarded fields=x-hop confidence=certain",
                OK,
                OK))
        .check(CODE);
  }

  @Test
  void aProxyMayKeepItsOwnConnectionsToo() {
    Timeline.of(
            proxied(
                "GET http://a/x HTTP/1.1|Host: a|Connection: keep-alive|TE: trailers||",
                "GET /x HTTP/1.1|Host: a|Via: 1.1 p|Connection: keep-alive||",
                "",
                "HTTP/1.1 200 OK|Content-Length: 2|Connection: keep-alive|Keep-Alive: timeout=5||ok",
                "HTTP/1.1 200 OK|Content-Length: 2|Connection: keep-alive|Keep-Alive:"
                    + " timeout=5||ok"))
        .check(CODE);
  }

  @Test
  void anUpgradeThatTheProxyAsksForAnew() {
    String fields = "Connection: Upgrade|Upgrade: websocket||";
    String switched = "HTTP/1.1 101 Switching Protocols|" + fields;
    Timeline.of(
            proxied(
                "GET /x HTTP/1.1|Host: a|" + fields,
                "GET /x HTTP/1.1|Host: a|X-Forwarded-For: 10.0.0.1|" + fields,
                "",
                switched,
                switched))
        .check(CODE);
  }

  /** Nothing shows that more than TCP was passed on. */
  @Test
  void aRelayOfTcpPassesAllOn() {
    String request = "GET /x HTTP/1.1|Host: a|Connection: X-Hop|X-Hop: 1|Keep-Alive: 300||";
    Timeline.of(proxied(request, request, "", OK, OK)).check(CODE);
  }

  @Test
  void aRelayThatWasAskedAsAProxy() {
    String request = "GET /x HTTP/1.1|Host: a|Proxy-Connection: keep-alive||";
    Timeline.of(
            proxied(
                request,
                request,
                "// finds hop-by-hop-forwarded level=note confidence=likely"
                    + " fields=Proxy-Connection",
                OK,
                OK))
        .check(CODE);
  }

  @Test
  void oneSideShowsWhatAProxyCannotHaveMeant() {
    Timeline.of(
            serverSide(
                "GET /x HTTP/1.1|Host: a|Via: 1.1 p|Proxy-Connection: keep-alive|TE: gzip||",
                "// finds hop-by-hop-forwarded level=note confidence=likely"
                    + " fields=Proxy-Connection,TE bothSidesSeen=false medianInsideSeconds=null"))
        .check(CODE);
  }

  @Test
  void whatAProxySaysForItself() {
    Timeline.of(
            serverSide(
                "GET /x HTTP/1.1|Host: a|Via: 1.1 p|Connection: keep-alive, TE|TE:"
                    + " trailers|Keep-Alive: 60||",
                ""))
        .check(CODE);
  }

  @Test
  void withoutAProxyTheFieldsAreWhereTheyBelong() {
    Timeline.of(
            serverSide("GET /x HTTP/1.1|Host: a|Connection: X-Hop|X-Hop: 1|Keep-Alive: 60||", ""))
        .check(CODE);
  }

  @Test
  void anAnswerWhoseTimeOutIsTheServers() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/x HTTP/1.1|Host: a||") ack *
            +.0301 < P.  *("HTTP/1.1 200 OK|Via: 1.1 p|Content-Length: 2|Keep-Alive: timeout=5||ok") ack *  // finds hop-by-hop-forwarded level=note from=server fields=Keep-Alive
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }
}
