package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.protocol.Phases;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkTypes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class CaptureTimesTest {
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private final CaptureClock clock = new CaptureClock();
  private final CaptureTimes times = clock.times();

  private long captureNs(long clockNs) {
    Frame frame = new Frame();
    frame.set(ByteBuffer.allocate(0), 0, 0, 0, clockNs, LinkTypes.RAW, 1);
    clock.set(frame);
    return frame.timeNs();
  }

  @Test
  void withoutAJumpCaptureTimeIsWhatTheClockSays() {
    for (long clockNs : new long[] {START_NS, START_NS - 5 * SECOND, START_NS + 7200 * SECOND}) {
      assertThat(captureNs(clockNs)).isEqualTo(clockNs);
      assertThat(times.clockNs(clockNs)).isEqualTo(clockNs);
    }
    assertThat(times.jumps()).isZero();
    assertThat(times.jumpedBetween(START_NS - 5 * SECOND, START_NS + DAY)).isFalse();
    assertThat(times.withinStretch(START_NS, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aStretchGoesOnWhereTheOneBeforeItEnded() {
    for (long shiftNs : new long[] {DAY, -DAY, -START_NS}) {
      long before = captureNs(START_NS);
      long first = captureNs(START_NS + shiftNs);
      long second = captureNs(START_NS + shiftNs + SECOND);

      assertThat(first).isEqualTo(before + 1);
      assertThat(second).isEqualTo(first + SECOND);
      assertThat(times.clockNs(before)).isEqualTo(START_NS);
      assertThat(times.clockNs(second)).isEqualTo(START_NS + shiftNs + SECOND);
      assertThat(times.jumpedBetween(before, first)).isTrue();
      assertThat(times.jumpedBetween(first, second)).isFalse();
      assertThat(times.withinStretch(before, second)).isEqualTo(before);
    }
    assertThat(times.jumps()).isEqualTo(5); // the clock also jumps back from each of them
  }

  @Test
  void whatIsRecordedLateIsNotBeforeTheJump() {
    long before = captureNs(START_NS);
    long first = captureNs(START_NS + DAY);

    assertThat(captureNs(START_NS + DAY - SECOND)).isEqualTo(first);
    assertThat(times.jumpedBetween(before, first)).isTrue();
    assertThat(times.jumps()).isEqualTo(1);
  }

  @Test
  void aClockThatJumpsTooOftenIsReadAsAfterTheLastJumpRemembered() {
    for (int i = 0; i <= CaptureTimes.MAX_STRETCHES; i++) {
      captureNs(i % 2 == 0 ? START_NS : START_NS + DAY);
    }
    long last = captureNs(START_NS + 5 * SECOND);

    assertThat(times.jumps()).isEqualTo(CaptureTimes.MAX_STRETCHES);
    assertThat(last).isEqualTo(START_NS + CaptureTimes.MAX_STRETCHES + 5 * SECOND);
    assertThat(times.jumpedBetween(last - 6 * SECOND, last)).isTrue();
  }

  @Test
  void howLongAnAnswerTookOverAJumpIsNotKnown() {
    Report report =
        Timeline.of(
                """
                handshake rtt 40ms
                +.001 > P. *("GET /a HTTP/1.1|Host: a||") ack *
                -86400 < P. *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
                +.0001 > . *(0) ack *
                +.001 > P. *("GET /b HTTP/1.1|Host: a||") ack *
                +.0401 < P. *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
                """)
            .report();
    ConnectionSummary connection = report.connections().get(0);
    Phases over = Phases.ofTransactions(connection, report.conversation(connection)).get(0);
    Phases behind = Phases.ofTransactions(connection, report.conversation(connection)).get(1);

    assertThat(over.connectNs()).isPositive();
    assertThat(over.sendNs()).isZero();
    assertThat(over.waitNs()).isNull();
    assertThat(over.totalNs()).isNull();
    assertThat(behind.waitNs()).isEqualTo(40_100_000);
    assertThat(connection.durationNs()).isLessThan(SECOND);
    assertThat(report.ledger(connection).totalNs()).isEqualTo(connection.durationNs());
  }

  @Test
  void theTimeThatCanBeToldIsNotRunOver() {
    CaptureTimes times = new CaptureTimes();
    times.begin(Long.MAX_VALUE - 5);
    times.take(Long.MAX_VALUE - 5);
    times.begin(1_000);

    assertThat(times.take(1_000)).isEqualTo(Long.MAX_VALUE - 4);
    assertThat(times.take(2_000)).isEqualTo(Long.MAX_VALUE);
    times.begin(0);
    assertThat(times.take(7)).isEqualTo(Long.MAX_VALUE);
  }
}
