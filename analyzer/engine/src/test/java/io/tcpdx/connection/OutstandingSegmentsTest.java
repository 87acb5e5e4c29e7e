package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutstandingSegmentsTest {
  private final OutstandingSegments outstanding = new OutstandingSegments();
  private final OutstandingSegments.Coverage coverage = new OutstandingSegments.Coverage();

  @Test
  void anAckCoversFromTheOldest() {
    outstanding.add(0, 100, 10, 1, 0);
    outstanding.add(100, 250, 20, 2, 0);
    outstanding.add(250, 300, 30, 3, 0);

    outstanding.acknowledge(250, coverage);

    assertThat(coverage.segments).isEqualTo(2);
    assertThat(coverage.bytes).isEqualTo(250);
    assertThat(coverage.firstNs).isEqualTo(10);
    assertThat(coverage.firstPacket).isEqualTo(1);
    assertThat(coverage.lastNs).isEqualTo(20);
    assertThat(coverage.lastPacket).isEqualTo(2);
    assertThat(coverage.atSegmentEnd).isTrue();
    assertThat(outstanding.oldestNs()).isEqualTo(30);
  }

  @Test
  void anAckInTheMiddleOfASegmentLeavesItsRest() {
    outstanding.add(0, 100, 10, 1, 0);

    outstanding.acknowledge(40, coverage);
    assertThat(coverage.segments).isEqualTo(1);
    assertThat(coverage.bytes).isEqualTo(40);
    assertThat(coverage.atSegmentEnd).isFalse();

    outstanding.acknowledge(100, coverage);
    assertThat(coverage.bytes).isEqualTo(60);
    assertThat(coverage.atSegmentEnd).isTrue();
    assertThat(outstanding.isEmpty()).isTrue();
  }

  @Test
  void anAckOfNothingNewCoversNothing() {
    outstanding.add(100, 200, 10, 1, 0);

    outstanding.acknowledge(100, coverage);

    assertThat(coverage.segments).isZero();
    assertThat(outstanding.isEmpty()).isFalse();
  }

  @Test
  void segmentsStandInTheOrderOfTheirSequence() {
    outstanding.add(200, 300, 10, 1, 0);
    outstanding.add(0, 100, 20, 2, 0);
    outstanding.add(100, 200, 30, 3, 0);

    outstanding.acknowledge(200, coverage);

    assertThat(coverage.firstPacket).isEqualTo(2);
    assertThat(coverage.lastPacket).isEqualTo(3);
    assertThat(outstanding.oldestNs()).isEqualTo(10);
  }

  @Test
  void onlyWhatOverlapsIsMarkedAsSentAgain() {
    outstanding.add(0, 100, 10, 1, 0);
    outstanding.add(100, 200, 20, 2, 0);
    outstanding.markRetransmitted(100, 150, 50);

    outstanding.acknowledge(100, coverage);
    assertThat(coverage.retransmitted).isFalse();
    outstanding.acknowledge(200, coverage);
    assertThat(coverage.retransmitted).isTrue();
    assertThat(coverage.lastPacket).isEqualTo(2);
  }

  @Test
  void theOldestAreForgottenWhereTheBoundBites() {
    for (int i = 0; i <= OutstandingSegments.MAX_SEGMENTS; i++) {
      assertThat(outstanding.overflowed()).isFalse();
      outstanding.add(i * 10L, i * 10L + 10, i, i, 0);
    }

    assertThat(outstanding.overflowed()).isTrue();
    outstanding.acknowledge(10L * OutstandingSegments.MAX_SEGMENTS + 10, coverage);
    assertThat(coverage.firstPacket).isEqualTo(1);
    assertThat(coverage.segments).isEqualTo(OutstandingSegments.MAX_SEGMENTS);
  }
}
