package io.tcpdx.detect.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class DelayedAckTest {
  private static final String CODE = "delayed-ack";

  @Test
  void acksHeldWhileTheSenderHadNothingElseInFlightCost() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.0001 > . *(1460) ack *      // finds delayed-ack
            +.060 < .  *(0) ack *         // finds delayed-ack occurrences=3 cost=120ms costly=3 level=warning from=server
            end
            +.0001 > . *(1460) ack *
            +.00001 > . *(1460) ack *
            +.0201 < . *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void twoMayHaveBeenMetByChance() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 2
            +.0001 > . *(1460) ack *      // finds delayed-ack
            +.060 < .  *(0) ack *         // finds delayed-ack occurrences=2 cost=0 costly=0 level=note
            end
            +.0001 > . *(1460) ack *
            +.00001 > . *(1460) ack *
            +.0201 < . *(0) ack *
            """)
        .check(CODE);
  }

  private static String waitsAmongOthers(int others, String found) {
    return """
        handshake rtt 20ms
        repeat %d
        +.070 > .  *(1460) ack *          // finds delayed-ack
        +.060 < .  *(0) ack *             // finds delayed-ack %s
        end
        +.070 > .  *(1460) ack *          // finds delayed-ack
        +.060 < .  *(0) ack *             // finds delayed-ack
        repeat 2
        +.0001 > . *(1460) ack *          // finds delayed-ack
        +.060 < .  *(0) ack *             // finds delayed-ack
        end
        +.0001 > . *(1460) ack *
        +.0201 < . *(1460) ack *
        """
        .formatted(others, found);
  }

  @Test
  void halfOfAllHeldAcksAreTheRule() {
    Timeline.of(waitsAmongOthers(3, "cost=120ms costly=3")).check(CODE);
  }

  @Test
  void aSenderThatMostlyGoesOnWhenItLikesWaitsForNoAck() {
    Timeline.of(waitsAmongOthers(4, "cost=0 costly=0 level=note")).check(CODE);
  }

  @Test
  void aDialogueOfSmallSegmentsMeetsAcksByChanceFarFromItsSender() {
    Timeline.of(
            """
            handshake rtt 88ms
            +.1 < P.   *(68) ack *
            +.0002 < P. *(68) ack *       // sent regardless of the one before
            +.0001 > . *(0) ack *
            repeat 4
            +.1 > P.   *(9) ack *
            +.0882 < P. *(80) ack *       // finds delayed-ack
            +.200 > .  *(0) ack *         // finds delayed-ack occurrences=12 cost=0 costly=0 level=note
            +.085 < P. *(23) ack *        // finds delayed-ack
            +.060 > .  *(0) ack *         // finds delayed-ack
            +.091 < P. *(23) ack *        // finds delayed-ack
            +.160 > .  *(0) ack *         // finds delayed-ack
            end
            """)
        .check(CODE);
  }

  @Test
  void fullSegmentsUnderWayHadNotWaited() {
    Timeline.of(
            """
            vantage client
            handshake rtt 110ms
            repeat 4
            +.001 > P. *(100) ack *
            +.115 < P. *(250) ack *       // finds delayed-ack
            +.040 > .  *(0) ack *         // finds delayed-ack occurrences=4 cost=0 level=note
            +.066 < .  *(1460) ack *
            +.00001 > . *(0) ack *
            +.045 < .  *(1460) ack *
            +.00001 > . *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void aSlowLinkTakesLongForAFullSegmentAndNobodyHoldsItsAck() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            repeat 5
            +.0001 > . *(1460) ack *      // finds delayed-ack
            +.110 < .  *(0) ack *         // finds delayed-ack cost=0 level=note
            end
            """)
        .check(CODE);
  }

  @Test
  void whatAFullSegmentTakesLongerOnTheWireIsTakenOff() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            repeat 3
            +.0001 > . *(1460) ack *      // finds delayed-ack
            +.075 < .  *(0) ack *         // finds delayed-ack cost=120ms medianHoldSeconds=55ms
            end
            +.0001 > . *(1460) ack *
            +.035 < .  *(1) ack *         // 15 ms more than the smallest segment
            """)
        .check(CODE);
  }

  private static String adviceOf(String timeline) {
    return Timeline.of(timeline).report().findings().stream()
        .filter(finding -> finding.code().equals(CODE))
        .map(finding -> String.join(" ", finding.advice()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneWriteIsNoHelpWhereSegmentsAreFull() {
    assertThat(
            adviceOf(
                """
                handshake rtt 2ms
                repeat 3
                +.0001 > . *(1460) ack *
                +.200 < .  *(0) ack *
                end
                +.0001 > . *(1460) ack *
                """))
        .contains("At the client: let it have more than one segment in flight")
        .contains("At the server: have every segment acknowledged at once")
        .doesNotContain("in one write");
  }

  @Test
  void theSmallEndOfAMessageIsHeldByTheOldNagle() {
    assertThat(
            adviceOf(
                """
                handshake rtt 2ms
                repeat 3
                +.0001 > . *(1460) ack *
                +.200 < .  *(0) ack *
                +.0001 > P. *(100) ack *
                +.0021 < P. *(10) ack *
                end
                """))
        .contains("At the client: set TCP_NODELAY")
        .doesNotContain("in one write");
  }

  @Test
  void smallSegmentsAreSentWholeInOneWrite() {
    assertThat(
            adviceOf(
                """
                handshake rtt 2ms
                repeat 3
                +.0001 > . *(100) ack *
                +.200 < .  *(0) ack *
                +.0001 > P. *(1460) ack *
                +.0021 < P. *(10) ack *
                end
                """))
        .contains("At the client: send each message whole, in one write");
  }

  @Test
  void anAckThatNobodyWaitedForCostsNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.100 > P. *(100) ack *       // finds delayed-ack
            +.060 < .  *(0) ack *         // finds delayed-ack occurrences=3 cost=0 level=note costly=0
            end
            """)
        .check(CODE);
  }

  @Test
  void whatANagleStallTookIsNotCountedTwice() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. *(100) ack *       // finds delayed-ack
            +.060 < .  *(0) ack *         // finds delayed-ack cost=0 insideNagleStallSeconds=40ms
            +.0001 > P. *(50) ack *
            +.021 < P. *(200) ack *
            """)
        .check(CODE);
  }

  @Test
  void theClientsAcksAreJudgedLikeTheServers() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. *(100) ack *
            +.021 < .  *(1460) ack *      // finds delayed-ack
            +.040 > .  *(0) ack *         // finds delayed-ack
            +.0201 < . *(1460) ack *      // finds delayed-ack
            +.040 > .  *(0) ack *         // finds delayed-ack
            +.0201 < . *(1460) ack *      // finds delayed-ack
            +.040 > .  *(0) ack *         // finds delayed-ack occurrences=3 cost=120ms from=client
            +.0201 < . *(1460) ack *
            +.00001 < . *(1460) ack *
            +.0001 > . *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void bothSidesHaveAFindingOfTheirOwn() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *       // finds delayed-ack from=server
            +.060 < .  *(0) ack *         // finds delayed-ack from=server
            +.100 < P. *(100) ack *       // finds delayed-ack from=client
            +.040 > .  *(0) ack *         // finds delayed-ack from=client
            """)
        .check(CODE);
  }

  @Test
  void shorterThanAnyTimerIsNoDelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *
            +.0499 < . *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void theShortestTimerIsADelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *
            +.0501 < . *(0) ack *         // finds delayed-ack cost=0
            """)
        .check(CODE);
  }

  @Test
  void theLongestHoldAllowedIsADelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +1 > P.    *(100) ack *
            +.519 < .  *(0) ack *         // finds delayed-ack
            """)
        .check(CODE);
  }

  @Test
  void longerThanAReceiverMayHoldIsNoDelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +1 > P.    *(100) ack *
            +.521 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void anAckThatRidesOnThePayloadIsNoDelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 5
            +.010 > P. *(100) ack *
            +.080 < P. *(300) ack *       // the server's think time
            +.0001 > . *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void twoFullSegmentsAreAcknowledgedAtOnceSoTheTimerIsNotWhatHeldThem() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.010 > .  *(1460) ack *
            +.0001 > . *(1460) ack *
            +.070 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneByteLessThanTwoFullSegmentsMayWait() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.010 > .  *(1460) ack *      // finds delayed-ack
            +.0001 > P. *(1459) ack *
            +.070 < .  *(0) ack *         // finds delayed-ack
            """)
        .check(CODE);
  }

  @Test
  void withTimestampsASegmentIsTwelveBytesSmaller() {
    Timeline.of(
            """
            timestamps
            handshake rtt 20ms
            +.010 > .  *(1448) ack *
            +.0001 > P. *(1448) ack *
            +.070 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSecondSegmentThatComesLateDoesNotHideThatTheTimerRan() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *       // finds delayed-ack
            +.030 > P. *(100) ack *
            +.030 < .  *(0) ack *         // finds delayed-ack occurrences=1 cost=0
            """)
        .check(CODE);
  }

  @Test
  void aQueueThatGrowsIsNoDelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.010 > . *(1460) ack 1 win 502
            +.010 > . 1461:2921(1460) ack 1
            +.002 < . 1:1(0) ack 1461
            +.008 > . 2921:4381(1460) ack 1
            +.010 > . 4381:5841(1460) ack 1
            +.010 > . 5841:7301(1460) ack 1
            +.001 < . 1:1(0) ack 2921
            +.009 > . 7301:8761(1460) ack 1
            +.010 > . 8761:10221(1460) ack 1
            +.010 > . 10221:11681(1460) ack 1
            +.001 < . 1:1(0) ack 4381
            +.030 < . 1:1(0) ack 5841
            +.030 < . 1:1(0) ack 7301
            +.001 < . 1:1(0) ack 10221
            +.001 < . 1:1(0) ack 11681
            """)
        .check(CODE);
  }

  @Test
  void theLastSegmentThroughAFullQueueIsNoDelayedAck() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.010 > .   1:14601(14600) ack 1
            +.0001 > P. 14601:14701(100) ack 1
            +.060 < .   1:1(0) ack 2921
            +.010 < .   1:1(0) ack 5841
            +.010 < .   1:1(0) ack 8761
            +.010 < .   1:1(0) ack 11681
            +.010 < .   1:1(0) ack 14601
            +.005 < .   1:1(0) ack 14701
            """)
        .check(CODE);
  }

  @Test
  void theLastSegmentThroughAFullQueueMayBeHeldAllTheSame() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.010 > .   1:5841(5840) ack 1
            +.0001 > P. 5841:5941(100) ack 1   // finds delayed-ack
            +.060 < .   1:1(0) ack 2921
            +.010 < .   1:1(0) ack 5841
            +.040 < .   1:1(0) ack 5941        // finds delayed-ack medianHoldSeconds=40ms
            """)
        .check(CODE);
  }

  @Test
  void acksOfWhatWasSentAgainTellNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *
            +.220 > P. 1:101(100) ack 1
            +.070 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void acksOverAHoleAreNoDelayedAcks() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.100 > P. 101:201(100) ack 1
            +.060 < .  1:1(0) ack 201    // the capture missed 1:101
            """)
        .check(CODE);
  }

  @Test
  void anOutOfOrderSegmentIsAcknowledgedAtOnce() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.100 > P. 101:201(100) ack 1 id 501
            +.0001 > P. 1:101(100) ack 1 id 500
            +.0199 < . 1:1(0) ack 1 <sack 101:201>
            +.0002 < . 1:1(0) ack 201
            """)
        .check(CODE);
  }

  @Test
  void windowUpdatesKeepAlivesAndDuplicateAcksAcknowledgeNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. 1:101(100) ack 1
            +.0201 < . 1:1(0) ack 101 win 400
            +.060 < .  1:1(0) ack 101 win 509
            +10 > .    100:100(0) ack 1
            +.070 < .  1:1(0) ack 101
            """)
        .check(CODE);
  }

  @Test
  void theAckOfAFinAloneOrOfTheSetUpIsNoData() {
    Timeline.of(
            """
            +0 > S     0:0(0) win 64240 <mss 1460>
            +.020 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +.080 > .  1:1(0) ack 1
            +.010 > P. 1:101(100) ack 1
            +.0201 < P. 1:101(100) ack 101
            +.0001 > . 101:101(0) ack 101
            """)
        .check(CODE);
  }

  @Test
  void framesCapturedTwiceCountOnce() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 3
            +.100 > P. *(100) ack * dup       // finds delayed-ack
            +.060 < .  *(0) ack * dup         // finds delayed-ack occurrences=3
            end
            """)
        .check(CODE);
  }

  @Test
  void aCaptureThatBeginsInTheMiddleIsJudgedByTheRttItShows() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > P.    1:101(100) ack 1
            +.0201 < P. 1:201(200) ack 101
            +.0001 > . 101:101(0) ack 201
            +.100 > P. 101:201(100) ack 201   // finds delayed-ack
            +.060 < .  201:201(0) ack 201     // finds delayed-ack occurrences=1
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    for (String side : new String[] {"client", "server"}) {
      Timeline.of(
              """
              outcome delayed-ack not-applicable
              handshake rtt 20ms
              +.100 > P. *(100) ack *
              +.060 < .  *(0) ack *
              only\s"""
                  + side)
          .check(CODE);
    }
  }

  @Test
  void withoutTheRttOfBothSidesNothingIsSaid() {
    Timeline.of(
            """
            outcome delayed-ack not-applicable
            +0 > P.   1:101(100) ack 1
            +.060 < . 1:1(0) ack 101
            """)
        .check(CODE);
  }

  @Test
  void headersAreEnough() {
    Timeline.of(
            """
            snaplen 74
            handshake rtt 20ms
            +.100 > P. *(1000) ack *      // finds delayed-ack
            +.060 < .  *(0) ack *         // finds delayed-ack
            """)
        .check(CODE);
  }

  @Test
  void timesThatGoBackwardMakeNoDelayedAck() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.100 > P. *(100) ack *
            -.060 < .  *(0) ack *
            +.090 > P. *(100) ack *
            -.001 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aHoldNoLongerThanThePathIsOnlyLikely() {
    Timeline.of(
            """
            vantage client
            handshake rtt 100ms
            repeat 2
            +.100 > P. *(100) ack *       // finds delayed-ack
            +.140 < .  *(0) ack *         // finds delayed-ack occurrences=2 confidence=likely
            end
            """)
        .check(CODE);
  }

  @Test
  void threeHoldsAreNoAccidentOfThePath() {
    Timeline.of(
            """
            handshake rtt 100ms
            repeat 3
            +.100 > P. *(100) ack *       // finds delayed-ack
            +.140 < .  *(0) ack *         // finds delayed-ack occurrences=3 confidence=certain
            end
            """)
        .check(CODE);
  }
}
