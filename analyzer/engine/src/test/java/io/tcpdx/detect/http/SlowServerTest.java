package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SlowServerTest {
  private static final String CODE = "slow-server";

  private static String slow(String wait, String marker) {
    return """
        +.001 > P.  *("GET /slow?x=1 HTTP/1.1|Host: a.example||") ack * %2$s
        +%1$s < P.  *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
        +10us > .   *(0) ack *
        """
        .formatted(wait, marker);
  }

  /** Of 320 ms the path takes 20. */
  @Test
  void theWaitBeyondThePath() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + slow(
                    ".320",
                    "// finds slow-server occurrences=1 cost=300ms medianSeconds=300ms maxSeconds=300ms"
                        + " level=note confidence=likely transactions=2"))
        .check(CODE);
  }

  @Test
  void twoHundredMillisecondsAreNoticed() {
    Timeline.of(opened(40_001, "0", "") + slow(".219", "")).check(CODE);
    Timeline.of(opened(40_001, "0", "") + slow(".221", "// finds slow-server cost=200ms"))
        .check(CODE);
  }

  @Test
  void fromASecondInAllItIsAWarning() {
    Timeline.of(
            opened(40_001, "0", "")
                + slow(".620", "// finds slow-server occurrences=2 cost=1.2s level=warning")
                + slow(".620", "// finds slow-server maxSeconds=600ms"))
        .check(CODE);
  }

  /** 60 ms each way make a path of 120 ms, four times which are 480. */
  @Test
  void beforeALongPathItTakesMore() {
    String far =
        """
        delays 60ms 60ms
        +0 > S      0:0(0) win 64240 <mss 1460>
        +.1201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > .   *(0) ack *
        """;
    Timeline.of(far + slow(".595", "")).check(CODE);
    Timeline.of(far + slow(".605", "// finds slow-server cost=485ms")).check(CODE);
  }

  @Test
  void anUploadIsNotTheServersTime() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("POST /up HTTP/1.1|Host: a.example|Content-Length: 3000||") ack *
                +.3 > P.    *(1000) ack *
                +.3 > P.    *(1000) ack *
                +.3 > P.    *(1000) ack *
                +.03 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  @Test
  void aPipelinedRequestWaitsForItsTurn() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /1 HTTP/1.1|Host: a.example||GET /2 HTTP/1.1|Host: a.example||") ack * // finds slow-server occurrences=1 cost=400ms
                +.42 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                +.03 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  /** One time-out may be to blame for 240 ms of it. */
  @Test
  void whereSegmentsWereSentAgainAWaitMayBeTheirs() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  1:40("GET /slow HTTP/1.1|Host: a.example||") ack 1
                +.24 > P.   1:40("GET /slow HTTP/1.1|Host: a.example||") ack 1
                +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  @Test
  void aWebSocketHasNoAnswers() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /s HTTP/1.1|Host: a.example|Connection: Upgrade|Upgrade: websocket||") ack *
                +.5 < P.    *("HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: websocket||") ack *
                +.001 > P.  *(10) ack *
                +5 < P.     *(10) ack *
                """)
        .check(CODE);
  }

  @Test
  void withoutTheAnswersNothingIsKnown() {
    Timeline.of(
            "only client\noutcome slow-server not-applicable\n"
                + opened(40_001, "0", "")
                + slow("1", ""))
        .check(CODE);
  }

  /** What speaks TCP is 2 ms away; behind it a path of 210 ms, twice for the first request. */
  private static String natted(int port, String firstMarker, String laterMarker) {
    return """
        connection %d
        delays 1ms 1ms
        +.001 > S   0:0(0) win 64240 <mss 1460>
        +.0021 < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > .   *(0) ack *
        """
            .formatted(port)
        + slow(".422", firstMarker)
        + slow(".213", laterMarker)
        + slow(".215", laterMarker);
  }

  @Test
  void whereEveryAnswerTakesAsLongItMayBeThePathBehindANat() {
    String note =
        "// finds slow-server occurrences=6 level=note confidence=likely floorSeconds=211ms";
    Timeline.of(natted(40_001, note, note) + natted(40_002, note, note)).check(CODE);
  }

  @Test
  void whatIsBeyondThatPathIsTheServers() {
    Timeline.of(
            natted(40_001, "", "")
                + slow(".513", "// finds slow-server occurrences=1 maxSeconds=300ms level=note")
                + natted(40_002, "", ""))
        .check(CODE);
  }

  @Test
  void fourAnswersMayBeAlikeByChance() {
    Timeline.of(
            opened(40_001, "0", "")
                + slow(
                    ".320", "// finds slow-server occurrences=4 medianSeconds=300ms level=warning")
                + slow(".320", "// finds slow-server")
                + slow(".320", "// finds slow-server")
                + slow(".320", "// finds slow-server"))
        .check(CODE);
  }

  @Test
  void noPathIsAsLongAsASecond() {
    Timeline.of(
            opened(40_001, "0", "")
                + slow("1", "// finds slow-server occurrences=5 level=warning")
                + slow("1", "// finds slow-server")
                + slow("1", "// finds slow-server")
                + slow("1", "// finds slow-server")
                + slow("1", "// finds slow-server"))
        .check(CODE);
  }
}
