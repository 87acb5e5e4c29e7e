package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.GET;
import static io.tcpdx.detect.http.Visits.closedByClient;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class KeepAliveReuseTest {
  private static final String CODE = "keep-alive-reuse";

  @Test
  void eachRequestButTheFirstSavesASetUp() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.001 > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *  // finds keep-alive-reuse occurrences=2 savedSeconds=40ms requestsPerConnection=3.0 level=note cost=0 confidence=certain
                +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """
                + exchange()
                + closedByClient("1"))
        .check(CODE);
  }

  @Test
  void theMeanIsOverAllConnections() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.001 > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *  // finds keep-alive-reuse occurrences=1 requestsPerConnection=1.5 maxRequestsPerConnection=2 connections=2
                +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """
                + opened(40_002, "0", "")
                + exchange())
        .check(CODE);
  }

  /** That a SYN was lost once does not mean that the next would be. */
  @Test
  void timeLostToARetransmittedSynIsNotSaved() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>
            +1 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +10us > .   *(0) ack *
            """
                + exchange()
                + """
                +.001 > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *  // finds keep-alive-reuse savedSeconds=20ms
                +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  @Test
  void whereTheSetUpWasNotSeenARoundTripIsSaved() {
    Timeline.of(
            """
            vantage client
            delays 10ms 10ms
            """
                + exchange()
                + """
                +.001 > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *  // finds keep-alive-reuse savedSeconds=30ms
                +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                +10us > .   *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void oneRequestEachIsNoReuse() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + opened(40_002, "0", "")
                + exchange(GET, "HTTP/1.1 204 No Content|X: ||"))
        .check(CODE);
  }

  @Test
  void whatIsSaidInATunnelIsNotSaidToTheProxy() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.001 > P.  *("CONNECT b.example:443 HTTP/1.1|Host: b.example:443||") ack *
                +.0301 < P. *("HTTP/1.1 200 Connected|X: ||") ack *
                +.001 > P.  *(100) ack *
                +.0301 < P. *(100) ack *
                """)
        .check(CODE);
  }

  @Test
  void whatIsNoHttpIsNotJudged() {
    Timeline.of(
            """
            outcome keep-alive-reuse not-applicable
            handshake rtt 20ms
            +.001 > P.  *("HELO a.example|") ack *
            +.0301 < P. *("250 b.example|") ack *
            """)
        .check(CODE);
  }

  @Test
  void overTlsTurnsAreCounted() {
    String second =
        TlsVisits.turn(10).replaceFirst("ack \\*", "ack * // finds keep-alive-reuse FOUND");
    Timeline.of(
            TlsVisits.opened(40_001, "")
                + TlsVisits.full13("")
                + TlsVisits.turn(10)
                + second.replace("FOUND", "occurrences=1 savedSeconds=40ms confidence=likely")
                + TlsVisits.closedByClient())
        .check(CODE);
  }

  @Test
  void whatTheEndLeftWithoutAnAnswerHadNoUseOfTheConnection() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.001 > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.0301 < R. *(0) ack *
                """)
        .check(CODE);
  }
}
