package io.tcpdx.detect.send;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SmallSegmentsTest {
  private static final String CODE = "small-segments";

  @Test
  void fiftyTinySegmentsInARow() {
    Timeline.of(run(50, 10, "1ms", "// finds small-segments segments=50 medianPayloadBytes=10"))
        .check(CODE);
  }

  @Test
  void fortyNineAreNotWorthAWord() {
    Timeline.of(run(49, 10, "1ms", "")).check(CODE);
  }

  @Test
  void lessThanATenthOfASegmentIsTiny() {
    Timeline.of(run(50, 145, "1ms", "// finds small-segments level=note cost=0")).check(CODE);
    Timeline.of(run(50, 146, "1ms", "")).check(CODE);
  }

  @Test
  void aPauseOfTenMillisecondsEndsARun() {
    Timeline.of(run(50, 10, "10ms", "// finds small-segments occurrences=1")).check(CODE);
    Timeline.of(run(50, 10, "10001us", "")).check(CODE);
  }

  @Test
  void theServersWritesAreJudgedLikeTheClients() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(20) ack *       // finds small-segments from=server
            repeat 48
            +.0001 < P. *(20) ack *
            end
            +.0001 < P. *(20) ack *       // finds small-segments headerShare=0.667
            """)
        .check(CODE);
  }

  @Test
  void bareAcksInBetweenAreNoAnswers() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.   *(10) ack *      // finds small-segments
            repeat 48
            +.001 > P.   *(10) ack *
            +.0001 < .   *(0) ack 1
            end
            +.001 > P.   *(10) ack *      // finds small-segments
            """)
        .check(CODE);
  }

  @Test
  void typingIsAnsweredKeyByKey() {
    Timeline.of(
            """
            handshake rtt 5ms
            repeat 60
            +.001 > P.    *(36) ack *
            +.0052 < P.   *(36) ack *     // the echo
            end
            """)
        .check(CODE);
  }

  @Test
  void aFullSegmentInBetweenEndsARun() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 30
            +.001 > P.  *(10) ack *
            end
            +.001 > .   *(1460) ack *
            repeat 30
            +.001 > P.  *(10) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void tailsOfLargeWritesAreNoRun() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 60
            +.001 > .   *(1460) ack *
            +.0001 > P. *(20) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void copiesMadeByTheCaptureDoNotCount() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 30
            +.001 > P. *(10) ack * dup
            end
            """)
        .check(CODE);
  }

  @Test
  void whatIsSentAgainDoesNotCount() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:11(10) ack 1
            repeat 60
            +.005 > P. 1:11(10) ack 1
            end
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(run(50, 10, "1ms", "") + "only client\noutcome small-segments not-applicable\n")
        .check(CODE);
  }

  /** A run of writes of the client; the marker stands on the first and the last. */
  private static String run(int segments, int payload, String pause, String marker) {
    return """
    handshake rtt 20ms
    +1ms > P.   *(%2$d) ack * %4$s
    repeat %1$d
    +%3$s > P.  *(%2$d) ack *
    end
    +%3$s > P.  *(%2$d) ack * %4$s
    """
        .formatted(segments - 2, payload, pause, marker);
  }
}
