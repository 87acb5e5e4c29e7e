package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ConnectionRefusedTest {
  private static final String CODE = "connection-refused";

  @Test
  void aSynAnsweredByAReset() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460,sackOK,wscale 7>  // finds connection-refused
            +.0201 < R. 0:0(0) ack 1 win 0  // finds connection-refused level=error attempts=1
            """)
        .check(CODE);
  }

  @Test
  void aClientThatTriesAgainIsRefusedOnce() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>   // finds connection-refused attempts=2
            +.0201 < R. 0:0(0) ack 1 win 0
            +.500 > S   0:0(0) win 64240 <mss 1460>
            +.0201 < R. 0:0(0) ack 1 win 0            // finds connection-refused occurrences=1
            """)
        .check(CODE);
  }

  @Test
  void aSynLostBeforeTheRefusalIsPartOfIt() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 64240 <mss 1460>   // finds connection-refused cost=1020ms
            +1 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < R. 0:0(0) ack 1 win 0            // finds connection-refused attempts=2
            """)
        .check(CODE, "syn-retransmitted", "connection-unanswered");
  }

  @Test
  void aResetCapturedTwiceIsOneRefusal() {
    Timeline.of(
            """
            +0 > S      0:0(0) win 64240 <mss 1460> dup   // finds connection-refused attempts=1
            +.0201 < R. 0:0(0) ack 1 win 0 dup
            """)
        .check(CODE);
  }

  @Test
  void aResetAfterTheSetUpIsNoRefusal() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < R. *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aScannerThatResetsWhatItOpenedIsNotRefused() {
    Timeline.of(
            """
            delays 10ms 10ms
            +0 > S      0:0(0) win 1024 <mss 1460>
            +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > R  1:1(0) win 0
            """)
        .check(CODE, "reset-data-loss", "reset-after-idle", "connection-unanswered");
  }

  @Test
  void oneDirectionOfAGoodConnectionIsNoRefusal() {
    Timeline.of(
            """
            only server
            handshake rtt 20ms
            +.0201 < P. *(100) ack *
            +.010 < R.  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void withoutTheSynNothingIsKnown() {
    Timeline.of(
            """
            outcome connection-refused not-applicable
            +0 > P.     1:101(100) ack 1
            +.0201 < R. 1:1(0) ack 101
            """)
        .check(CODE);
  }
}
