package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.lifecycle.ConnectionTimedOut;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class FindingTest {
  @Test
  void whatNoPacketShowsIsNotToBeTold() {
    Evidence evidence = new Evidence();
    assertThat(FindingBuilder.of(ConnectionTimedOut.class).build(evidence).shown()).isFalse();

    evidence.add(0, 1);
    assertThat(FindingBuilder.of(ConnectionTimedOut.class).build(evidence).shown()).isTrue();
  }

  /** The other side's segment comes last, and what was sent again is another's. */
  @Test
  void whatBothSidesSendAgainIsShownByPackets() {
    Report report =
        Timeline.of(
                """
                handshake rtt 20ms
                +.001 > P.  1:101(100) ack 1
                +.2 > P.    1:101(100) ack 1
                +.4 > P.    1:101(100) ack 1
                +.8 > P.    1:101(100) ack 1
                +1.6 > P.   1:101(100) ack 1
                +3.2 > P.   1:101(100) ack 1
                +.0201 < .  1:1(0) ack 101
                +.0001 < .  1:1(0) ack 101
                """)
            .report();

    assertThat(report.findings())
        .isNotEmpty()
        .allMatch(finding -> finding.firstPacket() <= finding.lastPacket());
  }
}
