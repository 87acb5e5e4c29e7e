package io.tcpdx.detect.congestion;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ZeroWindowTest {
  private static final String CODE = "zero-window";

  private static final String CLOSES =
      """
      handshake rtt 20ms
      +.001 > .   *(1000) ack *
      """;

  @Test
  void aSenderThatProbesAndGoesOnHadWaited() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0     // finds zero-window level=warning occurrences=1
                +.220 > .   1000:1000(0) ack *
                +.0201 < .  *(0) ack * win 0
                +.440 > .   1000:1000(0) ack *
                +.0201 < .  *(0) ack * win 0
                +.200 < .   *(0) ack * win 509   // finds zero-window probes=2
                +20us > .   *(1000) ack *
                +.0201 < .  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void theTimeThatTheSenderWaitedIsTheCost() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0     // finds zero-window cost=500ms closedSeconds=500ms
                +.500 < .   *(0) ack * win 509
                +20us > .   *(1000) ack *
                +.0201 < .  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void whereNobodyWaitedItCostsNothing() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0     // finds zero-window level=note cost=0
                +.500 < .   *(0) ack * win 509   // finds zero-window probes=0
                +2 > .      *(1000) ack *
                +.0201 < .  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void eachClosedWindowCounts() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0     // finds zero-window occurrences=2 cost=800ms
                +.500 < .   *(0) ack * win 509
                +20us > .   *(1000) ack *
                +.0201 < .  *(0) ack * win 0     // finds zero-window
                +.300 < .   *(0) ack * win 509   // finds zero-window
                +20us > .   *(1000) ack *
                +.0201 < .  *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void lessThanTenMillisecondsIsInPassing() {
    String story =
        CLOSES
            + """
            +.0201 < .  *(0) ack * win 0 %s
            +%s < .   *(0) ack * win 509
            +20us > .   *(1000) ack *
            +.0201 < .  *(0) ack *
            """;
    Timeline.of(story.formatted("", "9999us")).check(CODE);
    Timeline.of(story.formatted("// finds zero-window", "10ms")).check(CODE);
  }

  @Test
  void aWindowThatStaysClosedCountsToTheEnd() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0     // finds zero-window level=warning occurrences=1
                +.220 > .   1000:1000(0) ack *
                +.0201 < .  *(0) ack * win 0     // finds zero-window probes=1
                """)
        .check(CODE);
  }

  @Test
  void aSmallWindowIsNotClosed() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 1
                +.500 < .   *(0) ack * win 509
                +20us > .   *(1000) ack *
                """)
        .check(CODE);
  }

  @Test
  void aResetSaysNothingOfTheWindow() {
    Timeline.of(CLOSES + "+.0201 < R. *(0) ack * win 0\n").check(CODE);
  }

  @Test
  void whoHasGotEverythingMayCloseItsWindow() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack *
                +.001 > F.  *(0) ack *
                +.0201 < .  *(0) ack * win 0
                +1 < F.     *(0) ack * win 0
                +20us > .   *(0) ack *
                """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            CLOSES
                + """
                +.0201 < .  *(0) ack * win 0
                +.500 < .   *(0) ack * win 509
                only server
                outcome zero-window not-applicable
                """)
        .check(CODE);
  }

  /** No timer probes after a millisecond: that the window opened was not captured. */
  @Test
  void dataRightBehindAClosedWindowShowsThatItOpened() {
    Timeline.of(
            """
            +0 > .      1:1(0) ack 1 win 8760
            +.0002 > .  1:1(0) ack 8761 win 0     // finds zero-window level=note
            +.0102 < .  8761:10221(1460) ack 1
            +.0002 < .  10221:11681(1460) ack 1
            """)
        .check(CODE);
  }
}
