package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TimeWaitTrackerTest {
  private static final long SLACK_NS = 25_000_000;

  private static List<TimeWait> timeWaits(String close, Vantage vantage) {
    String story =
        """
        handshake rtt 20ms
        +.001 > P.  1:101(100) ack 1
        +.021 < P.  1:901(900) ack 101
        """;
    return Timeline.of(story + close).report(vantage).connections().get(0).close().timeWaits();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void whoClosedFirstHoldsIt(Vantage vantage) {
    List<TimeWait> client =
        timeWaits(
            """
            +.010 > F.  101:101(0) ack 901
            +.5 < F.    901:901(0) ack 102
            +.0001 > .  102:102(0) ack 902
            """,
            vantage);
    List<TimeWait> server =
        timeWaits(
            """
            +.010 < F.  901:901(0) ack 101
            +.5 > F.    101:101(0) ack 902
            +.0201 < .  902:902(0) ack 102
            """,
            vantage);

    assertThat(client).singleElement().matches(held -> held.side() == Side.CLIENT);
    assertThat(client).singleElement().matches(held -> held.packet() == 7 && held.cutNs() == null);
    assertThat(server).singleElement().matches(held -> held.side() == Side.SERVER);
    long startNs = 1_700_000_000_000_000_000L;
    assertThat(client.get(0).enteredNs() - startNs)
        .isBetween(552_000_000L - SLACK_NS, 552_100_000L);
    assertThat(server.get(0).enteredNs() - startNs)
        .isBetween(552_000_000L, 552_000_000L + SLACK_NS);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void bothHoldItWhereTheirFinsCrossed(Vantage vantage) {
    List<TimeWait> held =
        timeWaits(
            """
            +.010 > F.  101:101(0) ack 901
            +.0005 < F. 901:901(0) ack 101
            +.0001 > .  102:102(0) ack 902
            +.0195 < .  902:902(0) ack 102
            """,
            vantage);

    assertThat(held).extracting(TimeWait::side).containsExactly(Side.CLIENT, Side.SERVER);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void nobodyHoldsItAfterAReset(Vantage vantage) {
    assertThat(
            timeWaits(
                """
                +.010 > F.  101:101(0) ack 901
                +.0201 < R. 901:901(0) ack 102
                """,
                vantage))
        .isEmpty();
    assertThat(timeWaits("+.010 > R. 101:101(0) ack 901\n", vantage)).isEmpty();
  }

  /** A socket that is gone has no TIME_WAIT: it resets what it should acknowledge. */
  @ParameterizedTest
  @EnumSource(Vantage.class)
  void whoResetsThePeersFinHoldsNone(Vantage vantage) {
    assertThat(
            timeWaits(
                """
                +.010 > F.  101:101(0) ack 901
                +.0201 < F. 901:901(0) ack 102
                +.0001 > R  102:102(0)
                """,
                vantage))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aLaterResetCutsItShort(Vantage vantage) {
    assertThat(
            timeWaits(
                """
                +.010 > F.  101:101(0) ack 901
                +.0201 < F. 901:901(0) ack 102
                +.0001 > .  102:102(0) ack 902
                +3 < R.     902:902(0) ack 102
                """,
                vantage))
        .singleElement()
        .matches(held -> held.side() == Side.CLIENT)
        .matches(held -> held.cutNs() != null && held.cutNs() - held.enteredNs() > 2_900_000_000L);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void oneFinIsNotEnough(Vantage vantage) {
    assertThat(
            timeWaits(
                """
                +.010 > F.  101:101(0) ack 901
                +.0201 < .  901:901(0) ack 102
                """,
                vantage))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aFinSentAgainChangesNothing(Vantage vantage) {
    List<TimeWait> held =
        timeWaits(
            """
            +.010 > F.  101:101(0) ack 901
            +.0201 < F. 901:901(0) ack 102
            +.4 < F.    901:901(0) ack 102
            +.0001 > .  102:102(0) ack 902
            +.1 > F.    101:101(0) ack 902
            """,
            vantage);

    assertThat(held).singleElement().matches(it -> it.side() == Side.CLIENT && it.packet() == 7);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void oneDirectionDoesNotTellWhoClosedFirst(Vantage vantage) {
    assertThat(
            timeWaits(
                """
                only client
                +.010 > F.  101:101(0) ack 901
                +.0201 < F. 901:901(0) ack 102
                +.0001 > .  102:102(0) ack 902
                """,
                vantage))
        .isEmpty();
  }
}
