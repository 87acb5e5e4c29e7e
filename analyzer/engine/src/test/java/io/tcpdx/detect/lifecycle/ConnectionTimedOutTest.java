package io.tcpdx.detect.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.Finding;
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
            +3.2 > F.   101:101(0) ack *   // finds connection-timed-out level=note
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
  void aSenderThatGivesUpWithAReset() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            +3.2 > P.  1:101(100) ack 1     // finds connection-timed-out retransmissions=5
            +.1 > R.   101:101(0) ack 1
            """)
        .check(CODE, "reset-data-loss", "reset-after-idle");
  }

  @Test
  void aResetOfTheOtherSideIsAnAnswer() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            +1.6 > P.  1:101(100) ack 1
            +3.2 > P.  1:101(100) ack 1
            +.1 < R.   1:1(0) ack 1         // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void whatFollowsAtOnceHadNoTimeToBeAnswered() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 < .  1:1461(1460) ack 1
            +.00001 < . 1:1461(1460) ack 1
            +.00001 < . 1:1461(1460) ack 1
            +.00001 < . 1:1461(1460) ack 1
            +.00001 < . 1:1461(1460) ack 1
            +.00001 < . 1:1461(1460) ack 1
            connection 40001
            +9 > S     0:0(0) win 64240 <mss 1460>
            """)
        .check(CODE);
  }

  @Test
  void segmentsOfOneTimeOutAreOneTimeOut() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .    1:1461(1460) ack 1
            +.00001 > .  1461:2921(1460) ack 1
            +.2 > .      1:1461(1460) ack 1
            +.00001 > .  1461:2921(1460) ack 1
            +.4 > .      1:1461(1460) ack 1
            +.00001 > .  1461:2921(1460) ack 1
            connection 40001
            +9 > S       0:0(0) win 64240 <mss 1460>
            """)
        .check(CODE);
  }

  @Test
  void theSilenceBeforeIsSaidOfAConnectionThatWasForgotten() {
    Timeline story =
        Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +420 > P.   101:181(80) ack 901
            +.2 > P.    101:181(80) ack 901 // finds connection-timed-out idleSeconds=420s
            +.4 > P.    101:181(80) ack 901
            +.8 > P.    101:181(80) ack 901
            +1.6 > P.   101:181(80) ack 901
            +3.2 > P.   101:181(80) ack 901
            """);
    story.check(CODE);
    assertThat(told(story).summary()).startsWith("After 7 min 00 s of silence the client");
    assertThat(told(story).advice()).noneMatch(advice -> advice.contains("PMTU"));
  }

  @Test
  void onlyLargePacketsAreSuspectedToBeTooLarge() {
    String story =
        """
        handshake rtt 20ms
        +.001 > P. 1:%1$d(%2$d) ack 1
        +.2 > P.   1:%1$d(%2$d) ack 1
        +.4 > P.   1:%1$d(%2$d) ack 1
        +.8 > P.   1:%1$d(%2$d) ack 1
        +1.6 > P.  1:%1$d(%2$d) ack 1
        +3.2 > P.  1:%1$d(%2$d) ack 1
        """;
    assertThat(told(Timeline.of("ipv4\n" + story.formatted(1241, 1240))).advice())
        .noneMatch(advice -> advice.contains("PMTU"));
    assertThat(told(Timeline.of("ipv4\n" + story.formatted(1242, 1241))).advice())
        .anyMatch(advice -> advice.contains("PMTU"));
  }

  @Test
  void aFarewellToOneThatHasClosedIsANote() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > F. *(0) ack *
            +.0201 < .  *(0) ack *
            +235 < FP.  901:932(31) ack *
            +.3 < FP.   901:932(31) ack *   // finds connection-timed-out level=note from=server
            +.6 < FP.   901:932(31) ack *
            +1.2 < FP.  901:932(31) ack *
            +2.4 < FP.  901:932(31) ack *
            +4.8 < FP.  901:932(31) ack *
            """)
        .check(CODE);
  }

  @Test
  void aJumpOfTheClockIsNoTimeOfWaiting() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.2 > P.   1:101(100) ack 1
            +.4 > P.   1:101(100) ack 1
            +.8 > P.   1:101(100) ack 1
            connection 40001
            +86400 > S 0:0(0) win 64240 <mss 1460>
            """)
        .check(CODE);
  }

  private static Finding told(Timeline story) {
    return story.report().findings().stream()
        .filter(finding -> finding.code().equals(CODE))
        .findFirst()
        .orElseThrow();
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

  /** The other direction may have answered each. */
  @Test
  void oneDirectionAloneIsNoError() {
    Timeline.of(
            """
            only client
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1
            +.3 > P.   1:101(100) ack 1 // finds connection-timed-out level=note
            +.6 > P.   1:101(100) ack 1
            +1.2 > P.  1:101(100) ack 1
            +2.4 > P.  1:101(100) ack 1
            +4.8 > P.  1:101(100) ack 1
            """)
        .check(CODE);
  }
}
