package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class CloseWaitLingeringTest {
  private static final String CODE = "close-wait-lingering";

  @Test
  void aServerThatClosesLongAfterTheClient() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > F. *(0) ack *        // finds close-wait-lingering from=server
            +.0201 < .  *(0) ack *
            +5 < F.     *(0) ack *
            +.0001 > .  *(0) ack *  // finds close-wait-lingering level=warning confidence=certain
            """)
        .check(CODE);
  }

  @Test
  void aClientThatNeverClosesItsPooledConnection() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +5 < F.     *(0) ack *        // finds close-wait-lingering from=client stillOpen=true
            +.040 > .   *(0) ack *        // finds close-wait-lingering confidence=likely
            connection 40001
            +60 > S     0:0(0) win 64240 <mss 1460>
            """)
        .check(CODE);
  }

  @Test
  void aResetEndsTheLinger() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > F.  *(0) ack *        // finds close-wait-lingering stillOpen=false
            +.0201 < .  *(0) ack *
            +3 < R.     *(0) ack *        // finds close-wait-lingering lingerSeconds=3s
            """)
        .check(CODE);
  }

  @Test
  void itCountsFromTheAckThatShowsThatTheFinArrived() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.   1:101(100) ack 1
            +.0001 > F.  101:101(0) ack 1
            +1.8 > P.    1:101(100) ack 1   // the first was lost, and so the FIN was not taken
            +1.9 < F.    1:1(0) ack 102
            +.0001 > .   102:102(0) ack 2
            """)
        .check(CODE);
  }

  @Test
  void theTailOfACloseProvesNoneOpen() {
    String tail =
        """
        +0 < F.     1:1(0) ack 1
        +.001 > .   1:1(0) ack 2
        connection 40001
        +60 > S     0:0(0) win 64240 <mss 1460>
        """;
    Timeline.of(tail).check(CODE);
    Timeline.of(
            """
            +0 > P.     1:101(100) ack 1
            +.001 < F.  1:1(0) ack 101      // finds close-wait-lingering from=client stillOpen=true
            +.001 > .   101:101(0) ack 2
            connection 40001
            +60 > S     0:0(0) win 64240 <mss 1460>
            """)
        .check(CODE);
  }

  @Test
  void aJumpOfTheClockEndsTheWait() {
    String story =
        """
        handshake rtt 20ms
        +.001 < F.  *(0) ack *        %s
        +.0001 > .  *(0) ack *
        connection 40001
        +%s > S     0:0(0) win 64240 <mss 1460>
        connection 40002
        +%s > S     0:0(0) win 64240 <mss 1460>
        """;
    Timeline.of(story.formatted("", "900000", "0.1")).check(CODE);
    Timeline.of(story.formatted("// finds close-wait-lingering lingerSeconds=5s", "5", "900000"))
        .check(CODE);
  }

  @Test
  void timesOfAnOlderCaptureBehindAYoungerAreNoWait() {
    Timeline.of(
            """
            connection 40001
            +86400 > S  0:0(0) win 64240 <mss 1460>
            connection 40002
            -86000 > S  0:0(0) win 64240 <mss 1460>
            +.020 < S.  0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .  1:1(0) ack 1
            +.001 < F.  *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSecondIsTheLimit() {
    Timeline.of(
            """
            vantage server
            handshake rtt 20ms
            +.001 > F.  *(0) ack *
            +.0201 < .  *(0) ack *
            +.990 < F.  *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
    Timeline.of(
            """
            vantage server
            handshake rtt 20ms
            +.001 > F.  *(0) ack *        // finds close-wait-lingering
            +.0201 < .  *(0) ack *
            +1.001 < F. *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aCloseAtOnceIsNoLinger() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > F.  *(0) ack *
            +.0201 < F. *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aHalfCloseThatIsUsedIsNoLinger() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > FP. *(100) ack *
            +.0201 < .  *(0) ack *
            +4 < P.     *(5000) ack *     // the answer that the half close asked for
            +.0001 > .  *(0) ack *
            +.010 < F.  *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aFinThatNeverArrivedMakesNobodyLinger() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > F.  *(0) ack *
            +.2 > F.    1:1(0) ack *
            +.4 > F.    1:1(0) ack *
            +.8 > F.    1:1(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            """
            outcome close-wait-lingering not-applicable
            only client
            handshake rtt 20ms
            +.001 > F.  *(0) ack *
            +5 < F.     *(0) ack *
            +.0001 > .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aCaptureThatBeginsInTheMiddleShowsItToo() {
    Timeline.of(
            """
            +0 > P.     1:101(100) ack 1
            +.020 < .   1:1(0) ack 101
            +.001 > F.  101:101(0) ack 1   // finds close-wait-lingering
            +.020 < .   1:1(0) ack 102
            +4 < F.     1:1(0) ack 102
            +.001 > .   102:102(0) ack 2
            """)
        .check(CODE);
  }

  @Test
  void aFinThatWasAcknowledgedAndNotCapturedIsAClose() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +.020 < .   1:1(0) ack 101
            +.001 > F.  101:101(0) ack 1
            +.020 < .   1:1(0) ack 102
            +.001 > .   102:102(0) ack 2
            connection 40001
            +5 > S      0:0(0)
            """)
        .check(CODE);
  }
}
