package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeResolutionTest {
  private static final BigInteger NS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  @ParameterizedTest
  @CsvSource({
    "0, 5, 5000000000",
    "3, 5, 5000000",
    "6, 1700000000123456, 1700000000123456000",
    "9, 1700000000123456789, 1700000000123456789",
    "10, 19, 1",
    "12, 1999, 1",
    "0x80, 3, 3000000000",
    "0x81, 3, 1500000000",
    "0x9e, 1, 0",
    "0xa0, 0x80000000, 500000000"
  })
  void ticks(String resolution, String ticks, long ns) {
    assertThat(TimeResolution.of(Integer.decode(resolution), 0).toNanos(Long.decode(ticks)))
        .isEqualTo(ns);
  }

  @Test
  void microsecondsUnlessTold() {
    assertThat(TimeResolution.MICROSECONDS.toNanos(1)).isEqualTo(1000);
  }

  @Property(tries = 2000)
  void equalsTheSameInWholeNumbersOfAnySize(
      @ForAll @IntRange(max = 255) int resolution, @ForAll long ticks, @ForAll long offsetSeconds) {
    int exponent = resolution & 0x7f;
    BigInteger perSecond =
        resolution < 0x80 ? BigInteger.TEN.pow(exponent) : BigInteger.TWO.pow(exponent);
    BigInteger since =
        new BigInteger(Long.toUnsignedString(ticks)).multiply(NS_PER_SECOND).divide(perSecond);
    // Each part ends at the nearest that fits, then the sum does.
    BigInteger offset = fit(BigInteger.valueOf(offsetSeconds).multiply(NS_PER_SECOND));
    assertThat(BigInteger.valueOf(TimeResolution.of(resolution, offsetSeconds).toNanos(ticks)))
        .isEqualTo(fit(fit(since).add(offset)));
  }

  private static BigInteger fit(BigInteger value) {
    return value.min(MOST).max(LEAST);
  }
}
