package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ExcessDataTest {
  private static final String CODE = "excess-data";

  private static final String ASKED =
      """
      handshake rtt 20ms
      +.001 > P.   *("GET /report HTTP/1.1|Host: a||") ack *
      """;

  private static final String CLOSED =
      """
      +.0001 > .   *(0) ack *
      +.0001 < F.  *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  @Test
  void moreThanContentLengthDeclares() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 500||" + 540) ack *  // finds excess-data level=warning confidence=certain from=server declaredBytes=500 receivedBytes=540 excessBytes=40
                """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void bytesBehindTheLastChunk() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|0||surplus") ack *  // finds excess-data declaredBytes=null excessBytes=7
                """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void aBodyInAnswerToHead() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("HEAD /report HTTP/1.1|Host: a||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 40||" + 40) ack *  // finds excess-data excessBytes=40
            """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void aRequestWithABodyThatItDoesNotDeclare() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a||name=value") ack *  // finds excess-data from=client declaredBytes=null excessBytes=10
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
            """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void anEmptyLineBehindABodyMeansNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length: 3||abc|") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 3||abc") ack *
            +.001 > P.   *("GET /b HTTP/1.1|Host: a||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 3||abc") ack *
            """
                + CLOSED)
        .check(CODE);
  }

  /** That is conflicting-length: nobody knows where it ends. */
  @Test
  void aMessageWhoseEndCanBeReadInTwoWays() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length: 3, 9||abcdefghi") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
            """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void exactlyAsMuchAsDeclared() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 500||" + 500) ack *
                """
                + CLOSED)
        .check(CODE);
  }

  @Test
  void whatFollowsAnUpgradeIsAnotherProtocol() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /chat HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: websocket||") ack *
            +.030 < P.   *("HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: websocket||" + 60) ack *
            """
                + CLOSED)
        .check(CODE);
  }

  /** Where bytes are missing nobody knows what those behind them are. */
  @Test
  void behindAGapNothingIsSaid() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 500||" + 500) ack *
                +.0001 > .   *(0) ack *
                +.0001 < P.  2001:2101(100) ack *
                +.0001 > .   *(0) ack 2101
                """)
        .check(CODE);
  }

  @Test
  void withoutHttpThereIsNothingToSee() {
    Timeline.of(
            """
            outcome excess-data not-applicable
            handshake rtt 20ms
            +.001 > P.   *(100) ack *
            +.030 < P.   *(100) ack *
            """)
        .check(CODE);
  }
}
