package io.tcpdx.detect.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SharedLinkTest {
  private static final long SECOND = 1_000_000_000L;

  private static final long MB = 1_000_000L;

  /** Alone each has the link's 10 MB in a second; eight together take eight times as long. */
  @Test
  void onAFullLinkManyAreNotFasterThanFew() {
    SharedLink link = new SharedLink();
    link.transfer(0, SECOND, 10 * MB);
    link.transfer(SECOND, 2 * SECOND, 10 * MB);
    for (int i = 0; i < 8; i++) {
      link.transfer(2 * SECOND, 10 * SECOND, 10 * MB);
    }
    assertThat(link.competed()).isTrue();
  }

  @Test
  void whereEachIsAsFastAsAloneTheyDoNotCompete() {
    SharedLink link = new SharedLink();
    link.transfer(0, SECOND, 10 * MB);
    link.transfer(SECOND, 2 * SECOND, 10 * MB);
    for (int i = 0; i < 8; i++) {
      link.transfer(2 * SECOND, 3 * SECOND, 10 * MB);
      link.carrier(true);
    }
    assertThat(link.competed()).isFalse();
  }

  @Test
  void whereAllWereTogetherOnlyLossTells() {
    SharedLink link = new SharedLink();
    for (int i = 0; i < 8; i++) {
      link.transfer(0, SECOND, 10 * MB);
      link.carrier(i < 3);
    }
    assertThat(link.competed()).isNull();
    link.carrier(true);
    link.carrier(true);
    assertThat(link.competed()).isTrue();
  }

  @Test
  void shortAnswersTellNothing() {
    SharedLink link = new SharedLink();
    for (int i = 0; i < 20; i++) {
      link.transfer(i < 4 ? i * SECOND : 5 * SECOND, 6 * SECOND, SharedLink.MIN_BYTES - 1);
    }
    assertThat(link.competed()).isNull();
  }
}
