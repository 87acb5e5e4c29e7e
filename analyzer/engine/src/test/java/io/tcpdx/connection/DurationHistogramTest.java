package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DurationHistogramTest {
  @Property
  void quantilesAreOffByAThirtySecondAtMost(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(max = 10_000_000_000_000L) Long> samples,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    DurationHistogram histogram = new DurationHistogram();
    samples.forEach(histogram::sample);
    List<Long> sorted = samples.stream().sorted().toList();
    long exact = sorted.get((samples.size() * percent + 99) / 100 - 1);

    assertThat(histogram.quantileNs(percent))
        .isCloseTo(exact, within(Math.max(16, exact / 32)))
        .isBetween(histogram.minNs(), histogram.maxNs());
    assertThat(histogram.minNs()).isEqualTo(sorted.get(0));
    assertThat(histogram.maxNs()).isEqualTo(sorted.get(sorted.size() - 1));
    assertThat(histogram.samples()).isEqualTo(samples.size());
  }

  @Test
  void withoutSamplesNothingIsKnown() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.sample(-1);

    assertThat(histogram.samples()).isZero();
    assertThat(histogram.minNs()).isEqualTo(DurationHistogram.UNKNOWN);
    assertThat(histogram.quantileNs(50)).isEqualTo(DurationHistogram.UNKNOWN);
    assertThat(histogram.summary()).isNull();
  }

  @Test
  void whatTookNoTimeThatTheClockShowsIsNotSixteenNanoseconds() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.sample(0);
    histogram.sample(0);
    histogram.sample(450_000_000);
    assertThat(histogram.quantileNs(50)).isZero();
  }
}
