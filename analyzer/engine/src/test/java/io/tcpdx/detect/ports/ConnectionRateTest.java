package io.tcpdx.detect.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.CaptureClock;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkTypes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class ConnectionRateTest {
  private static final long SECOND = 1_000_000_000L;

  private final CaptureClock clock = new CaptureClock();
  private final ConnectionRate rate = new ConnectionRate();

  private void add(long clockSeconds) {
    Frame frame = new Frame();
    frame.set(ByteBuffer.allocate(0), 0, 0, 0, clockSeconds * SECOND, LinkTypes.RAW, 1);
    clock.set(frame);
    rate.add(frame.timeNs(), clock.times());
  }

  @Test
  void oneIsNoRate() {
    add(1_000_000);
    assertThat(rate.perSecond()).isZero();
  }

  @Test
  void theTimeOfAJumpIsNotKnownAndDoesNotCount() {
    for (long beginSeconds : new long[] {1_000_000, 2_000_000, 1_500_000}) {
      add(beginSeconds);
      add(beginSeconds + 2);
      add(beginSeconds + 4);
    }
    assertThat(rate.perSecond()).isEqualTo(0.5);
  }

  @Test
  void twoWithAJumpBetweenAreNoRate() {
    add(1_000_000);
    add(2_000_000);
    assertThat(rate.perSecond()).isZero();
  }
}
