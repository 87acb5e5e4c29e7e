package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SynRetransmittedTest {
  private static final String CODE = "syn-retransmitted";

  @Test
  void aSynThatWasLostOnce() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>     // finds syn-retransmitted
            +1 > S      0:0(0)                          // finds syn-retransmitted attempts=2 cost=1s
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .  1:1(0) ack 1 win 502            // the wait is the finding's, not the RTT's
            """)
        .check(CODE, "connection-unanswered");
  }

  @Test
  void theWaitsOfEveryLostSynAddUp() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>
            +1 > S      0:0(0)
            +2 > S      0:0(0)                   // finds syn-retransmitted attempts=3 cost=3s
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .  1:1(0) ack 1 win 502
            """)
        .check(CODE);
  }

  @Test
  void aSynAckThatWasLost() {
    Timeline.of(
            """
            vantage server
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>  // finds syn-retransmitted cost=1s
            +1 < S.     0:0(0) ack 1 // finds syn-retransmitted synAckRetransmissions=1 attempts=1
            +.0001 > .  1:1(0) ack 1 win 502
            """)
        .check(CODE);
  }

  @Test
  void anAnswerToTheFirstSynThatWasLostCostsTheWaitAllTheSame() {
    Timeline.of(
            """
            vantage client
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460,TS val 100 ecr 0>
            +1 > S      0:0(0) <mss 1460,TS val 1100 ecr 0>   // finds syn-retransmitted cost=1s
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460,TS val 7 ecr 100>
            +.0001 > .  1:1(0) ack 1 win 502 <TS val 1120 ecr 7>
            """)
        .check(CODE);
  }

  @Test
  void aSynCapturedTwiceWasSentOnce() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460> dup
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460> dup
            +.0001 > .  1:1(0) ack 1 win 502 dup
            """)
        .check(CODE);
  }

  @Test
  void anotherSequenceNumberIsAnotherConnection() {
    Timeline.of(
            """
            connection 40000 isn 1000 2000
            +0 > S 0:0(0) win 64240 <mss 1460>
            connection 40000 isn 900000 3000
            handshake rtt 20ms
            """)
        .check(CODE);
  }

  @Test
  void aSimultaneousOpenRepeatsNothing() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.010 < S   0:0(0) win 64240 <mss 1460>
            +.0001 > S. 0:0(0) ack 1
            +.010 < S.  0:0(0) ack 1
            +.0001 > .  1:1(0) ack 1
            """)
        .check(CODE);
  }

  @Test
  void withoutTheSetUpNothingIsKnown() {
    Timeline.of(
            """
            outcome syn-retransmitted not-applicable
            +0 > P.   1:101(100) ack 1
            +.020 < . 1:1(0) ack 101
            """)
        .check(CODE);
  }
}
