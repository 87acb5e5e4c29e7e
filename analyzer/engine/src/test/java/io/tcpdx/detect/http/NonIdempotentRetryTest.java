package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Requests.ANSWERED;
import static io.tcpdx.detect.http.Requests.CLOSED_BY_SERVER;
import static io.tcpdx.detect.http.Requests.GIVEN_UP;
import static io.tcpdx.detect.http.Requests.RESET_BY_SERVER;
import static io.tcpdx.detect.http.Requests.get;
import static io.tcpdx.detect.http.Requests.post;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class NonIdempotentRetryTest {
  private static final String CODE = "non-idempotent-retry";

  private static final String FOUND =
      "// finds non-idempotent-retry level=error confidence=certain from=client occurrences=1"
          + " attempts=2 ";

  @Test
  void afterAReset() {
    Timeline.of(
            post(40_000, "", "order", FOUND)
                + RESET_BY_SERVER
                + post(40_001, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void afterAClose() {
    Timeline.of(
            post(40_000, "", "order", FOUND)
                + CLOSED_BY_SERVER
                + post(40_001, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void afterTheClientsTimeOut() {
    Timeline.of(
            post(40_000, "", "order", FOUND + "cost=1.0705")
                + GIVEN_UP
                + post(40_001, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void againAndAgain() {
    Timeline.of(
            post(40_000, "", "order", "// finds non-idempotent-retry occurrences=2 attempts=3")
                + RESET_BY_SERVER
                + post(40_001, "", "order", "")
                + RESET_BY_SERVER
                + post(40_002, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void aNumberOfItsOwnMakesItSafe() {
    Timeline.of(
            post(40_000, "Idempotency-Key: 7|", "order", "// finds non-idempotent-retry level=note")
                + RESET_BY_SERVER
                + post(40_001, "Idempotency-Key: 7|", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void withoutABodyItMayBeAnother() {
    Timeline.of(
            post(40_000, "", "", "// finds non-idempotent-retry level=error confidence=likely")
                + RESET_BY_SERVER
                + post(40_001, "", "", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void theSameAfterAnAnswerIsANewOne() {
    Timeline.of(post(40_000, "", "order", "") + ANSWERED + post(40_001, "", "order", "") + ANSWERED)
        .check(CODE);
  }

  @Test
  void anotherBodyIsAnotherRequest() {
    Timeline.of(
            post(40_000, "", "order", "")
                + RESET_BY_SERVER
                + post(40_001, "", "other", "")
                + ANSWERED)
        .check(CODE);
  }

  /** A snapped capture has heads and no bodies: nobody knows whether they are the same. */
  @Test
  void bodiesThatWereNotCapturedMayBeOthers() {
    String order = "order".repeat(100);
    Timeline.of(
            "snaplen 300\n"
                + post(40_000, "", order, "")
                + RESET_BY_SERVER
                + post(40_001, "", order.replace('o', 'O'), "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void anotherProgramIsAnotherRequest() {
    Timeline.of(
            post(40_000, "User-Agent: one|", "order", "")
                + RESET_BY_SERVER
                + post(40_001, "User-Agent: two|", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void aMinuteLaterItIsNoRetry() {
    String later = post(40_001, "", "order", "").replace("+.010 ", "+60.1 ");
    Timeline.of(post(40_000, "", "order", "") + RESET_BY_SERVER + later + ANSWERED).check(CODE);
  }

  /** The next of a series would have come in any case. */
  @Test
  void aHeartbeatThatFailsOnceIsNotSentAgain() {
    StringBuilder beats = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      beats
          .append(post(40_000 + i, "", "beat", "").replace("+.010 ", "+10 "))
          .append(i == 3 ? RESET_BY_SERVER : ANSWERED);
    }
    Timeline.of(beats.toString()).check(CODE);
  }

  @Test
  void anAnswerThatTheCaptureLacksIsNoFailure() {
    Timeline.of(
            post(40_000, "", "order", "")
                + """
                +.0301 < F.  42:42(0) ack *
                +.0001 > F.  *(0) ack *
                +.0201 < .   *(0) ack *
                """
                + post(40_001, "", "order", "")
                + ANSWERED)
        .check(CODE);
  }

  @Test
  void whereTheCaptureEndsNothingHasFailed() {
    Timeline.of(post(40_000, "", "order", "") + post(40_001, "", "order", "") + ANSWERED)
        .check(CODE);
  }

  @Test
  void getsAreAnotherMatter() {
    Timeline.of(get(40_000, "") + RESET_BY_SERVER + get(40_001, "") + ANSWERED).check(CODE);
  }

  @Test
  void inOneDirectionNobodySeesWhatWasAnswered() {
    Timeline.of(
            "only client\noutcome non-idempotent-retry not-applicable\n"
                + post(40_000, "", "order", "")
                + GIVEN_UP
                + post(40_001, "", "order", ""))
        .check(CODE);
  }

  @Test
  void aHeadThatWasCutMayBeOfAnotherRequest() {
    Timeline.of(
            "snaplen 100\n"
                + post(40_000, "", "order", "")
                + RESET_BY_SERVER
                + post(40_001, "", "ORDER", "")
                + ANSWERED)
        .check(CODE);
  }
}
