package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SequenceGapsTest {
  private final SequenceGaps gaps = new SequenceGaps();

  @Test
  void aGapIsFoundByWhatOverlapsIt() {
    gaps.add(100, 200, 7, 42, true, 99);

    assertThat(gaps.find(0, 100)).isNegative();
    assertThat(gaps.find(200, 300)).isNegative();
    int gap = gaps.find(199, 300);
    assertThat(gaps.timeNs(gap)).isEqualTo(7);
    assertThat(gaps.ipId(gap)).isEqualTo(42);
    assertThat(gaps.hasTimestamp(gap)).isTrue();
    assertThat(gaps.timestamp(gap)).isEqualTo(99);
  }

  @Test
  void aGapFilledInTheMiddleIsTwoGaps() {
    gaps.add(100, 200, 7, 42, false, 0);

    assertThat(gaps.fill(140, 160)).isEqualTo(20);
    assertThat(gaps.find(140, 160)).isNegative();
    assertThat(gaps.missingBelow(1000)).isEqualTo(80);
    assertThat(gaps.hasTimestamp(gaps.find(160, 170))).isFalse();
    assertThat(gaps.timeNs(gaps.find(160, 170))).isEqualTo(7);
  }

  @Test
  void missingBytesCountUpToTheAck() {
    gaps.add(100, 200, 0, -1, false, 0);
    gaps.add(300, 400, 0, -1, false, 0);

    assertThat(gaps.missingBelow(100)).isZero();
    assertThat(gaps.missingBelow(150)).isEqualTo(50);
    assertThat(gaps.missingBelow(350)).isEqualTo(150);
    assertThat(gaps.missingBelow(900)).isEqualTo(200);
  }

  @Test
  void whatIsForgottenStaysMissing() {
    for (int i = 0; i <= SequenceGaps.MAX_GAPS; i++) {
      assertThat(gaps.overflowed()).isFalse();
      gaps.add(i * 100L, i * 100L + 10, i, -1, false, 0);
    }

    assertThat(gaps.overflowed()).isTrue();
    assertThat(gaps.missingBelow(Long.MAX_VALUE)).isEqualTo(10L * (SequenceGaps.MAX_GAPS + 1));
    assertThat(gaps.fill(0, 10)).isZero();
  }

  /** Against a set of bytes. */
  @Property
  void fillingIsTakingOutOfASet(
      @ForAll @Size(max = 30) List<@IntRange(max = 999) Integer> starts,
      @ForAll @IntRange(min = 1, max = 120) int length) {
    SequenceGaps tested = new SequenceGaps();
    tested.add(0, 400, 0, -1, false, 0);
    tested.add(450, 1000, 0, -1, false, 0);
    BitSet missing = new BitSet();
    missing.set(0, 400);
    missing.set(450, 1000);
    for (int start : starts) {
      int before = missing.cardinality();
      missing.clear(start, start + length);

      assertThat(tested.fill(start, start + length)).isEqualTo(before - missing.cardinality());
      assertThat(tested.missingBelow(1000)).isEqualTo(missing.cardinality());
      assertThat(tested.isEmpty()).isEqualTo(missing.isEmpty());
    }
  }
}
