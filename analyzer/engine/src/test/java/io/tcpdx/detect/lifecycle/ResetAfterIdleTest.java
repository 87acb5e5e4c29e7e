package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class ResetAfterIdleTest {
  private static final String CODE = "reset-after-idle";

  @Test
  void theFirstRequestAfterALongSilenceMeetsAReset() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +300 > P.   *(100) ack *
            +.0201 < R. 901:901(0) ack 101 // finds reset-after-idle level=error unackedBytes=100
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aResetOutOfTheSilenceAnswersNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +60 < R.    *(0) ack *
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aSenderThatResetsByItselfWasNotAnswered() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +300 > P.   *(100) ack *
            +.100 > R.  *(0) ack *         // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aSilenceInWhichDataWaitsIsAStall() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +12 > P.    1:101(100) ack 1
            +.0201 < R. 1:1(0) ack 1       // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aSilenceOverWhichTheClockJumpedIsOfNoKnownLength() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +86400 > P. *(100) ack *
            +.0201 < R. 901:901(0) ack 101 // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aKeepAliveThatMeetsAReset() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +7200 > .   100:100(0) ack *
            +.0201 < R  901:901(0)   // finds reset-after-idle idleSeconds=7200s
            """)
        .check(CODE);
  }

  @Test
  void tenSecondsAreALongSilence() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.    *(100) ack *
            +.0201 < P.   *(900) ack *
            +.0001 > .    *(0) ack *
            +10 > P.      *(100) ack *
            +.0201 < R.   901:901(0) ack 101   // finds reset-after-idle
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void lessThanTenSecondsAreNone() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.    *(100) ack *
            +.0201 < P.   *(900) ack *
            +.0001 > .    *(0) ack *
            +9.999 > P.   *(100) ack *
            +.0201 < R.   901:901(0) ack 101   // finds reset-data-loss
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aConnectionThatAnsweredAfterTheSilenceWasKnown() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +300 > P.   *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +.010 > R.  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void aSideThatHadClosedForgotNothing() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < FP. *(900) ack *
            +.0001 > .  *(0) ack *
            +60 > P.    *(100) ack *
            +.0201 < R  902:902(0)
            """)
        .check(CODE);
  }

  @Test
  void aGracefulCloseAfterALongSilenceIsNoReset() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +.0001 > .  *(0) ack *
            +60 < F.    *(0) ack *
            +.0001 > F. *(0) ack *
            +.0201 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            """
            outcome reset-after-idle not-applicable
            only client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +60 > R.    *(0) ack *
            """)
        .check(CODE);
  }

  /** What the request acknowledges was not sent again in the silence: it had been acknowledged. */
  @Test
  void theAckBeforeTheSilenceMayNotHaveBeenCaptured() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +300 > P.   *(100) ack *
            +.0201 < R. 901:901(0) ack 101 // finds reset-after-idle level=error unackedBytes=100
            """)
        .check(CODE, "reset-data-loss");
  }

  @Test
  void aResetThatAcknowledgesTheRequestGotItsAckToo() {
    Timeline.of(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P.  *(100) ack *
            +.0201 < P. *(900) ack *
            +300 > P.   *(100) ack *
            +.0201 < R. 901:901(0) ack 201 // finds reset-after-idle level=note unackedBytes=0
            """)
        .check(CODE, "reset-data-loss");
  }
}
