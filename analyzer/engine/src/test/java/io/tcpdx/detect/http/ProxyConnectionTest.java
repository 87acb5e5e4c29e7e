package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ProxyConnectionTest {
  private static final String CODE = "proxy-connection";

  @Test
  void requestsOfOneClientAreToldOnce() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/1 HTTP/1.1|Host: a|Proxy-Connection: Keep-Alive||") ack *  // finds proxy-connection level=note from=client occurrences=2 fields=Proxy-Connection cost=0
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.001 > P.   *("GET http://a/2 HTTP/1.1|Host: a|Proxy-Connection: Keep-Alive||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void answersOfAProxyAreAnotherMatter() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/1 HTTP/1.0|Host: a||") ack *
            +.030 < P.   *("HTTP/1.0 200 OK|Content-Length: 2|Proxy-Connection: close||ok") ack *  // finds proxy-connection from=server occurrences=1
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void connectionAloneIsAsItShouldBe() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET http://a/1 HTTP/1.1|Host: a|Connection: keep-alive||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }
}
