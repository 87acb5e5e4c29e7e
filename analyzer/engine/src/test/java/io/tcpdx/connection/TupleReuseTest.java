package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TupleReuseTest {
  /** A connection that the server closes first, so that it holds TIME_WAIT. */
  private static final String FIRST =
      """
      delays 10ms 10ms
      connection 40000 isn 1000000 5000000
      +0 > S      0:0(0) win 64240 <mss 1460>
      +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
      +.0001 > .  1:1(0) ack 1
      +.001 > P.  1:101(100) ack 1
      +.021 < FP. 1:901(900) ack 101
      +.0001 > F. 101:101(0) ack 902
      +.0201 < .  902:902(0) ack 102
      """;

  private static final String ACCEPTED =
      """
      < S.       0:0(0) ack 1 win 65160 <mss 1460>
      +.0001 > . 1:1(0) ack 1
      """;

  private static List<ConnectionSummary> connections(String story, Vantage vantage) {
    return Timeline.of(story).report(vantage).connections();
  }

  private static @Nullable ReusedTuple reuse(String story, Vantage vantage) {
    List<ConnectionSummary> connections = connections(story, vantage);
    return connections.get(connections.size() - 1).reusedTuple();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void theNextConnectionSaysWhatItReused(Vantage vantage) {
    ReusedTuple reuse =
        reuse(
            FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S     0:0(0) win 64240 <mss 1460>
                +.0201\s"""
                + ACCEPTED,
            vantage);

    assertThat(reuse).isNotNull();
    assertThat(reuse.previousConnection()).isZero();
    assertThat(reuse.ageNs()).isBetween(2_980_000_000L, 3_020_000_000L);
    assertThat(reuse.previousClose()).isEqualTo(CloseKind.GRACEFUL);
    assertThat(reuse.timeWaitAt()).containsExactly(Side.SERVER);
    assertThat(reuse.safe()).isTrue();
    assertThat(reuse.accepted()).isTrue();
    assertThat(reuse.answer()).isEqualTo(ReuseAnswer.SYN_ACK);
  }

  /** The SYN's sequence number is relative: the first connection ended at 1000102. */
  @ParameterizedTest
  @CsvSource({
    "1000102, '', '', true",
    "1000101, '', '', false",
    "4294000000, '', '', false",
    "900000, 'TS val 700 ecr 0', 'TS val 701 ecr 0', true",
    "900000, 'TS val 700 ecr 0', 'TS val 700 ecr 0', false",
    "900000, 'TS val 4294967295 ecr 0', 'TS val 3 ecr 0', true",
    "900000, 'TS val 700 ecr 0', '', false",
    "2000000, 'TS val 700 ecr 0', 'TS val 600 ecr 0', true",
  })
  void safeByTimestampOrBySequenceNumber(
      long initialSequence, String before, String now, boolean safe) {
    String story =
        FIRST.replace("1:101(100) ack 1", "1:101(100) ack 1 <" + before + ">")
            + "connection 40000 isn "
            + initialSequence
            + " 9000000\n"
            + "+3 > S 0:0(0) win 64240 <mss 1460,"
            + now
            + ">\n+.0201 "
            + ACCEPTED;

    assertThat(reuse(story, Vantage.CLIENT).safe()).isEqualTo(safe);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void anOldAckAndItsResetAreNotOfTheNewConnection(Vantage vantage) {
    ConnectionSummary second =
        connections(
                FIRST
                    + """
                    connection 40000 isn 500000 9000000
                    +3 > S      0:0(0) win 64240 <mss 1460>
                    +.0201 < .  1:1(0) ack 500102
                    +.0001 > R  500102:500102(0)
                    +1 > S      0:0(0) win 64240 <mss 1460>
                    +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
                    +.0001 > .  1:1(0) ack 1
                    +.001 > F.  1:1(0) ack 1
                    +.0201 < F. 1:1(0) ack 2
                    +.0001 > .  2:2(0) ack 2
                    """,
                vantage)
            .get(1);
    ReusedTuple reuse = second.reusedTuple();

    assertThat(reuse.answer()).isEqualTo(ReuseAnswer.OLD_ACK);
    assertThat(reuse.accepted()).isTrue();
    assertThat(reuse.safe()).isFalse();
    assertThat(second.close().kind()).isEqualTo(CloseKind.GRACEFUL);
    assertThat(second.handshake().outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(second.handshake().synRetransmissions()).isEqualTo(1);
    assertThat(second.clientToServer().segments()).isEqualTo(6);
    assertThat(second.clientToServer().missingBytes()).isZero();
    assertThat(second.serverToClient().missingBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void oneThatIsNeverAccepted(Vantage vantage) {
    ReusedTuple reuse =
        reuse(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>
                +.0201 < .  1:1(0) ack 500102
                +.0001 > R  500102:500102(0)
                +1 > S      0:0(0) win 64240 <mss 1460>
                +.0201 < .  1:1(0) ack 500102
                +.0001 > R  500102:500102(0)
                """,
            vantage);

    assertThat(reuse.answer()).isEqualTo(ReuseAnswer.OLD_ACK);
    assertThat(reuse.accepted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void ignoredThenReset(Vantage vantage) {
    ReusedTuple reuse =
        reuse(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>
                +1 > S      0:0(0) win 64240 <mss 1460>
                +.0201 < R. 0:0(0) ack 1
                """,
            vantage);

    assertThat(reuse.answer()).isEqualTo(ReuseAnswer.NONE);
    assertThat(reuse.accepted()).isFalse();
  }

  /** The SYN was the last thing before the capture ended: nobody knows what came. */
  @ParameterizedTest
  @EnumSource(Vantage.class)
  void whatTheCaptureDoesNotShowIsUnknown(Vantage vantage) {
    ReusedTuple reuse =
        reuse(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>
                """,
            vantage);

    assertThat(reuse.answer()).isNull();
    assertThat(reuse.accepted()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void ofTheServersSegmentsAloneOnlyTheAnswerIsKnown(Vantage vantage) {
    ReusedTuple reuse =
        reuse(
            "only server\n"
                + FIRST.replace("+.0201 < .  902:902(0) ack 102", "+.0201 < R  902:902(0)")
                + """
                connection 40000 isn 500000 9000000
                +3 > S     0:0(0) win 64240 <mss 1460>
                +.0201\s"""
                + ACCEPTED,
            vantage);

    assertThat(reuse.safe()).isNull();
    assertThat(reuse.accepted()).isTrue();
    assertThat(reuse.timeWaitAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void afterTimeWaitItIsNoReuse(Vantage vantage) {
    String rest = "connection 40000 isn 500000 9000000\n+%s > S 0:0(0) win 64240 <mss 1460>\n";

    assertThat(reuse(FIRST + rest.formatted("59.9"), vantage)).isNotNull();
    assertThat(reuse(FIRST + rest.formatted("60.1"), vantage)).isNull();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void anOpenConnectionCanBeReusedToo(Vantage vantage) {
    String open = FIRST.substring(0, FIRST.indexOf("+.021 <"));
    String again =
        """
        connection 40000 isn 500000 9000000
        +%s > S     0:0(0) win 64240 <mss 1460>
        +.0201 < .  1:1(0) ack 500101
        """;
    ReusedTuple soon = reuse(open + again.formatted("3"), vantage);
    ReusedTuple late = reuse(open + again.formatted("300"), vantage);

    assertThat(soon.previousClose()).isEqualTo(CloseKind.OPEN_AT_END);
    assertThat(soon.timeWaitAt()).isEmpty();
    assertThat(late).isNotNull();
    assertThat(late.answer()).isEqualTo(ReuseAnswer.OLD_ACK);
  }

  /** It leaves nothing behind; but what was there before it is not forgotten. */
  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aConnectionThatNeverWasIsNoPredecessor(Vantage vantage) {
    String attempt =
        """
        connection 40000 isn %d 9000000
        +3 > S      0:0(0) win 64240 <mss 1460>
        +.0201 < R. 0:0(0) ack 1
        """;

    assertThat(reuse(attempt.formatted(500) + attempt.formatted(600), vantage)).isNull();
    ReusedTuple reuse = reuse(FIRST + attempt.formatted(500) + attempt.formatted(600), vantage);
    assertThat(reuse.previousConnection()).isZero();
    assertThat(reuse.ageNs()).isGreaterThan(5_900_000_000L);
  }

  /** The server of the first connection opens the second: who holds TIME_WAIT is its client now. */
  @Test
  void rolesMayChange() {
    ReusedTuple reuse =
        reuse(
            FIRST
                + """
                connection 40000 isn 9000000 7000000
                +3 < S      0:0(0) win 64240 <mss 1460>
                +.0001 > S. 0:0(0) ack 1 win 65160 <mss 1460>
                +.0201 < .  1:1(0) ack 1
                """,
            Vantage.CLIENT);

    assertThat(reuse.timeWaitAt()).containsExactly(Side.CLIENT);
    assertThat(reuse.safe()).isTrue();
  }
}
