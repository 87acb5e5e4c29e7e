package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Requests.ANSWERED;
import static io.tcpdx.detect.http.Requests.GIVEN_UP;
import static io.tcpdx.detect.http.Requests.RESET_BY_SERVER;
import static io.tcpdx.detect.http.Requests.get;
import static io.tcpdx.detect.http.Requests.post;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class IdempotentRetryTest {
  private static final String CODE = "idempotent-retry";

  @Test
  void aGetAfterAReset() {
    Timeline.of(
            get(40_000, "// finds idempotent-retry level=note occurrences=1 attempts=2")
                + RESET_BY_SERVER
                + get(40_001, "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void anAnswerThatTheServerCut() {
    Timeline.of(
            get(40_000, "// finds idempotent-retry occurrences=1")
                + """
                +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2000||" + 1000) ack *
                +.0001 < F.  *(0) ack *
                +.0001 > F.  *(0) ack *
                +.0201 < .   *(0) ack *
                """
                + get(40_001, "")
                + ANSWERED)
        .check(CODE);
  }

  /** It wanted no more of it then, and wants it anew now. */
  @Test
  void anAnswerThatTheClientCutItself() {
    Timeline.of(
            get(40_000, "")
                + """
                +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2000||" + 1000) ack *
                +.0001 > R.  *(0) ack *
                """
                + get(40_001, "")
                + ANSWERED)
        .check(CODE);
  }

  /** The second was under way before the first failed. */
  @Test
  void equalGetsInParallelAreTwo() {
    Timeline.of(
            get(40_000, "") + get(40_001, "") + ANSWERED + "connection 40000\n" + RESET_BY_SERVER)
        .check(CODE);
  }

  @Test
  void ofManyAlikeTheNextIsNoRetry() {
    StringBuilder gets = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      gets.append(get(40_000 + i, "")).append(i == 4 ? GIVEN_UP : ANSWERED);
    }
    Timeline.of(gets.toString()).check(CODE);
  }

  @Test
  void postsAreAnotherMatter() {
    Timeline.of(
            post(40_000, "", "order", "")
                + RESET_BY_SERVER
                + post(40_001, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  /** They wait for the same failure at the same time. */
  @Test
  void aPipelineThatFailsWaitsOnce() {
    Timeline.of(
            """
            vantage client
            connection 40000
            handshake rtt 20ms
            +.001 > P.  *("GET /a HTTP/1.1|Host: h||") ack *  // finds idempotent-retry occurrences=2 cost=200ms
            +0 > P.     *("GET /b HTTP/1.1|Host: h||") ack *
            +.020 < .   *(0) ack *
            +.180 < R.  *(0) ack *
            connection 40001
            handshake rtt 20ms
            +.001 > P.  *("GET /a HTTP/1.1|Host: h||") ack *
            +.021 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.001 > P.  *("GET /b HTTP/1.1|Host: h||") ack *
            +.021 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            """)
        .check(CODE);
  }
}
