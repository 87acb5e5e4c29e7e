package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.GET;
import static io.tcpdx.detect.http.Visits.OK;
import static io.tcpdx.detect.http.Visits.closedByClient;
import static io.tcpdx.detect.http.Visits.closedByServer;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class KeepAliveLimitTest {
  private static final String CODE = "keep-alive-limit";

  private static String announcing(String keepAlive) {
    return "HTTP/1.1 200 OK|Keep-Alive: " + keepAlive + "|Content-Length: 100||";
  }

  private static String closed(String after, String marker) {
    return """
        +%s < F.    *(0) ack * %s
        +10us > F.  *(0) ack *
        +.0201 < .  *(0) ack *
        """
        .formatted(after, marker);
  }

  @Test
  void closedSoonerThanAnnounced() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5, max=100"))
                + closed(
                    "2",
                    "// finds keep-alive-limit announcedSeconds=5s actualSeconds=2s"
                        + " announcedMax=100 requests=1 level=warning cost=0 confidence=certain"))
        .check(CODE);
  }

  /** The tolerance is a round trip, 20 ms here, and 250 ms. */
  @Test
  void serversDoNotLookAtTheirTimersAllTheTime() {
    Timeline.of(
            opened(40_001, "0", "") + exchange(GET, announcing("timeout=5")) + closed("4.735", ""))
        .check(CODE);
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5"))
                + closed("4.725", "// finds keep-alive-limit actualSeconds=4.725s"))
        .check(CODE);
  }

  @Test
  void closedAsAnnounced() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5, max=100"))
                + closedByServer("5.1"))
        .check(CODE);
  }

  @Test
  void theLastAnnouncementCounts() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=60"))
                + exchange(GET, announcing("timeout=2"))
                + closedByServer("2.1"))
        .check(CODE);
  }

  @Test
  void aResetMayComeFromSomethingInBetween() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=60"))
                + """
                +10 < R.    *(0) ack *  // finds keep-alive-limit confidence=likely actualSeconds=10s
                """)
        .check(CODE);
  }

  @Test
  void requestsLeftOfWhatWasAnnounced() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("max=10"))
                + closed("10us", "// finds keep-alive-limit announcedSeconds=null announcedMax=10"))
        .check(CODE);
    Timeline.of(
            opened(40_001, "0", "") + exchange(GET, announcing("max=1")) + closedByServer("10us"))
        .check(CODE);
    Timeline.of(opened(40_001, "0", "") + exchange(GET, announcing("max=10")) + closedByServer("2"))
        .check(CODE);
  }

  @Test
  void whoSaysCloseKeepsTheirWord() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5, max=100"))
                + exchange(GET, "HTTP/1.1 200 OK|Connection: close|Content-Length: 100||")
                + closedByServer("10us"))
        .check(CODE);
  }

  @Test
  void theClientMayCloseWhenItLikes() {
    Timeline.of(
            opened(40_001, "0", "") + exchange(GET, announcing("timeout=5")) + closedByClient(".1"))
        .check(CODE);
  }

  @Test
  void withoutAnnouncementNothingIsPromised() {
    Timeline.of(opened(40_001, "0", "") + exchange(GET, OK) + closedByServer("1")).check(CODE);
  }

  @Test
  void anUnansweredRequestIsNoIdleness() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5"))
                + """
                +1 > P.     *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.0201 < F. *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void nonsenseIsNoNumber() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=abc, max=-1"))
                + closedByServer("10us"))
        .check(CODE);
  }

  /** The server acknowledges a byte more than was seen: the client's FIN, which came first. */
  @Test
  void aCloseOfTheClientsThatWasNotCaptured() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, announcing("timeout=5, max=100"))
                + """
                +1 < F.     *(0) ack %d
                """
                    .formatted(1 + GET.replace("|", "\r\n").length() + 1))
        .check(CODE);
  }
}
