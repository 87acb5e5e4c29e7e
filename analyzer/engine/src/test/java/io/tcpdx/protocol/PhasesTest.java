package io.tcpdx.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private static final long MS = 1_000_000;

  /** What the set-up of a timeline takes at the client: its RTT, and 20 µs until the ACK. */
  private static final long CONNECT_NS = 40 * MS + 20_000;

  @Test
  void firstTransactionCarriesTheSetUpOfItsConnection() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("GET / HTTP/1.1|Host: a||") ack *
            +.060 < P. *("HTTP/1.1 200 OK|Content-Length: 20||" + 10) ack *
            +.007 < P. *("XXXXXXXXXX") ack *
            +.100 > P. *("GET /b HTTP/1.1|Host: a||") ack *
            +.041 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(phases.get(0))
        .isEqualTo(
            new Phases(
                null, CONNECT_NS, null, 0L, null, 60 * MS, 7 * MS, CONNECT_NS + 67 * MS, null));
    assertThat(phases.get(1))
        .isEqualTo(new Phases(null, null, null, 0L, null, 41 * MS, 0L, 41 * MS, null));
  }

  @Test
  void setUpIsUnknownWhereTheCaptureBeganLater() {
    List<Phases> phases =
        phases(
            """
            vantage client
            +.000 > P. *("GET / HTTP/1.1|Host: a||") ack *
            +.060 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(phases.get(0).connectNs()).isNull();
    assertThat(phases.get(0).totalNs()).isEqualTo(60 * MS);
  }

  @Test
  void sendingLastsFromTheFirstToTheLastByte() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("POST / HTTP/1.1|Host: a|Content-Length: 8||1234") ack *
            +.030 > P. *("5678") ack *
            +.060 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(phases.get(0).sendNs()).isEqualTo(30 * MS);
    assertThat(phases.get(0).waitNs()).isEqualTo(60 * MS);
  }

  @Test
  void waitingForAHundredContinueIsWaiting() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("POST / HTTP/1.1|Host: a|Expect: 100-continue|Content-Length: 8||") ack *
            +.050 < P. *("HTTP/1.1 100 Continue||") ack *
            +.001 > P. *("1234") ack *
            +.002 > P. *("5678") ack *
            +.060 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(phases.get(0).sendNs()).isEqualTo(3 * MS);
    assertThat(phases.get(0).waitNs()).isEqualTo(110 * MS);
    assertThat(phases.get(0).totalNs()).isEqualTo(CONNECT_NS + 113 * MS);
  }

  @Test
  void pipelinedRequestWaitsBehindTheAnswersBeforeIt() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("GET /a HTTP/1.1|Host: a||") ack *
            +.001 > P. *("GET /b HTTP/1.1|Host: a||") ack *
            +.059 < P. *("HTTP/1.1 200 OK|Content-Length: 1||") ack *
            +.040 < P. *("1") ack *
            +.005 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(phases.get(0).blockedNs()).isNull();
    assertThat(phases.get(1))
        .isEqualTo(new Phases(null, null, null, 0L, 99 * MS, 5 * MS, 0L, 104 * MS, null));
  }

  @Test
  void answerBeforeTheRequestsEndEndsTheSending() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("POST / HTTP/1.1|Host: a|Content-Length: 8||1234") ack *
            +.050 < P. *("HTTP/1.1 413 Content Too Large|Content-Length: 0||") ack *
            +.010 > P. *("5678") ack *
            """);

    assertThat(phases.get(0))
        .isEqualTo(
            new Phases(
                null, CONNECT_NS, null, 50 * MS, null, 0L, 10 * MS, CONNECT_NS + 60 * MS, null));
  }

  @Test
  void requestWithoutAnswerWaitsInVainUntilTheEnd() {
    List<Phases> phases =
        phases(
            """
            vantage client
            handshake rtt 40ms
            +.005 > P. *("GET / HTTP/1.1|Host: a||") ack *
            +.300 < F. *(0) ack *
            +.500 > F. *(0) ack *
            +.040 < .  *(0) ack *
            """);

    assertThat(phases.get(0))
        .isEqualTo(new Phases(null, CONNECT_NS, null, 0L, null, null, null, null, 300 * MS));
  }

  @Test
  void lookupAndTlsBelongToTheFirstTurn() {
    ConnectionSummary connection = connection();
    long at = connection.startNs();
    Lookup lookup =
        new Lookup(
            "10.0.0.1",
            new Endpoint("10.0.0.53", 53),
            "a",
            "A",
            Lookup.Outcome.ANSWERED,
            1,
            at - 9 * MS,
            at - MS,
            0,
            1,
            2,
            List.of());
    List<Turn> turns = List.of(turn(at, 100, 101, 120, 130), turn(at, 200, 200, 240, 240));
    Conversation conversation =
        new Conversation(Application.TLS, null, List.of(), tls(at), turns, lookup, List.of());

    List<Phases> phases = Phases.ofTurns(connection, conversation);

    assertThat(phases)
        .containsExactly(
            new Phases(
                8 * MS,
                CONNECT_NS,
                45 * MS,
                MS,
                null,
                19 * MS,
                10 * MS,
                CONNECT_NS + 83 * MS,
                null),
            new Phases(null, null, null, 0L, null, 40 * MS, 0L, 40 * MS, null));
  }

  @Test
  void inATunnelOnlyTlsIsTheTurns() {
    ConnectionSummary connection = connection();
    long at = connection.startNs();
    HttpSummary http = new HttpSummary("1.1", true, 1, 1, false, 0, 1, 0, 0, List.of(), "CONNECT");
    Conversation conversation =
        new Conversation(
            Application.HTTP,
            http,
            List.of(),
            tls(at),
            List.of(turn(at, 100, 100, 120, 130)),
            null,
            List.of());

    Phases first = Phases.ofTurns(connection, conversation).get(0);

    assertThat(first.connectNs()).isNull();
    assertThat(first.tlsNs()).isEqualTo(45 * MS);
  }

  @Test
  void totalIsTheSumWhateverTheTimesAre() {
    ConnectionSummary connection = connection();
    List<Turn> turns = new ArrayList<>();
    long[] moments = {0, 5, 3, 9, 1};
    for (long a : moments) {
      for (long b : moments) {
        for (long c : moments) {
          turns.add(turn(connection.startNs(), 4, a, b, c));
        }
      }
    }
    Conversation conversation =
        new Conversation(Application.TLS, null, List.of(), null, turns, null, List.of());

    for (Phases phases : Phases.ofTurns(connection, conversation)) {
      List<Long> parts = Stream.of(phases.sendNs(), phases.waitNs(), phases.receiveNs()).toList();
      assertThat(parts).allSatisfy(part -> assertThat(part).isNotNegative());
      assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(phases.totalNs());
    }
  }

  private static TlsHandshake tls(long at) {
    return new TlsHandshake(
        "1.3",
        null,
        null,
        List.of(),
        null,
        null,
        false,
        false,
        at + 45 * MS,
        at + 90 * MS,
        null,
        null,
        null,
        null,
        List.of(),
        null);
  }

  private static Turn turn(long at, long startMs, long askedMs, long answerMs, long endMs) {
    return new Turn(
        at + startMs * MS, at + askedMs * MS, at + answerMs * MS, at + endMs * MS, 1, 2, 3, 4);
  }

  /** A connection set up in 40 ms. */
  private static ConnectionSummary connection() {
    return Timeline.of("vantage client\nhandshake rtt 40ms\n").report().connections().get(0);
  }

  private static List<Phases> phases(String timeline) {
    Report report = Timeline.of(timeline).report();
    ConnectionSummary connection = report.connections().get(0);
    return Phases.ofTransactions(connection, report.conversation(connection));
  }
}
