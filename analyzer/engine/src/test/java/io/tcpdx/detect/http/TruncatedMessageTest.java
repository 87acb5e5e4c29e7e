package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class TruncatedMessageTest {
  private static final String CODE = "truncated-message";

  private static final String ASKED =
      """
      handshake rtt 20ms
      +.001 > P.   *("GET /report HTTP/1.1|Host: a||") ack *
      """;

  private static final String CLOSED_BY_SERVER =
      """
      +.0001 < F.  *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  @Test
  void aFinBeforeTheDeclaredLength() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *  // finds truncated-message level=error confidence=certain from=server declaredBytes=20000 receivedBytes=1000 missingBytes=19000 endedBy=FIN occurrences=1 cost=0
                +.0001 > .   *(0) ack *
                """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void aFinBeforeTheLastChunk() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Transfer-Encoding: chunked||3e8|" + 1000) ack *  // finds truncated-message level=error declaredBytes=null receivedBytes=1000 delimiter=chunked
                +.0001 > .   *(0) ack *
                """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void aFinWithinTheHead() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Le") ack *  // finds truncated-message receivedBytes=0
                +.0001 > .   *(0) ack *
                """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void aResetByTheServer() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *  // finds truncated-message level=error confidence=certain endedBy=RST receivedBytes=1000
                +.0001 > .   *(0) ack *
                +.030 < R.   *(0) ack *
                """)
        .check(CODE);
  }

  /** Nobody can know whether that was all. */
  @Test
  void aResetWhereOnlyTheCloseCouldEndTheBody() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.0 200 OK||" + 1000) ack *  // finds truncated-message level=error confidence=likely declaredBytes=null receivedBytes=1000
                +.0001 > .   *(0) ack *
                +.030 < R.   *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void aCloseThatEndsTheBodyIsItsEnd() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.0 200 OK||" + 1000) ack *
                +.0001 > .   *(0) ack *
                """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void aClientThatWantsNoMoreAndResets() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *
                +.0001 > R.  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void aClientThatWantsNoMoreAndCloses() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *
                +.0001 > F.  *(0) ack *
                +.0210 < P.  *(1000) ack *
                +.0001 > R   *(0)
                """)
        .check(CODE);
  }

  /** As nc -N does: it is done asking, and still listens. */
  @Test
  void aClientThatHalfClosesBehindItsRequestStillWantsTheAnswer() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP.  *("GET /report HTTP/1.1|Host: a||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *  // finds truncated-message level=error
            +.0001 > .   *(0) ack *
            +.0001 < F.  *(0) ack *
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void whereTheCaptureEndsNothingWasCut() {
    Timeline.of(
            ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *
                +.0001 > .   *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void answersWithoutBodyAreWhole() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("HEAD /a HTTP/1.1|Host: a||") ack *
            +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||") ack *
            +.001 > P.   *("GET /a HTTP/1.1|Host: a|If-None-Match: x||") ack *
            +.030 < P.   *("HTTP/1.1 304 Not Modified|Content-Length: 20000||") ack *
            +.0001 > .   *(0) ack *
            """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  /** The server sends 41 + 3000 bytes, of which the capture lacks 1000. */
  private static String withGap(String declared) {
    return """
        handshake rtt 20ms
        +.001 > P.   *("GET /report HTTP/1.1|Host: a||") ack *
        +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: DECLARED||" + 1000) ack *MARKER
        +.0001 < P.  2042:3042(1000) ack *
        +.0001 > .   *(0) ack 3042
        +.0001 < F.  3042:3042(0) ack *
        +.0001 > F.  *(0) ack *
        +.0201 < .   *(0) ack *
        """
        .replace("DECLARED", declared);
  }

  @Test
  void whatOnlyTheCaptureLacksWasNotCut() {
    Timeline.of(withGap("3000").replace("MARKER", "")).check(CODE);
  }

  @Test
  void whatTheCaptureLacksDoesNotHideACut() {
    Timeline.of(
            withGap("9000")
                .replace(
                    "MARKER", "  // finds truncated-message confidence=likely receivedBytes=3000"))
        .check(CODE);
  }

  @Test
  void anUploadThatTheClientCut() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("PUT /up HTTP/1.1|Host: a|Content-Length: 9000||" + 1000) ack *  // finds truncated-message level=warning from=client declaredBytes=9000 receivedBytes=1000
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            +.0001 < F.  *(0) ack *
            +.0001 > .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void anUploadThatTheServerRefused() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("PUT /up HTTP/1.1|Host: a|Content-Length: 9000||" + 1000) ack *
            +.0301 < P.  *("HTTP/1.1 413 Too Large|Content-Length: 0|Connection: close||") ack *
            +.0001 < F.  *(0) ack *
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneDoesNotTell() {
    Timeline.of(
            "only server\noutcome truncated-message not-applicable\n"
                + ASKED
                + """
                +.030 < P.   *("HTTP/1.1 200 OK|Content-Length: 20000||" + 1000) ack *
                """
                + CLOSED_BY_SERVER)
        .check(CODE);
  }
}
