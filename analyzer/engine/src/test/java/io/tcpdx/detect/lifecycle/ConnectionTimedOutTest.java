package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ConnectionTimedOutTest {
  private static final String CODE = "connection-timed-out";

  @Test
  void aPeerThatIsGone() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1   // finds connection-timed-out retransmissions=5 from=client
            +.4 > P.   1:101(100) ack 1   // finds connection-timed-out level=error
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            +3.2 > P.  1:101(100) ack 1   // finds connection-timed-out cost=6s
            """)
        .check(CODE);
  }

  @Test
  void fourTimesMayYetBeAnswered() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            """)
        .check(CODE);
  }

  @Test
  void threeTimesAreEnoughWhereNothingFollowedForLong() {
    String story =
        """
        handshake rtt 20ms
        +.001 > P. 1:101(100) ack 1
        +.2 > P.   1:101(100) ack 1
        +.4 > P.   1:101(100) ack 1
        +.8 > P.   1:101(100) ack 1 %s
        connection 40001
        +%s > S    0:0(0) win 64240 <mss 1460>
        """;
    Timeline.of(story.formatted("// finds connection-timed-out retransmissions=3", "2.41"))
        .check(CODE);
    Timeline.of(story.formatted("", "2.39")).check(CODE);
  }

  @Test
  void whatWasSentAgainAndAnsweredEarlierIsNoEvidence() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1   // spares connection-timed-out
            +.0201 < . 1:1(0) ack 101
            +.001 > P. 101:201(100) ack 1
            +.2 > P.   101:201(100) ack 1 // finds connection-timed-out retransmissions=5 cost=6s
            +.4 > P.   101:201(100) ack 1
            +.8 > P.   101:201(100) ack 1
            +1.6 > P.  101:201(100) ack 1
            +3.2 > P.  101:201(100) ack 1
            """)
        .check(CODE);
  }

  @Test
  void anAnswerAtLastIsNoTimeOut() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            +3.2 > P.  1:101(100) ack 1
            +.0201 < . 1:1(0) ack 101
            """)
        .check(CODE);
  }

  @Test
  void aFinThatNobodyAnswers() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > F. 101:101(0) ack *
            +.2 > F.    101:101(0) ack *
            +.4 > F.    101:101(0) ack *
            +.8 > F.    101:101(0) ack *
            +1.6 > F.   101:101(0) ack *
            +3.2 > F.   101:101(0) ack *   // finds connection-timed-out
            """)
        .check(CODE, "close-wait-lingering");
  }

  @Test
  void copiesMadeByTheCaptureAreNotSentAgain() {
    Timeline.of(
            """
            handshake rtt 20ms
            repeat 6
            +.001 > P. *(100) ack * dup
            end
            """)
        .check(CODE);
  }

  @Test
  void keepAlivesAreNoData() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. *(100) ack *
            +.0201 < P. *(900) ack *
            repeat 8
            +75 > .    100:100(0) ack *
            +.0201 < . 901:901(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void aSynThatNobodyAnswersIsToldElsewhere() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 64240 <mss 1460>  // finds connection-unanswered
            repeat 6
            +1 > S 0:0(0)
            end
            """)
        .check(CODE, "connection-unanswered");
  }

  @Test
  void aResetIsToldElsewhere() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            +3.2 > P.  1:101(100) ack 1
            +.1 > R.   101:101(0) ack 1     // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void oneDirectionThatIsHealthyIsNoTimeOut() {
    Timeline.of(
            """
            only client
            handshake rtt 20ms
            repeat 20
            +.001 > P.  *(100) ack *
            +.0201 < P. *(100) ack *
            end
            """)
        .check(CODE);
  }
}
