package io.tcpdx.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.protocol.tls.TlsDialogue;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the time of whole timelines is charged to, in milliseconds. */
final class LedgerTest {
  /** The timelines' own fractions of a millisecond, and what comes before the capture point. */
  private static final double SLACK_MS = 1.5;

  /** Holds the ledger against pairs of cause and milliseconds; what is not named is 0. */
  private static void check(String timeline, Vantage vantage, Object... expected) {
    Report report = Timeline.of(timeline).report(vantage);
    ConnectionSummary connection = report.connections().get(0);
    LedgerSummary ledger = report.ledger(connection);
    assertThat(ledger.totalNs()).isEqualTo(connection.durationNs());
    Map<Cause, Double> milliseconds = new EnumMap<>(Cause.class);
    for (int i = 0; i < expected.length; i += 2) {
      milliseconds.put((Cause) expected[i], ((Integer) expected[i + 1]).doubleValue());
    }
    for (Cause cause : Cause.values()) {
      assertThat(ledger.ns(cause) / 1e6)
          .as("%s at the %s of %s", cause, vantage.name().toLowerCase(Locale.ROOT), ledger)
          .isBetween(
              milliseconds.getOrDefault(cause, 0.0) - SLACK_MS,
              milliseconds.getOrDefault(cause, 0.0) + SLACK_MS);
    }
  }

  private static void check(String timeline, Object... expected) {
    check(timeline, Vantage.CLIENT, expected);
  }

  @Test
  void whatNeverOpensIsAllSetUp() {
    check(
        """
        +.000 > S 0:0(0)
        +1.00 > S 0:0(0)
        +2.00 > S 0:0(0)
        """,
        Cause.HANDSHAKE,
        3000);
    check(
        """
        +.000 > S 0:0(0)
        +.030 < R. 0:0(0) ack 1
        """,
        Cause.HANDSHAKE,
        30);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void eachTurnCostsOneRoundTripAndTheRestIsThinking(Vantage vantage) {
    check(
        """
        handshake rtt 40ms
        +.010 > P. *(100) ack *
        +.140 < P. *(500) ack *
        +.020 > P. *(100) ack *
        +.060 < P. *(500) ack *
        +.0001 > . *(0) ack *
        """,
        vantage,
        Cause.HANDSHAKE,
        40,
        Cause.CLIENT_THINK,
        30,
        Cause.SERVER_THINK,
        120,
        Cause.NETWORK,
        80);
  }

  @Test
  void aClientThatSaysNothingForLongIsIdleAServerIsNot() {
    check(
        """
        handshake rtt 10ms
        +.0001 > P. *(100) ack *
        +5.010 < P. *(500) ack *
        +.0001 > . *(0) ack *
        +3.000 > P. *(100) ack *
        +.0101 < P. *(500) ack *
        """,
        Cause.HANDSHAKE,
        10,
        Cause.NETWORK,
        20,
        Cause.SERVER_THINK,
        5000,
        Cause.IDLE,
        3000);
  }

  @Test
  void aClientThatGivesUpHadWaitedForTheServer() {
    check(
        """
        handshake rtt 10ms
        +.0001 > P. *(100) ack *
        +.0101 < . *(0) ack *
        +30.00 > F. *(0) ack *
        +.0101 < F. *(0) ack *
        +.0001 > . *(0) ack *
        """,
        Cause.HANDSHAKE,
        10,
        Cause.SERVER_THINK,
        30010,
        Cause.CLOSE,
        10);
  }

  @Test
  void anOpenConnectionThatIsClosedLaterWasIdle() {
    check(
        """
        handshake rtt 10ms
        +.0001 > P. *(100) ack *
        +.0101 < P. *(100) ack *
        +.0001 > . *(0) ack *
        +15.00 > F. *(0) ack *
        +2.000 < F. *(0) ack *
        +.0001 > . *(0) ack *
        """,
        Cause.HANDSHAKE,
        10,
        Cause.NETWORK,
        10,
        Cause.IDLE,
        15_000,
        Cause.CLOSE,
        2000);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aNagleStallTakesTheDelayedAckWithIt(Vantage vantage) {
    check(
        """
        handshake rtt 20ms
        repeat 5
        +.0001 > P.  *(100) ack *
        +.060 < .   *(0) ack *
        +.00005 > P. *(50) ack *
        +.0201 < P.  *(200) ack *
        end
        """,
        vantage,
        Cause.HANDSHAKE,
        20,
        Cause.NAGLE,
        300,
        Cause.NETWORK,
        vantage == Vantage.CLIENT ? 100 : vantage == Vantage.SERVER ? 80 : 92);
  }

  @Test
  void aDelayedAckThatHoldsAFullWindowIsChargedAsSuch() {
    check(
        """
        handshake rtt 20ms
        repeat 4
        +.00005 > . *(1460) ack *
        +.060 < . *(0) ack *
        end
        +.00005 > P. *(1460) ack *
        +.0201 < P. *(10) ack *
        """,
        Cause.HANDSHAKE,
        20,
        Cause.DELAYED_ACK,
        160,
        Cause.SLOW_START,
        40,
        Cause.CONGESTION_WINDOW,
        40,
        Cause.NETWORK,
        20);
  }

  /** What the findings say of waiting for ACKs, and what the ledger charges to it, is one. */
  @ParameterizedTest
  @EnumSource(Vantage.class)
  void whatSeemsToWaitByChanceIsNotCharged(Vantage vantage) {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.040 > P.  *(100) ack *
                +.060 < .   *(0) ack *
                +.0001 > P. *(100) ack *
                +.060 < .   *(0) ack *
                repeat 12
                +.040 > P.  *(100) ack *
                +.060 < .   *(0) ack *
                end
                +.0001 > .  *(1460) ack *
                +.060 < .   *(0) ack *
                +.0001 > .  *(1460) ack *
                +.060 < .   *(0) ack *
                """)
            .report(vantage)
            .ledger();

    assertThat(ledger.ns(Cause.NAGLE)).isZero();
    assertThat(ledger.ns(Cause.DELAYED_ACK)).isZero();
  }

  private static final String DOWNLOAD =
      """
      handshake rtt 40ms
      +.0001 > P.   1:101(100) ack 1
      +.0402 < .   1:7301(7300) ack 101
      +.0001 < .   7301:14601(7300) ack 101
      +.0001 > .   101:101(0) ack 14601
      +.0401 < .   14601:29201(14600) ack 101
      +.0001 < .   29201:43801(14600) ack 101
      +.0001 > .   101:101(0) ack 43801
      """;

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void waitingForTheInitialWindowsAckIsSlowStart(Vantage vantage) {
    LedgerSummary ledger = Timeline.of(DOWNLOAD).report(vantage).ledger();

    assertThat(ledger.ns(Cause.SLOW_START) / 1e6).isBetween(39.0, 41.0);
    assertThat(ledger.ns(Cause.UNKNOWN)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aSenderAtTheEdgeOfTheWindowWaitsForTheReceiver(Vantage vantage) {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 40ms
                +.0001 > .  *(1460) ack *
                +.0001 > P. *(1460) ack *
                repeat 6
                +.0402 < .  *(0) ack * win 23
                +.0001 > .  *(1460) ack *
                +.0001 > P. *(1460) ack *
                end
                """)
            .report(vantage)
            .ledger();

    // The first flight is held by the congestion window: the window is wide still.
    assertThat(ledger.ns(Cause.RECEIVE_WINDOW) / 1e6).isBetween(198.0, 203.0);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aClosedWindowCountsFromItsClosingToItsOpening(Vantage vantage) {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > .  *(1460) ack *
                +.0001 > P. *(1460) ack *
                +.0202 < .  *(0) ack * win 0
                +.2500 > .  2920:2920(0) ack *
                +.0201 < .  *(0) ack * win 0
                +.5000 < .  *(0) ack * win 400
                +.0001 > P. *(1460) ack *
                +.0201 < .  *(0) ack *
                """)
            .report(vantage)
            .ledger();

    assertThat(ledger.ns(Cause.ZERO_WINDOW) / 1e6).isBetween(769.0, 772.0);
  }

  /** The client has gone: a server that says its farewell again and again holds nobody up. */
  @Test
  void aFarewellSentAgainIsClosing() {
    String farewell = TlsDialogue.payload(TlsDialogue.alert(1, 0));
    Report report =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P.  1:206(%s) ack 1
                +.0202 < P.  1:906(%s) ack 206
                +.0001 > FP. 206:213(%s) ack 906
                +.0202 < .   906:906(0) ack 214
                +9     < FP. 906:913(%4$s) ack 214
                +.3000 < FP. 906:913(%4$s) ack 214
                +.6000 < FP. 906:913(%4$s) ack 214
                """
                    .formatted(
                        TlsDialogue.payload(TlsDialogue.data(200)),
                        TlsDialogue.payload(TlsDialogue.data(900)),
                        farewell,
                        farewell))
            .report(Vantage.CLIENT);
    ConnectionSummary connection = report.connections().get(0);

    assertThat(connection.serverToClient().retransmissions().total()).isEqualTo(2);
    assertThat(report.ledger(connection).ns(Cause.LOSS_RECOVERY)).isZero();
    assertThat(report.ledger(connection).ns(Cause.CLOSE) / 1e6).isBetween(899.0, 9_950.0);
    assertThat(report.findings().stream().mapToLong(Finding::costNs).sum()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aTimeoutIsLossRecovery(Vantage vantage) {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. 1:101(100) ack 1
                +.3000 > P. 1:101(100) ack 1
                +.6000 > P. 1:101(100) ack 1
                +.0201 < P. 1:101(100) ack 101
                """)
            .report(vantage)
            .ledger();

    assertThat(ledger.ns(Cause.LOSS_RECOVERY) / 1e6).isBetween(878.0, 921.0);
    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e6).isLessThan(1);
  }

  @Test
  void whatOneDirectionAloneDoesNotShowIsUnknown() {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                only client
                +.0001 > P. 1:101(100) ack 1
                +.3000 > P. 101:201(100) ack 101
                +.3000 > P. 201:301(100) ack 201
                """)
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.UNKNOWN) / 1e6).isBetween(599.0, 601.0);
  }

  @Test
  void whatCameBeforeTheFirstActIsUnknown() {
    LedgerSummary ledger =
        Timeline.of(
                """
                +.000 > .  1:1(0) ack 1
                +.500 > P. 1:101(100) ack 1
                +.020 < .  1:1(0) ack 101
                +.100 < P. 1:101(100) ack 101
                +.001 > .  101:101(0) ack 101
                """)
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.UNKNOWN) / 1e6).isBetween(499.0, 501.0);
    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e6).isBetween(99.0, 101.0);
    assertThat(ledger.ns(Cause.NETWORK) / 1e6).isBetween(19.0, 22.0);
  }

  @Test
  void timesThatRunBackwardChargeNothingTwice() {
    Report report =
        Timeline.of(
                """
                +.000 > S  0:0(0)
                +.020 < S. 0:0(0) ack 1
                +.0001 > . 1:1(0) ack 1
                +.100 > P. 1:101(100) ack 1
                +-.050 < . 1:1(0) ack 101
                +.020 < P. 1:101(100) ack 101
                +.200 > .  101:101(0) ack 101
                """)
            .report();

    assertThat(report.ledger().totalNs())
        .isEqualTo(report.connections().get(0).durationNs())
        .isPositive();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void settingUpTlsIsChargedForWhatTheClientWaits(Vantage vantage) {
    check(
        TlsVisits.opened(40_001, "") + TlsVisits.full12("") + TlsVisits.turn(100),
        vantage,
        Cause.HANDSHAKE,
        20,
        Cause.TLS_HANDSHAKE,
        40,
        Cause.SERVER_THINK,
        100,
        Cause.NETWORK,
        20);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void soIsARefusalUntilItIsHeard(Vantage vantage) {
    check(
        TlsVisits.opened(40_001, "") + TlsVisits.refused() + TlsVisits.closedByClient(),
        vantage,
        Cause.HANDSHAKE,
        20,
        Cause.TLS_HANDSHAKE,
        20,
        Cause.CLOSE,
        20);
  }

  @Test
  void aServerThatGoesOnByItselfAfterAWhileMadeNobodyWait() {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. *(100) ack *
                +.0201 < P. *(100) ack *
                +.0001 > .  *(0) ack *
                +4.000 < P. *(60) ack *
                +.0001 > .  *(0) ack *
                """)
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.IDLE) / 1e6).isBetween(3999.0, 4001.0);
    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e6).isLessThan(1);
  }

  @Test
  void whatComesAtTheBeatOfATimerIsNoAnswer() {
    String beat =
        """
        +SILENCE < P. *(19) ack *
        +.0081   > P. *(19) ack *
        +.0201   < .  *(0) ack *
        """;
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. *(45) ack *
                +.0201 < P. *(64) ack *
                +.0080 > P. *(19) ack *
                +.0201 < .  *(0) ack *
                """
                    + beat.replace("SILENCE", "29.95")
                    + beat.replace("SILENCE", "29.97")
                    + beat.replace("SILENCE", "59.96"))
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e6).isLessThan(10);
    assertThat(ledger.ns(Cause.IDLE) / 1e9).isBetween(119.5, 120.5);
  }

  @Test
  void slowAnswersAreWaitedForWhereNothingElseIsKnown() {
    String answer =
        """
        +TIME  < P. *(190) ack *
        +.0001 > P. *(19) ack *
        +.0201 < .  *(0) ack *
        """;
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. *(45) ack *
                +.0201 < .  *(0) ack *
                """
                    + answer.replace("TIME", "7.1")
                    + answer.replace("TIME", "12.4")
                    + answer.replace("TIME", "9.3")
                    + answer.replace("TIME", "17.7"))
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e9).isBetween(46.0, 47.0);
  }

  @Test
  void aRequestWithoutAnswerIsTheServersWhoeverEndsIt() {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. *("POST /order HTTP/1.1|Host: a|Content-Length: 4||abcd") ack *
                +.0201 < .  *(0) ack *
                +.5000 > F. *(0) ack *
                +.0201 < F. *(0) ack *
                +.0001 > .  *(0) ack *
                """)
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e6).isBetween(480.0, 521.0);
    assertThat(ledger.ns(Cause.CLIENT_THINK) / 1e6).isLessThan(1);
  }

  @Test
  void anAnswerThatComesInPiecesIsWaitedForToItsEnd() {
    LedgerSummary ledger =
        Timeline.of(
                """
                handshake rtt 20ms
                +.0001 > P. *("GET / HTTP/1.1|Host: a||") ack *
                +.0201 < P. *("HTTP/1.1 200 OK|Content-Length: 8||abcd") ack *
                +.0001 > .  *(0) ack *
                +7.000 < P. *("efgh") ack *
                +.0001 > .  *(0) ack *
                +9.000 < F. *(0) ack *
                +.0001 > F. *(0) ack *
                +.0201 < .  *(0) ack *
                """)
            .report()
            .ledger();

    assertThat(ledger.ns(Cause.SERVER_THINK) / 1e9).isBetween(6.9, 7.1);
    assertThat(ledger.ns(Cause.IDLE) / 1e9).isBetween(8.9, 9.1);
  }
}
