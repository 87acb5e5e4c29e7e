package io.tcpdx.detect.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerFloorTest {
  private static final long MS = 1_000_000;

  private static AnswerFloor floor(long pathMs, long firstMs, long... laterMs) {
    AnswerFloor floor = new AnswerFloor();
    floor.add(firstMs * MS, true, pathMs * MS);
    for (long ms : laterMs) {
      floor.add(ms * MS, false, pathMs * MS);
    }
    return floor;
  }

  @Test
  void theLeastOfFiveThatAreAlike() {
    AnswerFloor alike = floor(1, 200, 101, 100, 124, 103);
    assertThat(alike.ns()).isEqualTo(100 * MS);
    assertThat(alike.behindNs(false)).isEqualTo(100 * MS);
    assertThat(alike.behindNs(true)).isEqualTo(200 * MS);
    assertThat(floor(1, 200, 101, 100, 124).ns()).isZero();
  }

  @Test
  void halfOfThemMustBeAlike() {
    assertThat(floor(1, 900, 100, 120, 400, 500, 110).ns()).isEqualTo(100 * MS);
    assertThat(floor(1, 900, 100, 120, 400, 500).ns()).isZero();
  }

  @Test
  void whatSpeaksTcpIsFarNearerThanThat() {
    assertThat(floor(10, 200, 101, 100, 124, 103).ns()).isEqualTo(100 * MS);
    assertThat(floor(11, 200, 101, 100, 124, 103).ns()).isZero();
  }

  @Test
  void itIsAPathsTime() {
    assertThat(floor(1, 40, 20, 20, 20, 20).ns()).isEqualTo(20 * MS);
    assertThat(floor(1, 38, 19, 19, 19, 19).ns()).isZero();
    assertThat(floor(1, 1400, 700, 700, 700, 700).ns()).isEqualTo(700 * MS);
    assertThat(floor(1, 1402, 701, 701, 701, 701).ns()).isZero();
  }

  @Test
  void whereEachConnectionCarriesOneRequestTheFirstOnesTell() {
    AnswerFloor floor = new AnswerFloor();
    for (int i = 0; i < 5; i++) {
      floor.add((200 + i) * MS, true, MS);
    }
    assertThat(floor.ns()).isEqualTo(200 * MS);
    assertThat(floor.behindNs(true)).isEqualTo(200 * MS);
  }
}
