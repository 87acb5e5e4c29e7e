package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CaptureClockTest {
  private static final long START_NS = 1_700_000_000_000_000_000L;

  private final CaptureClock clock = new CaptureClock();

  @Test
  void timeThatGoesOnIsOneStretch() {
    CaptureClock.Stretch first = clock.take(START_NS);

    assertThat(clock.take(START_NS + CaptureClock.MAX_SILENCE_NS)).isSameAs(first);
    assertThat(first.latestNs()).isEqualTo(START_NS + CaptureClock.MAX_SILENCE_NS);
  }

  @Test
  void aFrameRecordedLateChangesNothing() {
    CaptureClock.Stretch first = clock.take(START_NS);

    assertThat(clock.take(START_NS - CaptureClock.MAX_LATE_NS)).isSameAs(first);
    assertThat(first.latestNs()).isEqualTo(START_NS);
  }

  @Test
  void longerThanAnybodyIsSilentIsAJump() {
    CaptureClock.Stretch first = clock.take(START_NS);
    CaptureClock.Stretch second = clock.take(START_NS + CaptureClock.MAX_SILENCE_NS + 1);

    assertThat(second).isNotSameAs(first);
    assertThat(first.latestNs()).isEqualTo(START_NS);
    assertThat(second.latestNs()).isEqualTo(START_NS + CaptureClock.MAX_SILENCE_NS + 1);
  }

  @Test
  void furtherBackThanAnyFrameIsLateIsAJump() {
    CaptureClock.Stretch first = clock.take(START_NS);
    CaptureClock.Stretch second = clock.take(START_NS - CaptureClock.MAX_LATE_NS - 1);

    assertThat(second).isNotSameAs(first);
    assertThat(second.latestNs()).isEqualTo(START_NS - CaptureClock.MAX_LATE_NS - 1);
  }

  @Test
  void timesBefore1970AreTimes() {
    CaptureClock.Stretch first = clock.take(-1);

    assertThat(clock.take(0)).isSameAs(first);
  }
}
