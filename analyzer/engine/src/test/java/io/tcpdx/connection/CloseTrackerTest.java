package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class CloseTrackerTest {
  private static CloseSummary close(String story) {
    return Timeline.of(story).report().connections().get(0).close();
  }

  private static CloseSummary closeAfterAnAnswer(String story) {
    return close(
        """
        handshake rtt 20ms
        +.001 > P.  1:101(100) ack 1
        +.0201 < P. 1:901(900) ack 101
        +.0001 > .  101:101(0) ack 901
        """
            + story);
  }

  @Test
  void bothFinsAcknowledged() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 > F.  101:101(0) ack 901
            +.0201 < F. 901:901(0) ack 102
            +.0001 > .  102:102(0) ack 902
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.GRACEFUL);
    assertThat(close.initiator()).isEqualTo(Side.CLIENT);
    assertThat(close.timeWaitAt()).isEqualTo(Side.CLIENT);
    assertThat(close.closeWaitNs()).isZero();
  }

  @Test
  void theServerClosesFirst() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 < F.  901:901(0) ack 101
            +.0001 > F. 101:101(0) ack 902
            +.0201 < .  902:902(0) ack 102
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.GRACEFUL);
    assertThat(close.initiator()).isEqualTo(Side.SERVER);
    assertThat(close.timeWaitAt()).isEqualTo(Side.SERVER);
  }

  @Test
  void dataAfterTheOtherSidesFinIsAHalfClose() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 > F.  101:101(0) ack 901
            +.0201 < P. 901:1901(1000) ack 102
            +.0001 > .  102:102(0) ack 1901
            +.010 < F.  1901:1901(0) ack 102
            +.0001 > .  102:102(0) ack 1902
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.HALF_CLOSE);
  }

  @Test
  void dataThatCrossedTheFinIsNoHalfClose() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 > F.  101:101(0) ack 901
            +.0001 < P. 901:1901(1000) ack 101
            +.0001 > .  102:102(0) ack 1901
            +.0201 < F. 1901:1901(0) ack 102
            +.0001 > .  102:102(0) ack 1902
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.GRACEFUL);
  }

  @Test
  void resetsWithAndWithoutLoss() {
    CloseSummary abortive = closeAfterAnAnswer("+.010 > R. 101:101(0) ack 901\n");
    assertThat(abortive.kind()).isEqualTo(CloseKind.ABORTIVE);
    assertThat(abortive.initiator()).isEqualTo(Side.CLIENT);
    assertThat(abortive.timeWaitAt()).isNull();

    CloseSummary loss =
        closeAfterAnAnswer(
            """
            +.010 > P.  101:201(100) ack 901
            +.0201 < R. 901:901(0) ack 101
            """);
    assertThat(loss.kind()).isEqualTo(CloseKind.RESET_DATA_LOSS);
    assertThat(loss.unackedBytes()).isEqualTo(100);

    CloseSummary tidiedUp = closeAfterAnAnswer("+11 < R. 901:901(0) ack 101\n");
    assertThat(tidiedUp.kind()).isEqualTo(CloseKind.ABORTIVE);

    CloseSummary forgotten =
        closeAfterAnAnswer(
            """
            +11 > P.    101:201(100) ack 901
            +.0201 < R. 901:901(0) ack 101
            """);
    assertThat(forgotten.kind()).isEqualTo(CloseKind.RESET_AFTER_IDLE);
  }

  @Test
  void aResetBehindAFinishedCloseChangesNothing() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 > F.  101:101(0) ack 901
            +.0201 < F. 901:901(0) ack 102
            +.0001 > .  102:102(0) ack 902
            +.0201 < R. 902:902(0) ack 102
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.GRACEFUL);
  }

  @Test
  void connectionsThatDidNotEnd() {
    assertThat(closeAfterAnAnswer("").kind()).isEqualTo(CloseKind.OPEN_AT_END);
    assertThat(closeAfterAnAnswer("+.010 > F. 101:101(0) ack 901\n").kind())
        .isEqualTo(CloseKind.OPEN_AT_END);
    assertThat(close("+0 > S 0:0(0) win 1024 <mss 1460>\n").kind())
        .isEqualTo(CloseKind.NEVER_OPENED);
  }

  @Test
  void aSideThatGivesUp() {
    CloseSummary close =
        closeAfterAnAnswer(
            """
            +.010 > P. 101:201(100) ack 901
            +.2 > P.   101:201(100) ack 901
            +.4 > P.   101:201(100) ack 901
            +.8 > P.   101:201(100) ack 901
            +1.6 > P.  101:201(100) ack 901
            +3.2 > P.  101:201(100) ack 901
            """);

    assertThat(close.kind()).isEqualTo(CloseKind.TIMED_OUT);
  }
}
