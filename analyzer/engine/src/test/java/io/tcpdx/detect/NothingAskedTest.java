package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that speak a protocol and are asked nothing: no detector may stumble over them. */
class NothingAskedTest {
  private static final String HTTP2 =
      """
      +.001 > P. *(hex 505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000) ack *
      +.020 < P. *(hex 000000040000000000000000040100000000) ack *
      +.001 > P. *(hex 000000040100000000) ack *
      +.020 < .  *(0) ack *
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+30 < F. *(0) ack *\n+.001 > F. *(0) ack *",
        "+30 < P. *(hex 0000080700000000000000000000000000) ack *\n+.001 < R. *(0) ack *",
        "+30 > F. *(0) ack *\n+.021 < F. *(0) ack *",
        "+30 > R. *(0) ack *",
        "",
      })
  void noDetectorFails(String end) {
    String handshake = "handshake rtt 20ms\n";
    hold(handshake + HTTP2 + end);
    hold(TlsVisits.opened(40_001, "") + TlsVisits.full13("") + end);
    hold(TlsVisits.opened(40_001, "") + TlsVisits.full12("") + end);
    hold(handshake + "+1 < P. *(\"HTTP/1.1 408 Timeout|Content-Length: 0||\") ack *\n" + end);
    hold(
        handshake
            + "+.001 > P. *(\"hello|\") ack *\n"
            + "+.021 < P. *(\"HTTP/1.1 400 Bad|Content-Length: 0||\") ack *\n"
            + end);
  }

  private static void hold(String timeline) {
    Report report = Timeline.of(timeline).report();
    assertThat(report.detectors())
        .filteredOn(result -> result.outcome() == Outcome.FAILED)
        .isEmpty();
  }
}
