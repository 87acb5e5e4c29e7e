package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class PipeliningTest {
  private static final String CODE = "pipelining";

  private static final String CLOSED_BY_CLIENT =
      """
      +.0001 > F.  *(0) ack *
      +.0201 < F.  *(0) ack *
      +.0001 > .   *(0) ack *
      """;

  @Test
  void answersThatComeAtOnceCostNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||GET /2 HTTP/1.1|Host: a||") ack *  // finds pipelining level=note from=client occurrences=1 maxDepth=2 headOfLineSeconds=0 unanswered=0 cost=0 confidence=certain
            +.0201 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void quickAnswersWaitBehindASlowOne() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||") ack *
            +.001 > P.   *("GET /2 HTTP/1.1|Host: a||") ack *  // finds pipelining level=warning occurrences=2 maxDepth=3 headOfLineSeconds=.299 longestWaitSeconds=.299 cost=.299
            +.001 > P.   *("GET /3 HTTP/1.1|Host: a||") ack *
            +.0181 < .   *(0) ack *
            +.3 < P.     *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.0001 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void anAnswerThatIsSlowItselfWaitedForNobody() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||GET /2 HTTP/1.1|Host: a||") ack *  // finds pipelining level=note headOfLineSeconds=0
            +.070 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.900 < P.   *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void requestsLeftUnansweredWhenTheServerCloses() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||GET /2 HTTP/1.1|Host: a||GET /3 HTTP/1.1|Host: a||") ack *  // finds pipelining level=warning occurrences=2 unanswered=2 maxDepth=3
            +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.0001 < F.  *(0) ack *
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void requestsThatTheClientGaveUp() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||GET /2 HTTP/1.1|Host: a||") ack *  // finds pipelining level=note unanswered=0
            +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void anAnswerThatNobodyAskedFor() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||") ack *
            +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +.0001 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||no") ack *  // finds pipelining level=warning confidence=likely from=server occurrences=1 surplusAnswers=1 maxDepth=null
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  @Test
  void aServerThatHangsUpMaySayWhy() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /1 HTTP/1.1|Host: a||") ack *
            +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            +5 < P.      *("HTTP/1.1 408 Request Timeout|Connection: close|Content-Length: 0||") ack *
            +.0001 < F.  *(0) ack *
            +.0001 > F.  *(0) ack *
            +.0201 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneAfterAnotherIsNoPipeline() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 5
            +.0001 > P.  *("GET /1 HTTP/1.1|Host: a||") ack *
            +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
            end
            """
                + CLOSED_BY_CLIENT)
        .check(CODE);
  }

  /** The answer between is only not captured. */
  @Test
  void anAnswerThatTheCaptureLacksMakesNoPipeline() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.0001 > P.  *("GET /1 HTTP/1.1|Host: a||") ack *
            +.0301 > P.  *("GET /2 HTTP/1.1|Host: a||") ack 41
            +.0301 < P.  41:81(40) ack *
            +.0001 > .   *(0) ack 81
            """)
        .check(CODE);
  }

  @Test
  void inOneDirectionNobodySeesWhatWasAnswered() {
    Timeline.of(
            """
            only client
            outcome pipelining not-applicable
            handshake rtt 20ms
            +.0001 > P.  *("GET /1 HTTP/1.1|Host: a||") ack *
            +.0301 > P.  *("GET /2 HTTP/1.1|Host: a||") ack *
            """)
        .check(CODE);
  }

  /** Of the request's HEADERS a part was not captured: what answers them was asked for. */
  @Test
  void anAnswerOfHttp2ToARequestThatWasNotCaptured() {
    String preface = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a";
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  1:34(hex %s000000040000000000) ack 1
            +.0001 > P. 34:50(hex 000011010500000001828684418cf1e3) ack 1
            +.0001 > P. 55:60(hex a0ab90f4ff) ack 1               // 50:55 was not captured
            +.0201 < P. *(hex 000000040000000000) ack 60
            +.0001 < P. *(hex 00000101050000000188) ack 60
            +.0001 > P. 60:69(hex 000000040100000000) ack *
            +.0201 < .  *(0) ack *
            """
                .formatted(preface))
        .check(CODE);
  }
}
