package io.tcpdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.wire.DecodeStatus;
import org.junit.jupiter.api.Test;

final class ProtocolCountsTest {
  /** EtherTypes and IP protocols as {@link io.tcpdx.wire.Protocols} numbers them. */
  private static final int ARP = 0x10806;

  private static final int ESP = 0x20032;

  private final ProtocolCounts counts = new ProtocolCounts();

  @Test
  void kindsAreCountedByNameAndReason() {
    counts.add(DecodeStatus.OTHER, ARP, 1);
    counts.add(DecodeStatus.ENCRYPTED, ESP, 2);
    counts.add(DecodeStatus.ENCRYPTED, ESP, 3);
    counts.add(DecodeStatus.TRUNCATED, ESP, 4);

    assertThat(counts.notAnalysed())
        .containsExactlyInAnyOrder(
            new NotAnalysed("ESP", "encrypted", 2, null, 2),
            new NotAnalysed("ESP", "cut", 1, null, 4));
    assertThat(counts.others()).containsExactly(new OtherPackets("ARP", 1));
  }

  @Test
  void beyondSomeKindsTheRestIsCountedTogether() {
    int first = 0x18000;
    for (int i = 0; i < ProtocolCounts.MAX_KINDS + 10; i++) {
      counts.add(DecodeStatus.UNKNOWN, first + i, i + 1);
    }
    counts.add(DecodeStatus.UNKNOWN, first, 1_000);
    counts.add(DecodeStatus.OTHER, ARP, 1_001);

    assertThat(counts.notAnalysed())
        .hasSize(ProtocolCounts.MAX_KINDS + 1)
        .contains(new NotAnalysed("EtherType 0x8000", "unknown", 2, null, 1))
        .contains(new NotAnalysed("others", "unknown", 10, null, ProtocolCounts.MAX_KINDS + 1L));
    assertThat(counts.others()).containsExactly(new OtherPackets("others", 1));
  }
}
