package io.tcpdx.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class SeqNumTest {
  @Test
  void theNumberAfterTheHighestIsZero() {
    assertThat(SeqNum.distance(0xffff_ffff, 0)).isEqualTo(1);
    assertThat(SeqNum.before(0xffff_ffff, 0)).isTrue();
    assertThat(SeqNum.before(0, 0xffff_ffff)).isFalse();
    assertThat(SeqNum.unwrap(0x1_ffff_fff0L, 0x10)).isEqualTo(0x2_0000_0010L);
    assertThat(SeqNum.unwrap(0x2_0000_0010L, 0xffff_fff0)).isEqualTo(0x1_ffff_fff0L);
  }

  @Property
  void distanceUndoesAddition(
      @ForAll int from, @ForAll @IntRange(min = Integer.MIN_VALUE) int bytes) {
    assertThat(SeqNum.distance(from, from + bytes)).isEqualTo(bytes);
  }

  @Property
  void beforeIsDistanceAhead(@ForAll int from, @ForAll @IntRange(min = 1) int bytes) {
    assertThat(SeqNum.before(from, from + bytes)).isTrue();
    assertThat(SeqNum.before(from + bytes, from)).isFalse();
    assertThat(SeqNum.before(from, from)).isFalse();
  }

  @Property
  void unwrapFindsThePositionWithinTwoGibibytes(
      @ForAll @LongRange(min = 0, max = 1L << 50) long reference, @ForAll int distance) {
    long position = reference + distance;

    assertThat(SeqNum.unwrap(reference, (int) position)).isEqualTo(position);
  }
}
