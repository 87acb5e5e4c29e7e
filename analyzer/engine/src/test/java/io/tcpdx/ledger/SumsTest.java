package io.tcpdx.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SumsTest {
  private static final long CENTURY_NS = 100L * 365 * 86_400 * 1_000_000_000L;

  @Test
  void threeCenturiesAreTheMostThatCanBeTold() {
    assertThat(Sums.plus(CENTURY_NS, CENTURY_NS)).isEqualTo(2 * CENTURY_NS);
    assertThat(Sums.plus(2 * CENTURY_NS, CENTURY_NS)).isEqualTo(Long.MAX_VALUE);
    assertThat(Sums.plus(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ledgersOfCenturiesAddUpToNothingNegative() {
    LedgerSummary two = LedgerSummary.of(Cause.IDLE, 2 * CENTURY_NS);
    LedgerSummary all = two.plus(LedgerSummary.of(Cause.CLOSE, CENTURY_NS)).plus(two);
    assertThat(all.ns(Cause.IDLE)).isEqualTo(Long.MAX_VALUE);
    assertThat(all.totalNs()).isEqualTo(Long.MAX_VALUE);
  }
}
