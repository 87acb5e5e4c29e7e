package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** What kind each segment is, told by timelines. */
final class SegmentKindsTest {
  @Test
  void aSetUpDataAndAClose() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>        // is new
            +.020 < S.  0:0(0) ack 1 win 65160 <mss 1460>  // is new advances-ack
            +.0001 > .  1:1(0) ack 1 win 502               // is pure-ack advances-ack
            +.001 > P.  1:101(100) ack 1                   // is new
            +.020 < P.  1:201(200) ack 101                 // is new advances-ack
            +.001 > F.  101:101(0) ack 201                 // is new advances-ack
            +.020 < F.  201:201(0) ack 102                 // is new advances-ack
            +.0001 > .  102:102(0) ack 202                 // is pure-ack advances-ack
            """)
        .checkKinds();
  }

  @Test
  void dataSentAgain() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1       // is new
            +.220 > P. 1:101(100) ack 1       // is retransmission
            +.440 > P. 1:201(200) ack 1       // is retransmission new
            +.020 < .  1:1(0) ack 201         // is pure-ack advances-ack
            +.001 > P. 1:101(100) ack 1       // is retransmission
            """)
        .checkKinds();
  }

  @Test
  void aSynAndAFinSentAgain() {
    Timeline.of(
            """
            +0 > S     0:0(0) win 64240 <mss 1460>         // is new
            +1 > S     0:0(0)                              // is retransmission
            +.020 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +1 < S.    0:0(0) ack 1                        // is retransmission
            +.0001 > . 1:1(0) ack 1 win 502
            +.001 > F. 1:1(0) ack 1                        // is new
            +.220 > F. 1:1(0) ack 1                        // is retransmission
            """)
        .checkKinds();
  }

  @Test
  void aHoleFilledLaterThanAnyReorderingIsASecondTransmission() {
    Timeline.of(
            """
            ipv6
            handshake rtt 20ms
            +.001 > P. 101:201(100) ack 1     // is new after-gap
            +.021 > P. 1:101(100) ack 1       // is new retransmission
            """)
        .checkKinds();
  }

  @Test
  void aHoleFilledSoonerThanAnybodyCanKnowOfALossIsReordering() {
    Timeline.of(
            """
            ipv6
            handshake rtt 20ms
            +.001 > P. 101:201(100) ack 1     // is new after-gap
            +.015 > P. 1:101(100) ack 1       // is new out-of-order
            """)
        .checkKinds();
  }

  @Test
  void theSendersClockTellsWhatWasSentFirst() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 101:201(100) ack 1 <nop,nop,TS val 11 ecr 0>  // is new after-gap
            +.100 > P. 1:101(100) ack 1 <nop,nop,TS val 10 ecr 0>    // is new out-of-order
            +.001 > P. 301:401(100) ack 1 <nop,nop,TS val 20 ecr 0>  // is new after-gap
            +.001 > P. 201:301(100) ack 1 <nop,nop,TS val 21 ecr 0>  // is new retransmission
            """)
        .checkKinds();
  }

  @Test
  void theSendersPacketCountTellsWhatWasSentFirst() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P. 101:201(100) ack 1 id 65535  // is new after-gap
            +.100 > P. 1:101(100) ack 1 id 65534    // is new out-of-order
            +.001 > P. 301:401(100) ack 1 id 65535  // is new after-gap
            +.001 > P. 201:301(100) ack 1 id 1      // is new retransmission
            """)
        .checkKinds();
  }

  @Test
  void keepAlivesWithAndWithoutAByte() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.0201 < . 1:1(0) ack 101
            +75 > .    100:100(0) ack 1       // is keep-alive
            +.0201 < . 1:1(0) ack 101         // is
            +75 > .    100:101(1) ack 1       // is keep-alive
            """
                .replace("// is\n", "\n"))
        .checkKinds();
  }

  @Test
  void probesIntoAClosedWindow() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .  1:1461(1460) ack 1
            +.0201 < . 1:1(0) ack 1461 win 0  // is pure-ack advances-ack
            +.200 > .  1460:1460(0) ack 1     // is window-probe
            +.400 > .  1461:1462(1) ack 1     // is window-probe
            +.0201 < . 1:1(0) ack 1462 win 509
            +.0001 > . 1462:2922(1460) ack 1  // is new
            """)
        .checkKinds();
  }

  @Test
  void whateverIsSentIntoAShutWindowIsAProbe() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .   1:1461(1460) ack 1
            +.0201 < .  1:1(0) ack 1461 win 0
            +.3 > .     1461:1462(1) ack 1     // is window-probe
            +.0201 < .  1:1(0) ack 1461 win 0
            +.6 > .     1461:1462(1) ack 1     // is window-probe
            +.0201 < .  1:1(0) ack 1461 win 0
            +1.2 > .    1461:2921(1460) ack 1  // is window-probe
            +.0201 < .  1:1(0) ack 1461 win 0
            +2 < .      1:1(0) ack 1461 win 509
            +.0001 > .  1461:2921(1460) ack 1  // is new
            +.0201 < .  1:1(0) ack 2921 win 509
            """)
        .checkKinds();
  }

  @Test
  void dataOnASynThatWasNotTakenIsNewWhenItComesAgain() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:100(100) win 64240 <mss 1460>
            +.02 < S.   0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > P. 1:101(100) ack 1       // is new advances-ack
            +.0201 < .  1:1(0) ack 101
            """)
        .checkKinds();
  }

  @Test
  void windowUpdates() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.0201 < . 1:1(0) ack 101 win 100 // is pure-ack advances-ack
            +.010 < .  1:1(0) ack 101 win 509 // is pure-ack window-update
            """)
        .checkKinds();
  }

  @Test
  void duplicateAcks() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .  1:2921(2920) ack 1
            +.0201 < . 1:1(0) ack 1461        // is pure-ack advances-ack
            +.0001 < . 1:1(0) ack 1461 <sack 2921:4381>  // is pure-ack duplicate-ack
            +.0011 < . 1:1(0) ack 1461        // is pure-ack duplicate-ack
            """)
        .checkKinds();
  }

  @Test
  void framesThatTheCaptureHoldsTwice() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1 dup   // is new
            +.0201 < . 1:1(0) ack 101 dup     // is pure-ack advances-ack
            +.001 > F. 101:101(0) ack 1 dup   // is new
            """)
        .checkKinds();
  }

  @Test
  void theSameIpPacketMillisecondsLaterWasRoutedPastTheCapture() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1 id 500 ttl 64   // is new
            +.0499 > P. 1:101(100) ack 1 id 500 ttl 63   // is capture-duplicate
            +.0001 > P. 1:101(100) ack 1 id 501          // is retransmission
            """)
        .checkKinds();
  }

  @Test
  void withoutAPacketCountOnlyCopiesWithinAMillisecondAreTheCaptures() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1 id 0   // is new
            +.0009 > P. 1:101(100) ack 1 id 0   // is capture-duplicate
            +.5 > P.    1:101(100) ack 1 id 0   // is retransmission
            +.001 > P.  101:201(100) ack 1 id 0 // is new
            +.0014 > P. 101:201(100) ack 1 id 0 // is retransmission
            """)
        .checkKinds();
  }

  /** One place shows no packet whole and in pieces: without a number these are two. */
  @Test
  void moreFromTheSameByteOnIsSentAgain() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P.    1:101(100) ack 1 id 0     // is new
            +.001 > P.    101:301(200) ack 1 id 0   // is new
            +.5 > P.      1:101(100) ack 1 id 0     // is retransmission
            +.000023 > P. 1:301(300) ack 1 id 0     // is retransmission
            """)
        .checkKinds();
  }

  /** A sender that gives what it sends again the number that it had, in a port mirrored twice. */
  @Test
  void copiesOfWhatIsSentAgainWithTheSameNumber() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P.    1:101(100) ack 1 id 500   // is new
            +.000003 > P. 1:101(100) ack 1 id 500   // is capture-duplicate
            +.5 > P.      1:101(100) ack 1 id 500   // is retransmission
            +.000003 > P. 1:101(100) ack 1 id 500   // is capture-duplicate
            """)
        .checkKinds();
  }

  @Test
  void aResetWithDataIsCopiedAsDataIs() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > R.    1:11(10) ack 1 id 0
            +.000003 > R. 1:11(10) ack 1 id 0   // is capture-duplicate
            """)
        .checkKinds();
  }

  @Test
  void noSynIsSentAgainAsSoonAsTwoPlacesSeeOne() {
    Timeline.of(
            """
            ipv4
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160 id 0 <mss 1460>
            +.010 < S.  0:0(0) ack 1 win 65160 id 0 <mss 1460>  // is capture-duplicate
            +1 < S.     0:0(0) ack 1 win 65160 id 0 <mss 1460>  // is retransmission
            """)
        .checkKinds();
  }

  @Test
  void equalResetsAnswerSegmentsThatCameAfterTheClose() {
    String timeline =
        """
        ipv4
        handshake rtt 20ms
        +.001 > R.   1:1(0) ack 1 id 0
        +.0001 > R.  1:1(0) ack 1 id 0
        +.0001 > R.  1:1(0) ack 1 id 7
        +.0001 > R.  1:1(0) ack 1 id 7
        """;

    assertThat(
            Timeline.of(timeline)
                .report()
                .connections()
                .get(0)
                .clientToServer()
                .captureDuplicates())
        .as("only those that are one packet by their number")
        .isEqualTo(1);
  }

  @Test
  void anAckFarAheadIsNoneOfThisConnection() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.0201 < . 1:1(0) ack 1200000000  // is pure-ack
            +.001 < .  1:1(0) ack 101         // is pure-ack advances-ack
            """)
        .checkKinds();
  }

  @Test
  void anAckOfBytesThatTheCaptureMissed() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.0201 < . 1:1(0) ack 301         // is pure-ack advances-ack
            +.001 > P. 301:401(100) ack 1     // is new
            """)
        .checkKinds();
  }
}
