package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.GET;
import static io.tcpdx.detect.http.Visits.OK;
import static io.tcpdx.detect.http.Visits.closedByClient;
import static io.tcpdx.detect.http.Visits.closedByServer;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ConnectionNotReusedTest {
  private static final String CODE = "connection-not-reused";

  private static final String FINDS = "// finds connection-not-reused ";

  @Test
  void aClientThatClosesAfterEachAnswer() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + closedByClient(".001")
                + opened(
                    40_002,
                    ".1",
                    FINDS
                        + "reason=clientClosed closedBy=client occurrences=1 level=note cost=20ms"
                        + " confidence=certain")
                + exchange()
                + closedByClient(".001"))
        .check(CODE);
  }

  /** With 20 ms each, three of them come to 60 ms. */
  @Test
  void fromFiftyMillisecondsOnItIsAWarning() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + closedByClient(".001")
                + opened(40_002, ".1", FINDS + "occurrences=3 level=warning cost=60ms")
                + exchange()
                + closedByClient(".001")
                + opened(40_003, ".1", FINDS)
                + exchange()
                + closedByClient(".001")
                + opened(40_004, ".1", FINDS)
                + exchange())
        .check(CODE);
  }

  @Test
  void whoSaidCloseWantedItSo() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange("GET /a HTTP/1.1|Host: a.example|Connection: close||", OK)
                + closedByServer("10us")
                + opened(40_002, ".1", FINDS + "reason=connectionClose closedBy=client")
                + exchange(GET, "HTTP/1.1 200 OK|Connection: close|Content-Length: 100||")
                + closedByClient("10us")
                + opened(40_003, ".1", FINDS + "reason=connectionClose closedBy=server")
                + exchange())
        .check(CODE);
  }

  @Test
  void oldVersionsDoNotPersistUnlessTheySaySo() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange("GET /a HTTP/1.0|Host: a.example||", OK)
                + closedByServer("10us")
                + opened(40_002, ".1", FINDS + "reason=http10 closedBy=client")
                + exchange(GET, "HTTP/1.0 200 OK|Content-Length: 100||")
                + closedByServer("10us")
                + opened(40_003, ".1", FINDS + "reason=http10 closedBy=server")
                + exchange())
        .check(CODE);
  }

  @Test
  void anAnswerThatOnlyTheCloseEnds() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, "HTTP/1.1 200 OK|Content-Type: text/plain||")
                + closedByServer("10us")
                + opened(40_002, ".1", FINDS + "reason=noLength closedBy=server")
                + exchange())
        .check(CODE);
  }

  @Test
  void theAnnouncedTimeIsOver() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, "HTTP/1.1 200 OK|Keep-Alive: timeout=5|Content-Length: 100||")
                + closedByServer("5.001")
                + opened(40_002, ".1", FINDS + "reason=keepAliveTimeout closedBy=server")
                + exchange())
        .check(CODE);
  }

  @Test
  void anIdleTimeOfWhichNothingWasSaid() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + closedByServer("5.001")
                + opened(40_002, ".1", FINDS + "reason=idleTimeout closedBy=server")
                + exchange())
        .check(CODE);
  }

  @Test
  void theServersLimitOfRequests() {
    String keep = "HTTP/1.1 200 OK|Keep-Alive: timeout=5, max=1|Content-Length: 100||";
    String close = "HTTP/1.1 200 OK|Connection: close|Content-Length: 100||";
    Timeline.of(
            opened(40_001, "0", "")
                + exchange(GET, keep)
                + exchange(GET, close)
                + closedByServer("10us")
                + opened(40_002, ".1", FINDS + "reason=keepAliveMax closedBy=server")
                + exchange())
        .check(CODE);
  }

  /** Twice after two requests: nobody said why, but it is no chance. */
  @Test
  void aLimitOfWhichNothingWasSaid() {
    String close = "HTTP/1.1 200 OK|Connection: close|Content-Length: 100||";
    String twoRequests = exchange() + exchange(GET, close) + closedByServer("10us");
    Timeline.of(
            opened(40_001, "0", "")
                + twoRequests
                + opened(
                    40_002,
                    ".1",
                    FINDS + "reason=keepAliveMax closedBy=server occurrences=2 confidence=likely")
                + twoRequests
                + opened(40_003, ".1", FINDS)
                + exchange())
        .check(CODE);
    Timeline.of(
            opened(40_001, "0", "")
                + twoRequests
                + opened(40_002, ".1", FINDS + "reason=connectionClose confidence=certain")
                + exchange())
        .check(CODE);
  }

  @Test
  void anOpenConnectionThatHadNothingToDo() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + opened(
                    40_002,
                    ".1",
                    FINDS
                        + "reason=idleConnectionIgnored closedBy=null confidence=likely cost=20ms")
                + exchange())
        .check(CODE);
  }

  /** Two are opened, and one could have served one of them only. */
  @Test
  void oneIdleConnectionStandsInForOneAtATime() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                connection 40002
                +.1 > S     0:0(0) win 64240 <mss 1460>  // finds connection-not-reused occurrences=1
                connection 40003
                +.001 > S   0:0(0) win 64240 <mss 1460>  // spares connection-not-reused
                connection 40002
                +.0191 < S. 0:0(0) ack 1 win 65160 <mss 1460>
                +10us > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *
                connection 40003
                +.001 < S.  0:0(0) ack 1 win 65160 <mss 1460>
                +10us > P.  *("GET /c HTTP/1.1|Host: a.example||") ack *
                connection 40002
                +.03 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                connection 40003
                +.03 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  @Test
  void aBusyConnectionCannotServe() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /slow HTTP/1.1|Host: a.example||") ack *
                """
                + opened(40_002, ".01", "")
                + exchange()
                + """
                connection 40001
                +.1 < P.    *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  /** The client had not seen the answer when it opened the second: at the server it looks so. */
  @Test
  void theClientIsTheOneWhoKnows() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /a HTTP/1.1|Host: a.example||") ack *
                connection 40002
                +.025 > S   0:0(0) win 64240 <mss 1460>
                connection 40001
                +.001 < P.  *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                +10us > .   *(0) ack *
                connection 40002
                +.0191 < S. 0:0(0) ack 1 win 65160 <mss 1460>
                +10us > P.  *("GET /b HTTP/1.1|Host: a.example||") ack *
                +.03 < P.   *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """)
        .check(CODE);
  }

  @Test
  void halfAMinuteLaterNobodyCanCountOnIt() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + closedByClient(".001")
                + opened(40_002, "30", "")
                + exchange())
        .check(CODE);
  }

  @Test
  void anotherNameIsAnotherPool() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + closedByClient(".001")
                + opened(40_002, ".1", "")
                + exchange("GET /a HTTP/1.1|Host: b.example||", OK))
        .check(CODE);
  }

  @Test
  void anotherProgramIsAnotherPool() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange("GET /a HTTP/1.1|Host: a.example|User-Agent: one||", OK)
                + opened(40_002, ".1", "")
                + exchange("GET /a HTTP/1.1|Host: a.example|User-Agent: two||", OK))
        .check(CODE);
  }

  @Test
  void aWebSocketServesNoRequests() {
    Timeline.of(
            opened(40_001, "0", "")
                + """
                +.001 > P.  *("GET /s HTTP/1.1|Host: a.example|Connection: Upgrade|Upgrade: websocket||") ack *
                +.03 < P.   *("HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: websocket||") ack *
                +10us > .   *(0) ack *
                """
                + opened(40_002, ".1", "")
                + exchange())
        .check(CODE);
  }

  @Test
  void aRequestWithoutAnswerMayNeedANewConnection() {
    Timeline.of(
            opened(40_001, "0", "")
                + exchange()
                + """
                +.5 > P.    *("GET /a HTTP/1.1|Host: a.example||") ack *
                +.0201 < R. *(0) ack *
                """
                + opened(40_002, ".1", "")
                + exchange())
        .check(CODE);
  }

  /** The window that the first had grown to is lost: two doublings, of a round trip each. */
  @Test
  void slowStartAgainIsChargedWhereItCanBeTold() {
    String big = "HTTP/1.1 200 OK|Content-Length: 100000||";
    String answer =
        """
        +.001 > P.   *("GET /big HTTP/1.1|Host: a.example||") ack *
        +.0301 < .   *("%s" + 14563) ack *
        +10us > .    *(0) ack *
        +.0201 < .   *(29200) ack *
        +10us > .    *(0) ack *
        +.0201 < P.  *(56237) ack *
        +10us > .    *(0) ack *
        """
            .formatted(big);
    Timeline.of(
            opened(40_001, "0", "")
                + answer
                + closedByClient(".001")
                + opened(
                    40_002, ".01", FINDS + "slowStartsRepeated=1 slowStartSeconds=20ms cost=40ms")
                + answer)
        .check(CODE);
  }

  @Test
  void oneDirectionTellsNothing() {
    Timeline.of(
            "only client\noutcome connection-not-reused not-applicable\n"
                + opened(40_001, "0", "")
                + exchange()
                + closedByClient(".001")
                + opened(40_002, ".1", "")
                + exchange())
        .check(CODE);
  }

  /** 20 ms for TCP and 20 ms for TLS; what was said is not known. */
  @Test
  void overTlsItIsLikely() {
    Timeline.of(
            TlsVisits.visit(40_001, "")
                + TlsVisits.visit(
                    40_002, FINDS + "occurrences=1 cost=40ms closedBy=client confidence=likely"))
        .check(CODE);
  }

  @Test
  void aConnectionOnWhichTheServerRefusedToReadOnCouldNotHaveServed() {
    String refusal = "HTTP/1.0 400 Bad Request|Content-Length: 100||";
    Timeline.of(
            opened(40_001, "0", "")
                + exchange("GET/a HTTP/1.1|Host: a.example||", refusal)
                + closedByServer("1ms")
                + opened(40_002, "1ms", "")
                + exchange("GET/b HTTP/1.1|Host: a.example||", refusal)
                + closedByServer("1ms")
                + opened(40_003, "1ms", "")
                + exchange("GET /a HTTP/1.1|Host: a.example||", OK)
                + closedByServer("1ms"))
        .check(CODE, "serial-requests");
  }
}
