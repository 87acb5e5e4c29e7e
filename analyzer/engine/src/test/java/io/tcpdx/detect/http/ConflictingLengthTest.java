package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConflictingLengthTest {
  private static final String CODE = "conflicting-length";

  private static final String ANSWERED =
      """
      +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
      +.0001 > F.  *(0) ack *
      +.0201 < F.  *(0) ack *
      +.0001 > .   *(0) ack *
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Content-Length: 5|Transfer-Encoding: chunked||0||; length-with-transfer-encoding; error
          Content-Length: 3|Content-Length: 5||abcde; differing-lengths; error
          Content-Length: 3, 5||abcde; differing-lengths; error
          Content-Length: -3||; invalid-length; error
          Content-Length: 0x3||; invalid-length; error
          Content-Length : 3||abc; space-before-colon; error
          X-Long: one| two|Content-Length: 3||abc; folded-line; warning
          Transfer-Encoding: chunked||zz|; invalid-chunk-size; error
          """)
  void shapesOfRequests(String head, String shape, String level) {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|HEAD") ack *  // finds conflicting-length level=LEVEL from=client occurrences=1 shapes=SHAPE refused=0 cost=0
            """
                    .replace("HEAD", head)
                    .replace("LEVEL", level)
                    .replace("SHAPE", shape)
                + ANSWERED)
        .check(CODE);
  }

  /** It did what RFC 9112 §6.3 asks; the client remains strange. */
  @Test
  void aRefusedRequestDoesNoHarm() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 5||abcde") ack *  // finds conflicting-length level=warning refused=1
            +.030 < P.   *("HTTP/1.1 400 Bad Request|Content-Length: 0|Connection: close||") ack *
            +.0001 < F.  *(0) ack *
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void anAnswerWithBoth() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /a HTTP/1.1|Host: a||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 99|Transfer-Encoding: chunked||2|ok|0||") ack *  // finds conflicting-length level=warning from=server receivedBytes=2
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void manyOnOneConnectionAreToldOnce() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length : 3||abc") ack *  // finds conflicting-length occurrences=2
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.001 > P.   *("POST /b HTTP/1.1|Host: a|Content-Length : 3||abc") ack *
            """
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void theSameLengthTwiceIsOneLength() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 3||abc") ack *
            """
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void codingsBeforeChunkedAreInOrder() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||3|abc|0||") ack *
            """
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void oneDirectionIsEnough() {
    Timeline.of(
            """
            only client
            handshake rtt 20ms
            +.001 > P.   *("POST /a HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 5||abcde") ack *  // finds conflicting-length level=error
            """
                + ANSWERED)
        .check(CODE);
  }
}
