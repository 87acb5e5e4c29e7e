package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConverterTest {
  private final DurationConverter durations = new DurationConverter();
  private final SizeConverter sizes = new SizeConverter();

  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "500ms, 500000000",
    "2s, 2000000000",
    "2, 2000000000",
    "1m, 60000000000",
    "1.5 h, 5400000000000",
    "20us, 20000",
    "7ns, 7",
  })
  void durationsAreNanoseconds(String text, long ns) {
    assertThat(durations.convert(text)).isEqualTo(ns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1 week", "999999999999999999d", "1e3s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> durations.convert(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"96, 96", "64k, 65536", "2M, 2097152", "1GiB, 1073741824"})
  void sizesAreBytes(String text, int bytes) {
    assertThat(sizes.convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5k", "2G", "9999999999999k"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> sizes.convert(text)).isInstanceOf(TypeConversionException.class);
  }
}
