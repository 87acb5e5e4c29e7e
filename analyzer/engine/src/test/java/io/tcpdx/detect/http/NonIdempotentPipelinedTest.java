package io.tcpdx.detect.http;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class NonIdempotentPipelinedTest {
  private static final String CODE = "non-idempotent-pipelined";

  private static final String POST = "POST /order HTTP/1.1|Host: a|Content-Length: 3||abc";

  private static String pipeline(String requests, String marker, int answers) {
    String text =
        """
        handshake rtt 20ms
        +.001 > P.   *("REQUESTS") ack *MARKER
        +.0301 < P.  *("ANSWERS") ack *
        """;
    return text.replace("REQUESTS", requests)
        .replace("MARKER", marker)
        .replace("ANSWERS", "HTTP/1.1 200 OK|Content-Length: 2||ok".repeat(answers));
  }

  private static String get(int number) {
    return "GET /" + number + " HTTP/1.1|Host: a||";
  }

  private static final String CLOSED_BY_SERVER =
      """
      +.0001 < F.  *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  @Test
  void aPostBehindGets() {
    Timeline.of(
            pipeline(
                    get(1) + get(2) + POST,
                    "  // finds non-idempotent-pipelined level=warning from=client occurrences=1"
                        + " maxDepth=3 unanswered=0 cost=0 confidence=certain",
                    3)
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void getsBehindAPost() {
    Timeline.of(
            pipeline(
                    POST + get(1) + get(2),
                    "  // finds non-idempotent-pipelined level=warning occurrences=2 maxDepth=3",
                    3)
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void aPostThatIsNeverAnswered() {
    Timeline.of(
            pipeline(
                    get(1) + POST,
                    "  // finds non-idempotent-pipelined level=error occurrences=1 unanswered=1",
                    1)
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void getsAlone() {
    Timeline.of(pipeline(get(1) + get(2) + get(3), "", 3) + CLOSED_BY_SERVER).check(CODE);
  }

  @Test
  void aPostAlone() {
    Timeline.of(pipeline(POST, "", 1) + CLOSED_BY_SERVER).check(CODE);
  }

  @Test
  void getsBehindAPostThatIsAnswered() {
    Timeline.of(
            pipeline(POST, "", 1)
                + """
                +.001 > P.   *("GETS") ack *
                +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 2||ok") ack *
                """
                    .replace("GETS", get(1) + get(2))
                + CLOSED_BY_SERVER)
        .check(CODE);
  }

  /** A method that nobody registered may do what it likes. */
  @Test
  void unknownMethodsAreNotJudged() {
    Timeline.of(pipeline(get(1) + "PROPFIND /a HTTP/1.1|Host: a||", "", 2) + CLOSED_BY_SERVER)
        .check(CODE);
  }

  @Test
  void inOneDirectionNobodySeesWhatWasAnswered() {
    Timeline.of(
            "only client\noutcome non-idempotent-pipelined not-applicable\n"
                + pipeline(get(1) + POST, "", 2))
        .check(CODE);
  }
}
