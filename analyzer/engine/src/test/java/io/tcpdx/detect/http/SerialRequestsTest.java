package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.GET;
import static io.tcpdx.detect.http.Visits.OK;
import static io.tcpdx.detect.http.Visits.closedByClient;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SerialRequestsTest {
  private static final String CODE = "serial-requests";

  private static final String FINDS = "// finds serial-requests ";

  private static String visit(int port, String after, String marker) {
    return opened(port, after, marker) + exchange() + closedByClient("10us");
  }

  /** Each is set up in 20 ms and waits 30 ms; the first set-up and one wait are needed. */
  @Test
  void oneAfterAnother() {
    Timeline.of(
            visit(40_001, "0", "")
                + visit(
                    40_002,
                    ".001",
                    FINDS
                        + "occurrences=2 connections=3 setUpSeconds=40ms overlapSeconds=60ms"
                        + " cost=100ms level=warning confidence=likely")
                + visit(40_003, ".001", FINDS))
        .check(CODE);
  }

  @Test
  void twoMayBeAQuestionAndWhatItsAnswerLedTo() {
    Timeline.of(visit(40_001, "0", "") + visit(40_002, ".001", "")).check(CODE);
  }

  /** The close takes 20 ms of the pause. */
  @Test
  void whoTakesTheirTimeHadSomethingElseToDo() {
    Timeline.of(
            visit(40_001, "0", "")
                + visit(40_002, ".028", FINDS + "connections=3")
                + visit(40_003, ".028", FINDS))
        .check(CODE);
    Timeline.of(visit(40_001, "0", "") + visit(40_002, ".032", "") + visit(40_003, ".032", ""))
        .check(CODE);
  }

  @Test
  void requestsSideBySideAreNotSerial() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /slow HTTP/1.1|Host: a.example||") ack *
                """
                + visit(40_002, "0", "")
                + visit(40_003, ".001", "")
                + """
                connection 40001
                +.001 < P.  *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                +10us > .   *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void whatChangesSomethingMayDependOnWhatWentBefore() {
    String post = "POST /a HTTP/1.1|Host: a.example|Content-Length: 0||";
    Timeline.of(
            visit(40_001, "0", "")
                + opened(40_002, ".001", "")
                + exchange(post, OK)
                + closedByClient("10us")
                + visit(40_003, ".001", ""))
        .check(CODE);
  }

  @Test
  void requestsOnOneConnectionShareIt() {
    Timeline.of(opened(40_001, "0", "") + exchange() + exchange() + exchange()).check(CODE);
  }

  @Test
  void hostsApartAreNotOneHost() {
    Timeline.of(
            visit(40_001, "0", "")
                + opened(40_002, ".001", "")
                + exchange(GET.replace("a.example", "b.example"), OK)
                + closedByClient("10us")
                + opened(40_003, ".001", "")
                + exchange(GET.replace("a.example", "c.example"), OK))
        .check(CODE);
  }

  @Test
  void lessThanTenMillisecondsIsNotWorthAWord() {
    StringBuilder text = new StringBuilder();
    for (int port = 40_001; port <= 40_003; port++) {
      text.append(
          """
          connection %d
          delays 500us 500us
          +.001 > S    0:0(0) win 64240 <mss 1460>
          +.0011 < S.  0:0(0) ack 1 win 65160 <mss 1460>
          +10us > P.   *("GET /a HTTP/1.1|Host: a.example||") ack *
          +.0011 < FP. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
          +10us > F.   *(0) ack *
          """
              .formatted(port));
    }
    Timeline.of(text.toString()).check(CODE);
  }

  @Test
  void overTlsToo() {
    Timeline.of(
            TlsVisits.visit(40_001, "")
                + TlsVisits.visit(40_002, FINDS + "occurrences=2 connections=3 confidence=likely")
                + TlsVisits.visit(40_003, FINDS))
        .check(CODE);
  }
}
