package io.tcpdx.detect.tls;

import static io.tcpdx.protocol.tls.TlsDialogue.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TlsHandshakeCostTest {
  private static final String CODE = "tls-handshake-cost";
  private static final String FINDS = "// finds tls-handshake-cost ";

  private static void check(String... timeline) {
    Timeline.of(String.join("", timeline)).check(CODE);
  }

  private static String visit(int port, String tls, int thinkMs) {
    return TlsVisits.opened(port) + tls + TlsVisits.turn(thinkMs) + TlsVisits.closedByClient();
  }

  @Test
  void aFullHandshakeOfTls12CostsTwoRoundTripsWhereverItIsCaptured() {
    String finds = FINDS + "cost=80ms level=warning occurrences=2 roundTrips=2 full=2 resumed=0";
    check(visit(40_001, TlsVisits.full12(finds), 10), visit(40_002, TlsVisits.full12(finds), 10));
  }

  @Test
  void aSessionThatWasResumedCostsOne() {
    String finds = FINDS + "cost=40ms level=note occurrences=2 roundTrips=1 full=0 resumed=2";
    check(
        visit(40_001, TlsVisits.resumed12(finds), 10),
        visit(40_002, TlsVisits.resumed12(finds), 10));
  }

  @Test
  void soDoesTls13() {
    String finds = FINDS + "cost=40ms level=note roundTrips=1 versions=1.3 full=2";
    check(visit(40_001, TlsVisits.full13(finds), 10), visit(40_002, TlsVisits.full13(finds), 10));
  }

  /** Set-up, question and close take 60 ms besides; the handshakes' 20 ms are a fifth up to 100. */
  @Test
  void aFifthOfTheTimeIsWorthAWordLessIsNot() {
    String finds = FINDS + "occurrences=2";
    check(visit(40_001, TlsVisits.full13(finds), 18), visit(40_002, TlsVisits.full13(finds), 18));
    check(visit(40_001, TlsVisits.full13(""), 22), visit(40_002, TlsVisits.full13(""), 22));
  }

  @Test
  void oneAloneIsPaidOnceUnlessAPersonNoticesIt() {
    check(visit(40_001, TlsVisits.full12(""), 10));
    check(
        visit(40_001, TlsVisits.resumed12(FINDS + "cost=101ms level=note occurrences=1", 101), 0));
    check(visit(40_001, TlsVisits.resumed12("", 99), 0));
  }

  /** A round trip of 20 ms, and what the server takes beyond it. */
  @Test
  void aServerThatComputesIsNotToldToSaveRoundTrips() {
    String timeline =
        visit(
            40_001,
            TlsVisits.resumed12(FINDS + "serverSeconds=1s clientSeconds=0s pathSeconds=20ms", 1020),
            0);
    check(timeline);
    assertThat(advice(timeline)).anyMatch(it -> it.startsWith("At the server: find out"));
    assertThat(advice(timeline)).noneMatch(it -> it.contains("TLS 1.3"));
  }

  @Test
  void aClientThatChecksTheCertificateForLong() {
    String timeline =
        TlsVisits.opened(40_001)
            + TlsVisits.checkedFor(
                1_000, FINDS + "serverSeconds=0s clientSeconds=1s pathSeconds=40ms roundTrips=2")
            + TlsVisits.turn(10)
            + TlsVisits.closedByClient();
    check(timeline);
    assertThat(advice(timeline)).anyMatch(it -> it.startsWith("At the client: find out"));
    assertThat(advice(timeline)).noneMatch(it -> it.contains("TLS 1.3"));
  }

  @Test
  void roundTripsAreSavedByTls13() {
    String timeline =
        visit(40_001, TlsVisits.full12(""), 10) + visit(40_002, TlsVisits.full12(""), 10);
    assertThat(advice(timeline).get(0)).startsWith("At the client: keep connections open");
    assertThat(advice(timeline)).anyMatch(it -> it.startsWith("At both: TLS 1.3"));
    assertThat(advice(timeline)).noneMatch(it -> it.contains("find out"));
  }

  /** The client's last flight was lost, and sent again 20 ms later: nobody computed. */
  @Test
  void aLossIsNobodysOwnTime() {
    String finds = FINDS + "clientSeconds=0s";
    check(
        visit(40_001, TlsVisits.lastFlightLost(20, finds), 10),
        visit(40_002, TlsVisits.lastFlightLost(20, finds), 10));
  }

  /** The set-up took more than a second, but not for TLS. */
  @Test
  void whatALossTookIsNoReasonToNameTls() {
    check(visit(40_001, TlsVisits.lastFlightLost(1_000, ""), 10));
  }

  /** TCP acknowledged the server's flight a second later: it was the path (07-gtpu). */
  @Test
  void aFlightThatIsLongOnItsWayIsNotTheClientsTime() {
    String timeline = visit(40_001, TlsVisits.slowOnTheWay(1_000, FINDS + "roundTrips=2"), 10);
    Timeline.of("vantage client\n" + timeline).check(CODE);
    assertThat(advice(timeline)).noneMatch(it -> it.contains("find out"));
  }

  @Test
  void behindAProxyItMayBeThePathAsWell() {
    String timeline =
        TlsVisits.opened(40_001)
            + """
            +10us > P. *("CONNECT b.example:443 HTTP/1.1|Host: b.example:443||") ack *
            +20ms < .  *(0) ack *
            +180ms < P. *("HTTP/1.1 200 OK||") ack *
            """
            + TlsVisits.resumed12(FINDS + "serverSeconds=300ms", 320)
            + TlsVisits.turn(10)
            + TlsVisits.closedByClient();
    check(timeline);
    assertThat(advice(timeline)).anyMatch(it -> it.startsWith("Capture between the server"));
    assertThat(advice(timeline)).noneMatch(it -> it.contains("find out"));
  }

  private static List<String> advice(String timeline) {
    return Timeline.of(timeline).report().findings().stream()
        .filter(finding -> finding.code().equals(CODE))
        .flatMap(finding -> finding.advice().stream())
        .toList();
  }

  @Test
  void aRefusalIsAnError() {
    check(
        TlsVisits.opened(40_001),
        TlsVisits.refused(FINDS + "level=error occurrences=1 failed=1"),
        TlsVisits.closedByClient());
  }

  @Test
  void aCloseAfterDataIsNoRefusal() {
    check(
        TlsVisits.opened(40_001),
        TlsVisits.full12(""),
        TlsVisits.turn(10),
        TlsVisits.client("", alert(1, 0)),
        TlsVisits.closedByClient());
  }

  @Test
  void withoutAClientHelloNothingIsKnown() {
    check(
        "outcome tls-handshake-cost not-applicable\n",
        TlsVisits.opened(40_001),
        TlsVisits.turn(10),
        TlsVisits.closedByClient());
  }
}
