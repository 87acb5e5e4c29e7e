package io.tcpdx.detect.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HandshakeIncompleteTest {
  private static final String CODE = "handshake-incomplete";

  private static final String COMPLETE =
      """
      connection 50000
      handshake rtt 20ms
      +.001 > P.  *(100) ack *
      +.0201 < P. *(100) ack *
      """;

  @Test
  void aSynAckThatNothingFollows() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 1024 <mss 1460>  // finds handshake-incomplete cause=half-open
            +.0201 < S. 0:0(0) ack 1 win 65160      // finds handshake-incomplete level=note
            """
                + COMPLETE
                + "+1.1 > . *(0) ack *\n")
        .check(CODE, "connection-unanswered", "connection-refused");
  }

  @Test
  void aSynAckThatIsSentAgain() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 1024 <mss 1460>  // finds handshake-incomplete synAcks=3
            +.0201 < S. 0:0(0) ack 1 win 65160
            +1 < S.     0:0(0) ack 1 win 65160
            +2 < S.     0:0(0) ack 1 win 65160      // finds handshake-incomplete halfOpen=1
            """)
        .check(CODE, "connection-timed-out", "connection-unanswered");
  }

  @Test
  void aClientThatResetsTheAnswer() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 1024 <mss 1460>  // finds handshake-incomplete cause=reset
            +.0201 < S. 0:0(0) ack 1 win 65160
            +.0001 > R  1:1(0) win 0                // finds handshake-incomplete level=note reset=1
            """)
        .check(CODE, "connection-refused", "reset-data-loss");
  }

  @Test
  void theAckMayYetComeForASecond() {
    String story =
        """
        vantage client
        +0 > S      0:0(0) win 1024 <mss 1460> %s
        +0 < S.     0:0(0) ack 1 win 65160
        connection 50000
        +0 > P.     1:101(100) ack 1
        %s > P.     *(100) ack *
        """;
    String complete = "connection 50001\nhandshake rtt 20ms\n+.001 > P. *(100) ack *\n";
    Timeline.of(story.formatted("", "+.978") + complete).check(CODE);
    Timeline.of(story.formatted("// finds handshake-incomplete", "+.979") + complete).check(CODE);
  }

  @Test
  void aCaptureOfSynsAloneShowsNothing() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160
            connection 40001
            +5 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160
            """)
        .check(CODE);
  }

  @Test
  void aServerThatGoesOnHadTheAck() {
    Timeline.of(
            """
            only server
            handshake rtt 20ms
            +.0201 < P. *(100) ack *
            +2 < P.     *(100) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSetUpThatTookSeveralSynAcksIsComplete() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160
            +1 < S.     0:0(0) ack 1 win 65160
            +.0001 > .  1:1(0) ack 1
            """)
        .check(CODE);
  }

  @Test
  void aClientThatSpeaksHadAnAnswer() {
    Timeline.of(
            """
            +0 < S.     0:0(0) ack 1 win 65160
            +2 < S.     7000:7000(0) ack 1 win 65160
            +14 < S.    9000:9000(0) ack 1 win 65160
            +.3 > P.    1:518(517) ack 5000
            """)
        .check(CODE, "connection-timed-out");
  }

  @Test
  void anOldConnectionOnTheSamePortsAnswers() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>  // finds handshake-incomplete cause=old-connection
            +.020 < .   5000:5000(0) ack 77777
            +1 > S      0:0(0) win 64240 <mss 1460>
            +.020 < .   5000:5000(0) ack 77777       // finds handshake-incomplete attempts=2
            """)
        .check(CODE, "connection-unanswered");
  }

  @Test
  void withoutASetUpNothingIsKnown() {
    Timeline.of(
            """
            outcome handshake-incomplete not-applicable
            +0 > P.     1:101(100) ack 1
            +.0201 < .  1:1(0) ack 101
            """)
        .check(CODE);
  }

  /** So many clients that say no more, and some that complete. */
  private static List<Finding> flood(int halfOpen, int completed, String answer) {
    StringBuilder story = new StringBuilder();
    for (int client = 0; client < halfOpen; client++) {
      story.append("connection ").append(1000 + client);
      story.append(" 80 hosts ").append(1 + client % 200).append(" 2\n");
      story.append("+.001 > S 0:0(0) win 512 <mss 1460>\n");
      story.append("+.001 < S. 0:0(0) ack 1 win 65160\n").append(answer);
    }
    for (int client = 0; client < completed; client++) {
      story.append("connection ").append(20_000 + client).append(" 80 hosts 201 2\n");
      story.append("handshake rtt 20ms\n+.001 > P. *(100) ack *\n");
    }
    story.append("connection 60000 80 hosts 201 2\nhandshake rtt 20ms\n+1.1 > P. *(9) ack *\n");
    return Timeline.of(story.toString()).report().findings().stream()
        .filter(finding -> finding.code().equals(CODE))
        .toList();
  }

  @Test
  void aFloodIsOneThing() {
    List<Finding> found = flood(150, 0, "");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).level()).isEqualTo(Level.ERROR);
    assertThat(found.get(0).hosts()).hasSize(1);
    assertThat(found.get(0).occurrences()).isEqualTo(150);
    assertThat(found.get(0).metrics()).containsEntry("halfOpen", 150).containsEntry("completed", 1);
    assertThat(found.get(0).summary()).contains("150 of the 151 set-ups");
  }

  @Test
  void levelsFollowHowManyAndOfHowMany() {
    assertThat(flood(128, 0, "").get(0).level()).isEqualTo(Level.ERROR);
    assertThat(flood(127, 0, "").get(0).level()).isEqualTo(Level.WARNING);
    assertThat(flood(10, 0, "").get(0).level()).isEqualTo(Level.WARNING);
    assertThat(flood(9, 0, "").get(0).level()).isEqualTo(Level.NOTE);
    assertThat(flood(10, 9, "").get(0).level()).isEqualTo(Level.NOTE);
    assertThat(flood(150, 0, "+.001 > R 1:1(0)\n").get(0).level()).isEqualTo(Level.WARNING);
  }
}
