package io.tcpdx.detect.lifecycle;

import static io.tcpdx.protocol.tls.TlsDialogue.data;
import static io.tcpdx.protocol.tls.TlsDialogue.payload;

import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResetDataLossTest {
  private static final String CODE = "reset-data-loss";

  @Test
  void dataSentIntoAClosedSocket() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(1000) ack *
            +.0201 < R  1:1(0) // finds reset-data-loss level=error confidence=certain from=server
            """)
        .check(CODE);
  }

  @Test
  void theBytesThatTheResetItselfAcknowledgesWereReceived() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(1000) ack *
            +.0201 < R. 1:1(0) ack 601     // finds reset-data-loss unackedBytes=400 afterFin=false
            """)
        .check(CODE);
  }

  @Test
  void aRequestThatWasReceivedButLeftUnread() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(1000) ack *
            +.0201 < .  *(0) ack *
            +.010 < R.  *(0) ack *  // finds reset-data-loss confidence=likely unackedBytes=0
            """)
        .check(CODE);
  }

  @Test
  void aSenderThatResetsWhatItHasInFlight() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < .  *(14600) ack *
            +.0001 < R. *(0) ack *         // finds reset-data-loss unackedBytes=14600 from=server
            """)
        .check(CODE);
  }

  @Test
  void aClientThatStopsADownload() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < .  *(2920) ack *
            +.0001 > .  *(0) ack *
            +.0001 < .  *(2920) ack *
            +.0001 > R  *(0)               // finds reset-data-loss unackedBytes=2920 from=client
            """)
        .check(CODE);
  }

  @Test
  void aResetAfterTheWholeAnswerLosesNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(2000) ack *
            +.0001 > .  *(0) ack *
            +.500 > R.  *(0) ack *         // an impatient client: abortive, and nothing is lost
            """)
        .check(CODE, "reset-after-idle");
  }

  @Test
  void aResetThatAcknowledgesTheWholeAnswerLosesNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(2000) ack *
            +.0001 > R. *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aFarewellAfterTheCloseIsANote() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *(500) ack *
            +.0201 < P.  *(2000) ack *
            +.0001 > .   *(0) ack *
            +.010 > FP.  *(31) ack *       // QUIT, and the socket is gone
            +.0201 < P.  *(31) ack *
            +.00001 < F. *(0) ack *
            +.0001 > R   533:533(0)        // finds reset-data-loss level=note afterFin=true
            +.00001 > R  533:533(0)
            """)
        .check(CODE);
  }

  @Test
  void anAlertOfTlsIsNoData() {
    for (String setUp : List.of("handshake rtt 20ms\n", "delays 10ms 10ms\n")) {
      Timeline.of(
              setUp
                  + """
                  +.001 > P.   *(%s) ack *
                  +.0201 < P.  *(%s) ack *
                  +.0001 > .   *(0) ack *
                  +.010 < FP.  *(%s) ack *
                  +.0001 > .   *(0) ack *
                  +.0001 > P.  *(%s) ack *       // after the server's close: answered by a reset
                  +.0201 < R   933:933(0)
                  """
                      .formatted(
                          payload(data(500)),
                          payload(data(900)),
                          payload(encryptedAlert()),
                          payload(encryptedAlert())))
          .check(CODE);
    }
  }

  @Test
  void dataBeforeAnAlertIsLostAllTheSame() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *(%s) ack *
            +.0201 < FP. *(%s) ack *
            +.0001 > P.  *(%s) ack *
            +.0201 < R   907:907(0)      // finds reset-data-loss level=error unackedBytes=55
            """
                .formatted(
                    payload(data(500)), payload(data(900)), payload(data(50), encryptedAlert())))
        .check(CODE);
  }

  @Test
  void aFewBytesOfHttpAreNoFarewell() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *("GET /a HTTP/1.1|Host: h||") ack *
            +.0201 < FP. *("HTTP/1.1 204 No Content||") ack *
            +3    > P.   *("GET /b HTTP/1.1|Host: h||") ack *
            +.0201 < R   28:28(0)        // finds reset-data-loss level=error afterFin=true
            """)
        .check(CODE);
  }

  @Test
  void aGoodbyeOfTlsIsNoRequestWithoutAnswer() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *(%s) ack *
            +.0201 < P.  *(%s) ack *
            +.001 > P.   *(%s) ack *
            +.0201 < .   *(0) ack *
            +.001 < R.   *(0) ack *
            """
                .formatted(payload(data(500)), payload(data(900)), payload(encryptedAlert())))
        .check(CODE);
  }

  @Test
  void whoHasNotClosedDidNotCloseAlready() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP.  *(500) ack *
            +.0201 < P.  *(5000) ack *
            +.0001 < R.  *(0) ack *      // finds reset-data-loss from=server afterFin=false
            """)
        .check(CODE);
  }

  private static byte[] encryptedAlert() {
    byte[] record = data(26);
    record[0] = 21;
    return record;
  }

  @Test
  void sixtyFourBytesAreTheLongestFarewell() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP.  *(500) ack *
            +.0201 < P.  *(64) ack *
            +.0001 > R   502:502(0)        // finds reset-data-loss level=note
            """)
        .check(CODE);
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP.  *(500) ack *
            +.0201 < P.  *(65) ack *
            +.0001 > R   502:502(0)        // finds reset-data-loss level=warning
            """)
        .check(CODE);
  }

  @Test
  void whatAClientDoesNotWantIsMissedByNobody() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < .  *(2920) ack *
            +.0001 > .  *(0) ack *
            +.0001 < .  *(2920) ack *
            +.0001 > R  *(0)               // finds reset-data-loss level=warning
            """)
        .check(CODE);
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0001 > R  *(0)               // finds reset-data-loss level=error unackedBytes=100
            """)
        .check(CODE);
  }

  @Test
  void aClientThatGivesUpAStalledDownloadForgotNothing() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.   *(100) ack *
            +.0201 < .   1:1461(1460) ack *
            +.0001 > .   101:101(0) ack 1461
            +.010 < .    2921:4381(1460) ack *     // 1461:2921 was lost, and never sent again
            +.0001 > .   101:101(0) ack 1461
            +30 > R.     101:101(0) ack 1461       // finds reset-data-loss silenceSeconds=30s
            """)
        .check(CODE, "reset-after-idle", "connection-timed-out");
  }

  @Test
  void aRequestOfLongAgoWasNotLeftUnread() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.   *(100) ack *
            +.0201 < .   *(0) ack *
            +9.999 < R.  *(0) ack *                // finds reset-data-loss confidence=likely
            """)
        .check(CODE, "reset-after-idle");
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.   *(100) ack *
            +.0201 < .   *(0) ack *
            +10 < R.     *(0) ack *
            """)
        .check(CODE, "reset-after-idle");
  }

  @Test
  void resetsInTimeWaitEndNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP. *(100) ack *
            +.0201 < FP. *(900) ack *
            +.0001 > .  *(0) ack *
            +.0201 < R. *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aHalfCloseWithItsAnswerLosesNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP. *(100) ack *
            +.0201 < P. *(9000) ack *
            +.0001 > .  *(0) ack *
            +.010 < F.  *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void whatTheCaptureMissedIsNotLostByTheReset() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +.0201 < P. 1:101(100) ack 501  // 101:501 was sent, and not captured
            +.0001 > .  501:501(0) ack 101
            +.010 > R.  501:501(0) ack 101
            """)
        .check(CODE);
  }

  @Test
  void framesCapturedTwiceChangeNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(1000) ack * dup
            +.0201 < R  1:1(0) dup          // finds reset-data-loss unackedBytes=1000
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            """
            outcome reset-data-loss not-applicable
            only server
            handshake rtt 20ms
            +.0201 < P. *(1000) ack *
            +.0201 < R. *(0) ack *
            """)
        .check(CODE);
  }

  /** Of the alert's 31 bytes 30 were captured: its header tells that it is all there is. */
  @Test
  void anAlertThatTheSnapLengthCutIsNoData() {
    String closed =
        """
        snaplen %d
        handshake rtt 20ms
        +.001 > P.   *(%s) ack *
        +.0201 < FP. *(%s) ack *
        +.0001 > P.  *(%s) ack *
        +.0201 < R   907:907(0) %s
        """;
    Timeline.of(
            "ipv4\n"
                + closed.formatted(
                    84, payload(data(500)), payload(data(900)), payload(encryptedAlert()), ""))
        .check(CODE);
    Timeline.of(
            "ipv4\n"
                + closed.formatted(
                    84,
                    payload(data(500)),
                    payload(data(900)),
                    payload(data(50), encryptedAlert()),
                    "// finds reset-data-loss unackedBytes=55"))
        .check(CODE);
  }

  /** Nobody can tell what it was; but no farewell is so long. */
  @Test
  void whatWasCutBeforeItsHeaderMayBeAFarewell() {
    String closed =
        """
        ipv4
        snaplen 66
        handshake rtt 20ms
        +.001 > P.   *(%s) ack *
        +.0201 < FP. *(900) ack *
        +.0001 > P.  *(%s) ack *
        +.0001 > P.  *(%d) ack *
        +.0001 < .   *(0) ack 566
        +.0201 < R   902:902(0) %s
        """;
    String data = payload(data(500));
    String twoRecords = payload(data(20), data(30));
    Timeline.of(closed.formatted(data, twoRecords, 128, "")).check(CODE);
    Timeline.of(
            closed.formatted(
                data, twoRecords, 129, "// finds reset-data-loss level=error unackedBytes=129"))
        .check(CODE);
  }

  /** The receiver has to acknowledge two full segments at once, and they were not sent again. */
  @Test
  void whatMustHaveBeenAcknowledgedIsNotLost() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < .  *(2920) ack *
            +.0401 < R. *(0) ack *
            """)
        .check(CODE);
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < .  *(200) ack *
            +.0401 < R. *(0) ack *         // finds reset-data-loss unackedBytes=200
            """)
        .check(CODE);
  }

  @Test
  void aFarewellBehindAHoleIsReadWhenTheConnectionHasEnded() {
    Timeline.of(
            """
            +0 < P.      1:906(%s) ack 100
            +.0001 > P.  109:140(%s) ack 906     // 100:109 was not captured
            +.0001 > F.  140:140(0) ack 906
            +.0201 < P.  906:937(%s) ack 100
            +.0001 > R   100:100(0)
            """
                .formatted(
                    payload(data(900)), payload(encryptedAlert()), payload(encryptedAlert())))
        .check(CODE);
  }

  @Test
  void whoWasNeverHeardMayNotHaveKnownTheConnection() {
    Timeline.of(
            """
            +0 > P.     1:201(200) ack 1
            +.0201 < R. 1:1(0) ack 201
            """)
        .check(CODE);
  }
}
