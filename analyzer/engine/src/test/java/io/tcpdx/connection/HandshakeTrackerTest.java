package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import org.junit.jupiter.api.Test;

final class HandshakeTrackerTest {
  private static HandshakeSummary handshake(String story) {
    return Timeline.of(story).report().connections().get(0).handshake();
  }

  @Test
  void theTimeIsSplitBySide() {
    Timeline story = Timeline.of("handshake rtt 40ms\n");
    HandshakeSummary client = story.report(Vantage.CLIENT).connections().get(0).handshake();
    HandshakeSummary server = story.report(Vantage.SERVER).connections().get(0).handshake();

    assertThat(client.outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(client.totalNs()).isEqualTo(40_020_000);
    assertThat(client.serverSideNs()).isEqualTo(40_000_000);
    assertThat(client.clientSideNs()).isEqualTo(20_000);
    assertThat(server.totalNs()).isEqualTo(40_020_000);
    assertThat(server.serverSideNs()).isEqualTo(20_000);
    assertThat(server.clientSideNs()).isEqualTo(40_000_000);
  }

  @Test
  void aJumpOfTheClockHidesHowLongTheSetUpTook() {
    HandshakeSummary handshake =
        handshake(
            """
            +0 > S        0:0(0) win 64240 <mss 1460>
            +86400 < S.   0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .    1:1(0) ack 1 win 502
            """);

    assertThat(handshake.outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(handshake.totalNs()).isNull();
    assertThat(handshake.serverSideNs()).isNull();
    assertThat(handshake.clientSideNs()).isEqualTo(100_000);
  }

  @Test
  void aSetUpLapsesWhereTheSenderWouldHaveSentAgain() {
    String later = "connection 40001\n+%s > S 0:0(0) win 64240 <mss 1460>\n";
    String syn = "+0 > S 0:0(0) win 64240 <mss 1460>\n";

    assertThat(handshake(syn + later.formatted(".999")).lapsed()).isFalse();
    assertThat(handshake(syn + later.formatted("1")).lapsed()).isTrue();
    assertThat(handshake(syn + "+1 > S 0:0(0)\n").lapsed()).isFalse();
    assertThat(handshake(syn + "+1 > S 0:0(0)\n".repeat(2)).lapsed()).isTrue();
    assertThat(handshake(syn + "connection 40000 80 isn 9 9\n+.1 > S 0:0(0)\n").lapsed()).isTrue();
    assertThat(handshake("handshake rtt 20ms\n" + later.formatted("9")).lapsed()).isFalse();
  }

  @Test
  void aSynSentAgainLeavesOpenWhichOneWasAnswered() {
    HandshakeSummary handshake =
        handshake(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>
            +1 > S      0:0(0)
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .  1:1(0) ack 1 win 502
            """);

    assertThat(handshake.synRetransmissions()).isEqualTo(1);
    assertThat(handshake.serverSideNs()).isNull();
    assertThat(handshake.lostNs()).isEqualTo(1_000_000_000);
    assertThat(handshake.totalNs()).isEqualTo(1_020_200_000);
  }

  @Test
  void theTimestampTellsThatTheSecondSynWasAnswered() {
    HandshakeSummary handshake =
        handshake(
            """
            +0 > S      0:0(0) win 64240 <mss 1460,TS val 100 ecr 0>
            +1 > S      0:0(0) <mss 1460,TS val 1100 ecr 0>
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460,TS val 7 ecr 1100>
            +.0001 > .  1:1(0) ack 1 win 502
            """);

    assertThat(handshake.serverSideNs()).isEqualTo(20_100_000);
    assertThat(handshake.lostNs()).isEqualTo(1_000_000_000);
  }

  @Test
  void theEchoOfAnEarlierSynProvesNothing() {
    HandshakeSummary handshake =
        handshake(
            """
            +0 > S      0:0(0) win 64240 <mss 1460,TS val 100 ecr 0>
            +1 > S      0:0(0) <mss 1460,TS val 1100 ecr 0>
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460,TS val 7 ecr 100>
            +.0001 > .  1:1(0) ack 1 win 502
            """);

    assertThat(handshake.serverSideNs()).isNull();
    assertThat(handshake.lostNs()).isEqualTo(1_000_000_000);
  }

  @Test
  void aSimultaneousOpenIsEstablishedWithoutRepeats() {
    HandshakeSummary handshake =
        handshake(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.010 < S   0:0(0) win 64240 <mss 1460>
            +.0001 > S. 0:0(0) ack 1
            +.010 < S.  0:0(0) ack 1
            +.0001 > .  1:1(0) ack 1
            """);

    assertThat(handshake.outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(handshake.synRetransmissions()).isZero();
    assertThat(handshake.synAckRetransmissions()).isZero();
    assertThat(handshake.lostNs()).isZero();
    assertThat(handshake.serverSideNs()).isEqualTo(20_100_000);
  }

  @Test
  void setUpsThatCameToNothing() {
    assertThat(handshake("+0 > S 0:0(0) win 1024 <mss 1460>\n").outcome())
        .isEqualTo(HandshakeOutcome.UNANSWERED);
    assertThat(
            handshake(
                    """
                    +0 > S     0:0(0) win 1024 <mss 1460>
                    +.020 < R. 0:0(0) ack 1
                    """)
                .outcome())
        .isEqualTo(HandshakeOutcome.REFUSED);
    assertThat(
            handshake(
                    """
                    +0 > S     0:0(0) win 1024 <mss 1460>
                    +.020 < S. 0:0(0) ack 1
                    +1 < S.    0:0(0) ack 1
                    """)
                .outcome())
        .isEqualTo(HandshakeOutcome.INCOMPLETE);
    assertThat(handshake("+0 > P. 1:101(100) ack 1\n").outcome())
        .isEqualTo(HandshakeOutcome.NOT_SEEN);
  }

  @Test
  void aSynThatStandsBehindItsAnswerInTheFileTellsNoTime() {
    HandshakeSummary handshake =
        handshake(
            """
            vantage client
            +1 < S.     0:0(0) ack 1 win 65160 <mss 1460>
            +-.0201 > S 0:0(0) win 64240 <mss 1460>
            +.0202 > .  1:1(0) ack 1 win 502
            """);

    assertThat(handshake.outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(handshake.totalNs()).isNull();
  }
}
