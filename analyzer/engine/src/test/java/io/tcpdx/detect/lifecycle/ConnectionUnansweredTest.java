package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ConnectionUnansweredTest {
  private static final String CODE = "connection-unanswered";

  @Test
  void synsIntoTheVoid() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S 0:0(0) win 64240 <mss 1460>  // finds connection-unanswered attempts=4 cost=7s
            +1 > S 0:0(0)
            +2 > S 0:0(0)
            +4 > S 0:0(0)                       // finds connection-unanswered level=error
            """)
        .check(CODE, "syn-retransmitted", "connection-timed-out");
  }

  @Test
  void aSingleSynMayYetBeAnswered() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460>
            connection 40001
            handshake rtt 20ms
            +.970 > P. *(100) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSingleSynIsGivenASecond() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460>  // finds connection-unanswered attempts=1
            connection 40001
            handshake rtt 20ms
            +.990 > P. *(100) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSynCapturedTwiceIsOneAttempt() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460> dup
            """)
        .check(CODE);
  }

  @Test
  void theAnswersOfACaptureWithoutThemShowInTheClientsAck() {
    Timeline.of(
            """
            only client
            handshake rtt 20ms
            +1.5 > P. *(100) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSynAckThatTheClientDoesNotTakeIsAnAnswer() {
    Timeline.of(
            """
            +0 > S     0:0(0) win 64240 <mss 1460>
            +.020 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +1 < S.    0:0(0) ack 1
            +2 < S.    0:0(0) ack 1
            """)
        .check(CODE);
  }

  @Test
  void withoutASynThereWasNoAttempt() {
    Timeline.of(
            """
            outcome connection-unanswered not-applicable
            +0 > P. 1:101(100) ack 1
            +1 > P. 1:101(100) ack 1
            """)
        .check(CODE);
  }

  /** Of the first the answer was lost, or it was itself; that of the second is on its way. */
  @Test
  void aCaptureThatEndsBehindTheSecondSynShowsNothing() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460>
            +1 > S 0:0(0)
            """)
        .check(CODE);
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460>  // finds connection-unanswered attempts=2
            +1 > S 0:0(0)                       // finds connection-unanswered
            connection 40001
            handshake rtt 20ms
            +.990 > P. *(100) ack *
            """)
        .check(CODE);
  }

  /** The client acknowledges what is not there. */
  @Test
  void aCaptureOfOneDirectionHasNoAnswers() {
    Timeline.of(
            """
            only client
            handshake rtt 20ms
            +.001 > P. *(100) ack *
            connection 40001
            +0 > S 0:0(0) win 64240 <mss 1460>
            +1 > S 0:0(0)
            +2 > S 0:0(0)
            """)
        .check(CODE);
  }
}
