package io.tcpdx.detect.congestion;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SlowStartAfterIdleTest {
  private static final String CODE = "slow-start-after-idle";

  /** A request after that pause, and rounds of the server with so many full segments each. */
  private static String message(String pause, String marker, int... rounds) {
    StringBuilder story = new StringBuilder("+" + pause + " > P. *(100) ack *\n");
    for (int round = 0; round < rounds.length; round++) {
      for (int i = 0; i < rounds[round]; i++) {
        story.append(i == 0 ? "+40ms" : "+1us").append(" < . *(1460) ack *");
        story.append(i == 0 && round == 0 ? marker : "").append('\n');
      }
      story.append("+20us > . *(0) ack *\n");
    }
    return story.toString();
  }

  private static final String GROWN =
      "handshake rtt 40ms\n+1us > . *(0) ack * win 4000\n" + message("1ms", "", 10, 20, 40, 80);

  @Test
  void theWindowIsTheInitialOneAgain() {
    Timeline.of(
            GROWN
                + message(
                    "1500ms",
                    " // finds slow-start-after-idle level=warning occurrences=1 cost=120ms"
                        + " flightBeforeBytes=116800 flightAfterBytes=14600",
                    10,
                    20,
                    40,
                    80))
        .check(CODE);
  }

  @Test
  void eachPauseCounts() {
    String marker = " // finds slow-start-after-idle occurrences=2";
    Timeline.of(
            GROWN
                + message("1500ms", marker, 10, 20, 40, 80)
                + message("1500ms", marker, 10, 20, 40, 80))
        .check(CODE);
  }

  @Test
  void theRestOfAShortMessageWaitsTheSameWay() {
    Timeline.of(GROWN + message("1500ms", " // finds slow-start-after-idle cost=40ms", 10, 5))
        .check(CODE);
  }

  @Test
  void aWindowThatWasKeptIsFilledAtOnce() {
    Timeline.of(GROWN + message("1500ms", "", 80, 80)).check(CODE);
  }

  @Test
  void sevenTenthsAreNotCut() {
    Timeline.of(GROWN + message("1500ms", " // finds slow-start-after-idle", 56, 80)).check(CODE);
    Timeline.of(GROWN + message("1500ms", "", 57, 80)).check(CODE);
  }

  @Test
  void aPauseShorterThanTheTimeoutTakesNothingBack() {
    Timeline.of(GROWN + message("120ms", "", 10, 20, 40, 80)).check(CODE);
  }

  @Test
  void aShortMessageShowsNothing() {
    Timeline.of(GROWN + message("1500ms", "", 8)).check(CODE);
  }

  @Test
  void shortMessagesAfterOneAnotherAreAnswers() {
    Timeline.of(GROWN + message("1500ms", "", 4) + message("20us", "", 8) + message("20us", "", 16))
        .check(CODE);
  }

  @Test
  void aWindowThatNeverGrewIsNotTakenBack() {
    Timeline.of("handshake rtt 40ms\n" + message("1ms", "", 10) + message("1500ms", "", 4, 8))
        .check(CODE);
  }

  @Test
  void theReceiversWindowIsNoRestart() {
    Timeline.of(
            GROWN
                + message("1500ms", "", 10, 10, 10)
                    .replace("> P. *(100) ack *", "> P. *(100) ack * win 115")
                    .replace("> . *(0) ack *", "> . *(0) ack * win 115"))
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            GROWN
                + message("1500ms", "", 10, 20, 40, 80)
                + "only server\noutcome slow-start-after-idle not-applicable\n")
        .check(CODE);
  }
}
