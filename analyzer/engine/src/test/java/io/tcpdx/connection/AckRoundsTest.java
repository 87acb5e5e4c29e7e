package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.Packet;
import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AckRoundsTest {
  private static final Direction DATA = Direction.CLIENT_TO_SERVER;

  private static final long UNKNOWN = DurationHistogram.UNKNOWN;

  private final AckRounds rounds = new AckRounds();

  private static Segment fin(int payloadLength) {
    Segment segment = segment(payloadLength);
    segment.flags = TcpView.FIN | TcpView.ACK;
    return segment;
  }

  private static Segment segment(int payloadLength) {
    Segment segment = new Segment();
    segment.payloadLength = payloadLength;
    segment.end = payloadLength;
    return segment;
  }

  @Test
  void aRoundIsDueOnceEnoughLaterOnesHavePassed() {
    for (int i = 0; i < AckRounds.SETTLE_DEPTH; i++) {
      rounds.add(DATA, false).ackPacket = i;
      assertThat(rounds.due(false)).isNull();
    }
    rounds.add(DATA, false).ackPacket = 99;

    assertThat(Objects.requireNonNull(rounds.due(false)).ackPacket()).isZero();
    rounds.pop();
    assertThat(rounds.due(false)).isNull();
  }

  @Test
  void allAreDueAtTheEndInOrder() {
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rounds.add(DATA, false).ackPacket = i;
      drain(false, order);
    }
    drain(true, order);

    assertThat(order).hasSize(100).isSorted();
  }

  private void drain(boolean ended, List<Long> order) {
    for (AckRound due = rounds.due(ended); due != null; due = rounds.due(ended)) {
      order.add(due.ackPacket());
      rounds.pop();
    }
  }

  @Test
  void onlyTheFirstNewSegmentBehindAnAckIsItsNext() {
    AckRound round = rounds.add(DATA, false);
    rounds.onNewData(DATA.opposite(), segment(7), true, UNKNOWN);
    rounds.onNewData(DATA, fin(50), true, UNKNOWN);
    rounds.onNewData(DATA, segment(60), true, UNKNOWN);

    assertThat(round.nextBytes()).isEqualTo(50);
    assertThat(round.nextFin()).isTrue();
  }

  @Test
  void payloadTheOtherWayIsNotedOnceAndOnlyUntilTheNext() {
    AckRound round = rounds.add(DATA, false);
    rounds.onPayload(DATA, 10);
    rounds.onPayload(DATA.opposite(), 20);
    rounds.onPayload(DATA.opposite(), 30);

    assertThat(round.nextReversePayloadNs).isEqualTo(20);
  }

  @Test
  void anUsedRoundIsForgottenBeforeItServesAgain() {
    AckRound first = rounds.add(DATA, false);
    rounds.onNewData(DATA, fin(50), true, UNKNOWN);
    rounds.pop();
    rounds.clear();
    AckRound again = rounds.add(DATA, false);

    assertThat(again).isSameAs(first);
    assertThat(again.nextPacket()).isZero();
    assertThat(again.nextBytes()).isZero();
    assertThat(again.nextFin()).isFalse();
    assertThat(again.nextReversePayloadNs).isEqualTo(AckRound.NEVER);
  }

  @Test
  void aRoundThatHasLeftHearsNothingMore() {
    AckRound round = rounds.add(DATA, false);
    rounds.pop();
    rounds.onNewData(DATA, segment(50), true, UNKNOWN);

    assertThat(round.nextBytes()).isZero();
  }

  @Test
  void fullSegmentsUnderWayAreNotWhatTheAckOfASmallOneLetGo() {
    Packet passes = new Segments().packet(1_000_000, true, 40_000, TcpView.ACK, 0, 0, 1460);
    Segment underWay = segment(1460);
    underWay.packet = passes;
    AckRound small = rounds.add(DATA, true);
    AckRound other = rounds.add(DATA, false);

    rounds.onNewData(DATA, underWay, false, 20_000_000);
    rounds.onNewData(DATA, segment(50), true, 20_000_000);

    assertThat(other.nextBytes()).isEqualTo(1460);
    assertThat(small.nextBytes()).isEqualTo(50);
    assertThat(small.passedByFull).isTrue();
  }
}
