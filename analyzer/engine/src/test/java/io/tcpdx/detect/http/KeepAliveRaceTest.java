package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.GET;
import static io.tcpdx.detect.http.Visits.OK;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class KeepAliveRaceTest {
  private static final String CODE = "keep-alive-race";

  private static final String FINDS = "// finds keep-alive-race ";

  /** The FIN is under way when the request is sent; the request meets a closed socket. */
  private static String crossing(String marker) {
    return """
        +5 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack * %s
        +.005 < F.  *(0) ack 37
        +10us > .   *(0) ack *
        +.0151 < R  *(0)
        """
        .formatted(marker);
  }

  @Test
  void aRequestThatCrossesTheServersFin() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + crossing(
                    FINDS
                        + "confidence=certain level=warning repeated=true closeSeen=false"
                        + " lostRequests=1 requests=2 idleSeconds=5s actualSeconds=5s")
                + opened(40_002, ".018", "")
                + exchange("GET /b HTTP/1.1|Host: a.example||", OK))
        .check(CODE);
  }

  @Test
  void aRequestThatNobodyRepeatsIsLost() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + crossing(FINDS + "level=error repeated=false cost=0")
                + opened(40_002, "10", "")
                + exchange())
        .check(CODE);
  }

  @Test
  void whereTheCaptureEndsNobodyKnows() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + crossing(FINDS + "level=warning repeated=null cost=0"))
        .check(CODE);
  }

  @Test
  void aResetInsteadOfAnAnswerAfterIdleTime() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +5 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack * // finds keep-alive-race confidence=likely
                +.0201 < R. *(0) ack *
                """)
        .check(CODE);
  }

  /** Without idle time it may be the request that the server did not like. */
  @Test
  void aResetInsteadOfAnAnswerInTheMiddleOfWork() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.5 > P.    *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.0201 < R. *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void aServerThatHadTheRequestDidNotRace() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +5 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.0201 < .  *(0) ack *
                +.5 < F.    *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void aClientThatDoesNotLook() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +5 < F.     *(0) ack *
                +10us > .   *(0) ack *
                +3 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack * // finds keep-alive-race closeSeen=true idleSeconds=8s actualSeconds=5s confidence=certain
                +.0201 < R  *(0)
                """)
        .check(CODE);
  }

  @Test
  void anAnsweredRequestWasNotLost() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + exchange()
                + """
                +5 < F.     *(0) ack *
                +10us > F.  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void aConnectionThatWasToCloseWasNotKeptAlive() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, "HTTP/1.1 200 OK|Connection: close|Content-Length: 100||")
                + """
                +.5 > P.    *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.005 < F.  *(0) ack 37
                +.0151 < R  *(0)
                """)
        .check(CODE);
  }

  @Test
  void theFirstRequestOfAConnectionIsNoReuse() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +5 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.005 < F.  *(0) ack 1
                +.0151 < R  *(0)
                """)
        .check(CODE);
  }

  @Test
  void aClientThatGivesUpClosesItself() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +5 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.0201 < .  *(0) ack *
                +2 > F.     *(0) ack *
                +.0201 < F. *(0) ack *
                """)
        .check(CODE);
  }
}
