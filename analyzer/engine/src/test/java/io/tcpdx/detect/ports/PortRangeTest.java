package io.tcpdx.detect.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PortRangeTest {
  @ParameterizedTest
  @CsvSource({
    "33000, 60000, 32768-60999",
    "49152, 60999, 32768-60999",
    "49152, 61000, 49152-65535",
    "50000, 65535, 49152-65535",
    "49151, 61000, 32768-61000",
    "1024, 65535, 1024-65535",
    "20000, 30000, 20000-60999",
  })
  void whatTheHostsPortsTell(int lowest, int highest, String range) {
    assertThat(PortRange.around(lowest, highest)).hasToString(range);
  }

  @Test
  void aHostWithoutAPortHasTheDefault() {
    assertThat(PortRange.around(Integer.MAX_VALUE, 0)).isEqualTo(PortRange.LINUX);
  }

  private static PortRange cycled(int first, int step, int distinct, int rounds) {
    long[] ports =
        IntStream.range(0, rounds)
            .mapToObj(round -> LongStream.range(0, distinct).map(i -> first + i * step))
            .flatMapToLong(all -> all)
            .sorted()
            .toArray();
    long[] between = new long[ports.length + 2];
    Arrays.fill(between, 7);
    System.arraycopy(ports, 0, between, 1, ports.length);
    return PortRange.cycled(between, 1, ports.length + 1, PortRange.LINUX);
  }

  @Test
  void aRangeGoneThroughTwiceIsKnown() {
    assertThat(cycled(40_000, 1, 100, 2)).hasToString("40000-40099");
    assertThat(cycled(40_000, 1, 100, 1)).isEqualTo(PortRange.LINUX);
  }

  @Test
  void everyOtherPortIsEnough() {
    assertThat(cycled(40_000, 2, 50, 3)).hasToString("40000-40098");
    assertThat(cycled(40_000, 3, 50, 3)).isEqualTo(PortRange.LINUX);
  }

  @Test
  void aFewPortsAreBoundByTheProgram() {
    assertThat(cycled(40_000, 1, 16, 9)).hasToString("40000-40015");
    assertThat(cycled(40_000, 1, 15, 9)).isEqualTo(PortRange.LINUX);
  }
}
