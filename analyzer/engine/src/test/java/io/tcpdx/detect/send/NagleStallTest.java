package io.tcpdx.detect.send;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class NagleStallTest {
  private static final String CODE = "nagle-stall";

  @Test
  void writeWriteReadAgainstADelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.001 > P.  *(100) ack *      // finds nagle-stall occurrences=3 cost=180ms from=client
            +.060 < .   *(0) ack *        // finds nagle-stall confidence=certain level=warning
            +.0001 > P. *(50) ack *       // finds nagle-stall onDelayedAck=3 delayedAckSeconds=120ms
            +.021 < P.  *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void theServerStallsOnItsOwnSmallWrites() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(400) ack *
            +.021 < P.  *(100) ack *      // finds nagle-stall occurrences=1 from=server
            +.040 > .   *(0) ack *        // finds nagle-stall confidence=certain
            +.0201 < P. *(50) ack *       // finds nagle-stall cost=60ms
            """)
        .check(CODE);
  }

  @Test
  void aStallOnAPromptAckCostsOneRoundTrip() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *      // finds nagle-stall onDelayedAck=0 cost=20ms
            +.0201 < .  *(0) ack *        // finds nagle-stall confidence=likely
            +.00005 > P. *(50) ack *      // finds nagle-stall occurrences=1 level=warning
            """)
        .check(CODE);
  }

  @Test
  void threeStallsOnPromptAcksAreNoChance() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.001 > P.  *(100) ack *      // finds nagle-stall confidence=certain
            +.0201 < .  *(0) ack *        // finds nagle-stall
            +.00005 > P. *(50) ack *      // finds nagle-stall occurrences=3
            +.021 < P.  *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void minshallsVariantHoldsASmallTailBehindASmallTailOnly() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(3020) ack *     // finds nagle-stall
            +.0201 < .  *(0) ack *        // finds nagle-stall
            +.00005 > P. *(50) ack *      // finds nagle-stall
            """)
        .check(CODE);
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(2920) ack *     // full segments: nothing small is in flight
            +.0201 < .  *(0) ack *
            +.00005 > P. *(50) ack *
            """)
        .check(CODE);
  }

  @Test
  void anApplicationThatPacesItsWritesIsNotStalled() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 20
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *        // a delayed ACK, for which nobody waits
            end
            """)
        .check(CODE);
  }

  @Test
  void aPaceThatMeetsAnAckByChanceNowAndThenIsNoStall() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 20
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            end
            +.0001 > P. *(100) ack *
            +.060 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneRoundInTenIsMoreThanChance() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 9
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            end
            +.040 > P.  *(100) ack *      // finds nagle-stall
            +.060 < .   *(0) ack *        // finds nagle-stall
            +.0001 > P. *(100) ack *      // finds nagle-stall occurrences=1
            """)
        .check(CODE);
  }

  @Test
  void oneRoundInElevenMayBeChance() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 10
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            end
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            +.0001 > P. *(100) ack *
            """)
        .check(CODE);
  }

  @Test
  void noDelaySendsTheSecondSmallSegmentAtOnce() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.001 > P.  *(100) ack *
            +.0001 > P. *(50) ack *
            +.060 < .   *(0) ack *
            +.0001 > P. *(30) ack *       // TCP_NODELAY was shown: no stall, whatever released this
            +.021 < P.  *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void noDelayTurnedOnLaterDoesNotExcuseWhatWasBefore() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *      // finds nagle-stall
            +.060 < .   *(0) ack *        // finds nagle-stall occurrences=1
            +.0001 > P. *(50) ack *       // finds nagle-stall
            +.021 < P.  *(200) ack *
            +.001 > P.  *(100) ack *
            +.0001 > P. *(50) ack *
            +.060 < .   *(0) ack *
            +.0001 > P. *(30) ack *
            +.021 < P.  *(200) ack *
            """)
        .check(CODE);
  }

  @Test
  void aReplyBetweenMayHaveSetTheNextRequestGoing() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 5
            +.00005 > P. *(100) ack *
            +.0201 < .  *(0) ack *
            +.030 < P.  *(50) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void aReplyRightBehindTheAckMayHaveSetTheNextRequestGoing() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 5
            +.00005 > P. *(100) ack *
            +.0201 < .  *(0) ack *
            +.00003 < P. *(50) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void theAckOnAReplyReleasesNothingThatIsNotAnAnswer() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 5
            +.0001 > P. *(100) ack *
            +.0201 < P. *(50) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void aWindowWithoutRoomIsWhatHeldTheNextSegment() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 < .   1:1(0) ack 1 win 1
            repeat 3
            +.0001 > P. *(128) ack *
            +.0201 < .  *(0) ack * win 1
            end
            """)
        .check(CODE);
  }

  @Test
  void aFullSegmentIsHeldByCongestionControlNotByNagle() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.0001 > P. *(100) ack *
            +.0201 < .  *(0) ack *
            +.0001 > .  *(1460) ack *
            +.0201 < .  *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void theLastBytesWithTheFinAreNotHeld() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            +.0001 > FP. *(50) ack *
            """)
        .check(CODE);
  }

  @Test
  void whatWasSentAgainTellsNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +.220 > P.  1:101(100) ack 1
            +.0201 < .  1:1(0) ack 101
            +.0001 > P. 101:151(50) ack 1
            """)
        .check(CODE);
  }

  @Test
  void dataStillInFlightWaitsForMoreThanThisAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .   1:1461(1460) ack 1
            +.0001 > P. 1461:1561(100) ack 1
            +.0201 < .  1:1(0) ack 1461
            +.0001 > P. 1561:1661(100) ack 1
            +.0201 < .  1:1(0) ack 1661
            """)
        .check(CODE);
  }

  @Test
  void stallsUnderAMillisecondAreThePriceOfANearPath() {
    Timeline.of(
            """
            handshake rtt 900us
            repeat 4
            +.001 > P.     *(100) ack *
            +.000930 < .   *(0) ack *
            +.000020 > P.  *(50) ack *
            +.001 < P.     *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void stallsOverAMillisecondAreToldAsANote() {
    Timeline.of(
            """
            vantage client
            handshake rtt 1ms
            repeat 4
            +.001 > P.     *(100) ack *   // finds nagle-stall level=note
            +.001010 < .   *(0) ack *     // finds nagle-stall
            +.000020 > P.  *(50) ack *    // finds nagle-stall occurrences=4
            +.0012 < P.    *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void tenMillisecondsInAllAreAWarning() {
    Timeline.of(
            """
            handshake rtt 5ms
            repeat 2
            +.001 > P.     *(100) ack *   // finds nagle-stall level=warning
            +.00501 < .    *(0) ack *
            +.000020 > P.  *(50) ack *
            +.006 < P.     *(200) ack *
            end
            """)
        .check(CODE);
    Timeline.of(
            """
            handshake rtt 4.8ms
            repeat 2
            +.001 > P.     *(100) ack *   // finds nagle-stall level=note
            +.00481 < .    *(0) ack *
            +.000020 > P.  *(50) ack *
            +.006 < P.     *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void framesCapturedTwiceCountOnce() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.001 > P.  *(100) ack * dup  // finds nagle-stall occurrences=3 cost=180ms
            +.060 < .   *(0) ack * dup
            +.0001 > P. *(50) ack * dup
            +.021 < P.  *(200) ack * dup
            end
            """)
        .check(CODE);
  }

  @Test
  void aCaptureThatBeginsInTheMiddleIsJudgedByTheRttItShows() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > P.     1:101(100) ack 1 win 502
            +.0201 < P. 1:201(200) ack 101 win 509
            +.0001 > .  101:101(0) ack 201
            repeat 2
            +.010 > P.  *(100) ack *      // finds nagle-stall
            +.060 < .   *(0) ack *        // finds nagle-stall
            +.0001 > P. *(50) ack *       // finds nagle-stall
            +.0201 < P. *(200) ack *
            +.0001 > .  *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            """
            outcome nagle-stall not-applicable
            only client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            +.0001 > P. *(50) ack *
            """)
        .check(CODE);
  }

  @Test
  void headersAreEnough() {
    Timeline.of(
            """
            snaplen 96
            handshake rtt 20ms
            +.001 > P.  *(500) ack *      // finds nagle-stall
            +.060 < .   *(0) ack *
            +.0001 > P. *(400) ack *
            """)
        .check(CODE);
  }

  @Test
  void timesThatGoBackwardMakeNoStall() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            -.0621 > P. *(50) ack *
            +.060 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void fullSegmentsMayPassASmallOneThatWaits() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            repeat 3
            +.001 > P.   *(100) ack *
            +.0001 > .   *(1460) ack *
            +.0001 > .   *(1460) ack *    // finds nagle-stall occurrences=3
            +.0199 < .   *(0) ack *
            +.00005 > P. *(50) ack *      // finds nagle-stall
            +.0205 < P.  *(200) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void anEchoFromBeforeTheAckShowsThatTheSegmentDidNotWaitForIt() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.    *(100) ack * <nop,nop,TS val 90 ecr 5>
            +.0201 < P.   *(100) ack * <nop,nop,TS val 10 ecr 90>
            +.001 < .     *(0) ack * win 400 <nop,nop,TS val 11 ecr 90>
            +.001 > P.    *(100) ack * <nop,nop,TS val 100 ecr 11>
            +.0201 < .    *(0) ack * <nop,nop,TS val 30 ecr 100>
            +.0001 > P.   *(50) ack 1 <nop,nop,TS val 120 ecr 11>
            """)
        .check(CODE);
  }

  @Test
  void aStackThatEchoesNoBareAckShowsNothingByIt() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.    *(100) ack * <nop,nop,TS val 90 ecr 5>
            +.0201 < P.   *(100) ack * <nop,nop,TS val 10 ecr 90>
            +.001 < .     *(0) ack * win 400 <nop,nop,TS val 11 ecr 90>
            +.001 > P.    *(100) ack * <nop,nop,TS val 100 ecr 10>  // finds nagle-stall
            +.0201 < .    *(0) ack * <nop,nop,TS val 30 ecr 100>    // finds nagle-stall
            +.0001 > P.   *(50) ack * <nop,nop,TS val 120 ecr 10>   // finds nagle-stall
            """)
        .check(CODE);
  }

  @Test
  void typingMeetsAcksByChanceFarFromTheTypist() {
    Timeline.of(
            """
            vantage server
            handshake rtt 100ms
            repeat 4
            +.001 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.005 > P.  *(1) ack *        // an interval of one RTT, give or take
            +.100 < .   *(0) ack *
            +.030 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.045 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.060 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.080 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.030 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.015 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.040 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            +.020 > P.  *(1) ack *
            +.100 < .   *(0) ack *
            end
            """)
        .check(CODE);
  }

  private static final String LATE_START =
      """
      vantage client
      +0 < P.      1:7(6) ack 1 win 502
      +.199 > .    1:1(0) ack 7 win 254
      +.736 < P.   *(27) ack 1        %1$s
      +.1989 > .   *(0) ack * win 254 %1$s
      +.00186 < P. *(177) ack 1       %1$s
      +.1981 > .   *(0) ack * win 254
      +.229 < P.   *(252) ack 1       %1$s
      +.2004 > .   *(0) ack * win 254 %1$s
      +.00197 < P. *(114) ack 1       %1$s
      """;

  /** The receiver says nothing, so that the sender's side of the path is never measured. */
  @Test
  void threeStallsInStepWithTheAcksAreLikelyWhereTheSendersRttIsNotKnown() {
    Timeline.of(
            LATE_START.formatted("// finds nagle-stall")
                + """
                +.1981 > .   *(0) ack * win 254 // finds nagle-stall occurrences=3 cost=603ms from=server
                +.00173 < P. *(27) ack 1        // finds nagle-stall confidence=likely onDelayedAck=0
                """)
        .check(CODE);
  }

  @Test
  void twoStallsShowNothingWhereTheSendersRttIsNotKnown() {
    Timeline.of(LATE_START.formatted("")).check(CODE);
  }

  @Test
  void aSteadyPaceJustBehindTheAcksIsNoStall() {
    Timeline.of(
            """
            vantage client
            +0 < P.      1:51(50) ack 1 win 502
            +.1985 > .   1:1(0) ack 51 win 254
            +.0015 < P.  *(50) ack 1
            +.1982 > .   *(0) ack * win 254
            +.0019 < P.  *(50) ack 1
            +.1972 > .   *(0) ack * win 254
            +.0027 < P.  *(50) ack 1
            +.1989 > .   *(0) ack * win 254
            +.0012 < P.  *(50) ack 1
            +.1982 > .   *(0) ack * win 254
            +.0018 < P.  *(50) ack 1
            """)
        .check(CODE);
  }

  @Test
  void aPaceAndAcksThatNeverVaryCannotBeToldApart() {
    Timeline.of(
            """
            vantage client
            +0 < P.      1:51(50) ack 1 win 502
            +.198 > .    1:1(0) ack 51 win 254
            repeat 6
            +.002 < P.   *(50) ack 1
            +.198 > .    *(0) ack * win 254
            end
            """)
        .check(CODE);
  }

  @Test
  void fewRoundsWithoutTheSendersRttCannotBeJudged() {
    Timeline.of(
            """
            outcome nagle-stall not-applicable
            vantage client
            +0 < P.      1:51(50) ack 1 win 502
            +.198 > .    1:1(0) ack 51 win 254
            +.002 < P.   *(50) ack 1
            +.198 > .    *(0) ack * win 254
            """)
        .check(CODE);
  }

  @Test
  void aNearSenderMayAnswerSoonerThanItEverDid() {
    Timeline.of(
            """
            vantage client
            +0 > S       0:0(0) win 64240 <mss 1460>
            +.000144 < S. 0:0(0) ack 1 win 29200 <mss 1460>
            +.001334 > . 1:1(0) ack 1
            +.1 > P.     *(43) ack *      // finds nagle-stall occurrences=1 from=client
            +.0393 < .   *(0) ack *       // finds nagle-stall onDelayedAck=1
            +.00009 > P. *(75) ack *      // finds nagle-stall confidence=certain
            """)
        .check(CODE);
  }

  @Test
  void whatSeemsAStallAtFirstIsJudgedByWhatFollows() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            +.0001 > P. *(100) ack *
            +.060 < .   *(0) ack *
            repeat 15
            +.040 > P.  *(100) ack *
            +.060 < .   *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void aDelayedAckSeenFromAfarMayHaveBeenMetByChance() {
    Timeline.of(
            """
            vantage server
            handshake rtt 100ms
            +.001 > P.  *(100) ack *      // finds nagle-stall occurrences=1 onDelayedAck=1
            +.140 < .   *(0) ack *        // finds nagle-stall confidence=likely
            +.0001 > P. *(50) ack *       // finds nagle-stall
            """)
        .check(CODE);
  }

  @Test
  void chattingPeersWhoWriteAtTheSameTimeAreNotStalled() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 20
            +.013 > P.   *(80) ack *
            +.005 < P.   *(90) ack 1
            +.0002 > .   *(0) ack *
            +.0153 < .   *(0) ack *
            end
            """)
        .check(CODE);
  }

  /** The sender acknowledges an answer: that may have set it going. */
  @Test
  void anAnswerThatWasNotCapturedCameBetween() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   1:101(100) ack 1
            +.0201 < .   1:1(0) ack 101
            +.00002 > .  101:101(0) ack 201
            +.00002 > P. 101:151(50) ack 201
            """)
        .check(CODE);
  }

  /** That it does not use Nagle's algorithm may have shown before. */
  @Test
  void oneStallOfASenderWhoseBeginningWasNotCapturedIsNoWarning() {
    Timeline.of(
            """
            vantage between
            delays 10ms 10ms
            +0 > P.      1:401(400) ack 1
            +.0201 < P.  1:101(100) ack 401    // finds nagle-stall occurrences=1 level=note
            +.0201 > .   401:401(0) ack 101    // finds nagle-stall confidence=likely
            +.0201 < P.  101:151(50) ack 401   // finds nagle-stall from=server
            """)
        .check(CODE);
  }
}
