package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 1 ns",
    "999, 999 ns",
    "1000, 1 µs",
    "320000, 320 µs",
    "999499, 999 µs",
    "999500, 1.0 ms",
    "4100000, 4.1 ms",
    "9949999, 9.9 ms",
    "9950000, 10 ms",
    "45000000, 45 ms",
    "999499999, 999 ms",
    "999500000, 1.00 s",
    "1600000000, 1.60 s",
    "12345000000, 12.3 s",
    "59990000000, 60.0 s",
    "60000000000, 1 min 00 s",
    "103200000000, 1 min 43 s",
    "3599600000000, 1 h 00 min",
    "11520000000000, 3 h 12 min",
    "183600000000000, 2 d 03 h",
    "-45000000, -45 ms",
  })
  void durationsHaveFewDigitsAndAUnit(long ns, String expected) {
    assertThat(Figures.duration(ns)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "160, 160 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "20300, 20.3 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "1200000, 1.20 MB",
    "9223372036854775807, 9.22 EB",
  })
  void bytesHaveDecimalMultiples(long bytes, String expected) {
    assertThat(Figures.bytes(bytes)).isEqualTo(expected);
  }

  @Test
  void countsAgreeWithTheirNouns() {
    assertThat(Figures.count(1, "packet", "packets")).isEqualTo("1 packet");
    assertThat(Figures.count(1234, "packet", "packets")).isEqualTo("1,234 packets");
    assertThat(Figures.times(1)).isEqualTo("once");
    assertThat(Figures.times(39)).isEqualTo("39 times");
  }

  @Test
  void sharesAreNeverZeroPercentOfSomething() {
    assertThat(Figures.share(76, 100)).isEqualTo("76 %");
    assertThat(Figures.share(4, 1000)).isEqualTo("0.4 %");
    assertThat(Figures.share(1, 100_000)).isEqualTo("under 0.1 %");
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(1)).isEqualTo("100 %");
  }
}
