package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time that two findings see in different lights is counted once. */
final class PartsTest {
  /** Three requests one after another, each on a connection of its own. */
  private static final String VISITS = visit(40_001) + visit(40_002) + visit(40_003);

  private static String visit(int port) {
    return """
        connection %d
        handshake rtt 20ms
        +.0001 > P. *("GET /a HTTP/1.1|Host: a||") ack *
        +.0301 < P. *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
        +.0001 > F. *(0) ack *
        +.0201 < F. *(0) ack *
        +.0001 > .  *(0) ack *
        """
        .formatted(port);
  }

  @Test
  void theSmallerIsPartOfTheGreaterBetweenTheSameHosts() {
    Report report = Timeline.of(VISITS).report();

    Finding serial = finding(report, "serial-requests");
    Finding setUps = finding(report, "handshake-cost");
    Finding notReused = finding(report, "connection-not-reused");
    assertThat(serial.partOf()).isNull();
    assertThat(setUps.partOf()).isEqualTo("serial-requests");
    assertThat(notReused.partOf()).isEqualTo("serial-requests");
    assertThat(setUps.costNs()).isPositive().isLessThanOrEqualTo(serial.costNs());
  }

  @Test
  void theSumLeavesPartsOut() {
    Report report = Timeline.of(VISITS).report();

    List<Finding> whole = report.findings().stream().filter(f -> f.partOf() == null).toList();
    assertThat(report.costNs()).isEqualTo(whole.stream().mapToLong(Finding::costNs).sum());
    assertThat(report.costNs()).isLessThanOrEqualTo(report.ledger().totalNs());
  }

  @Test
  void theSamePairOnAnotherConnectionIsNoPart() {
    Report report =
        Timeline.of(
                """
                connection 40001
                S   0:0(0) win 64240 <mss 1460>
                +1.000 > S 0:0(0) win 64240 <mss 1460>
                +.0200 < S. 0:0(0) ack 1 win 65160 <mss 1460>
                +.0001 > .  *(0) ack *
                +9.000 > P. *(100) ack *
                +.0200 < .  *(0) ack *
                """
                    .replaceFirst("S   0", "+0 > S   0"))
            .report();

    assertThat(finding(report, "syn-retransmitted").partOf()).isNull();
    assertThat(finding(report, "syn-retransmitted").costNs()).isEqualTo(1_000_000_000L);
  }

  private static Finding finding(Report report, String code) {
    return report.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + report.findings()));
  }
}
