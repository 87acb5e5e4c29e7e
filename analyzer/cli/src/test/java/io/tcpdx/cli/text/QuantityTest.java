package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "45000000, 45 ms",
    "103200000000, 1m43s",
    "11520000000000, 3h12m",
    "116121600000000000, 1344d",
    "-60000000000, -1m00s",
  })
  void durationsInColumnsAreShort(long ns, String expected) {
    assertThat(Quantity.compact(ns)).isEqualTo(expected);
  }
}
