package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergedCaptureTest {
  /** A capture whose packets come at these seconds; each holds its capture's and its own number. */
  private static CaptureReader capture(int id, Integer... seconds)
      throws CaptureException, IOException {
    CaptureBytes bytes = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 65535, 1);
    for (int i = 0; i < seconds.length; i++) {
      bytes.record(seconds[i], 0, 60, new byte[] {(byte) id, (byte) i});
    }
    return StreamCapture.open("capture-" + id, new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void byTimeWithEqualTimesInTheOrderOfTheFiles() throws Exception {
    try (CaptureReader merged =
        new MergedCapture(List.of(capture(0, 1, 3, 5), capture(1, 2, 3, 9), capture(2, 1)))) {
      assertThat(SeenFrame.allOf(merged))
          .extracting(SeenFrame::bytes)
          .containsExactly("0000", "0200", "0100", "0001", "0101", "0002", "0102");
    }
  }

  @Test
  void numberedAnewWhereThereIsMoreThanOne() throws Exception {
    try (CaptureReader merged = new MergedCapture(List.of(capture(0, 5, 6), capture(1, 1, 2)))) {
      assertThat(SeenFrame.allOf(merged))
          .extracting(SeenFrame::number)
          .containsExactly(1L, 2L, 3L, 4L);
    }
    CaptureReader filtered = capture(0, 1, 2, 3);
    assertThat(filtered.next(new io.tcpdx.wire.Frame())).isTrue();
    try (CaptureReader merged = new MergedCapture(List.of(filtered))) {
      assertThat(SeenFrame.allOf(merged)).extracting(SeenFrame::number).containsExactly(2L, 3L);
    }
  }

  @Test
  void timesThatRunBackwardsDoNotChangeACapturesOrder() throws Exception {
    try (CaptureReader merged =
        new MergedCapture(List.of(capture(0, 10, 1, 2), capture(1, 5, 11)))) {
      assertThat(SeenFrame.allOf(merged))
          .extracting(SeenFrame::bytes)
          .containsExactly("0100", "0000", "0001", "0002", "0101");
    }
  }

  @Test
  void emptyCapturesAndNone() throws Exception {
    try (CaptureReader merged = new MergedCapture(List.of(capture(0), capture(1, 1), capture(2)))) {
      assertThat(SeenFrame.allOf(merged)).hasSize(1);
      assertThat(merged.next(new io.tcpdx.wire.Frame())).isFalse();
      assertThat(merged.next(new io.tcpdx.wire.Frame())).isFalse();
    }
    try (CaptureReader merged = new MergedCapture(List.of())) {
      assertThat(merged.next(new io.tcpdx.wire.Frame())).isFalse();
      assertThat(merged.summary().packets()).isZero();
    }
  }

  @Test
  void summaries() throws Exception {
    byte[] cut = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b23c4d, 0, 101).int8(0).toByteArray();
    try (CaptureReader merged =
        new MergedCapture(
            List.of(capture(0, 1, 2), StreamCapture.open("cut", new ByteArrayInputStream(cut))))) {
      SeenFrame.allOf(merged);
      assertThat(merged.summaries())
          .extracting(CaptureFileSummary::name)
          .containsExactly("capture-0", "cut");
      assertThat(merged.summaries())
          .extracting(CaptureFileSummary::truncatedAt)
          .containsExactly(null, 24L);
      CaptureFileSummary sum = merged.summary();
      assertThat(sum.name()).isEqualTo("capture-0, cut");
      assertThat(sum.format()).isEqualTo("pcap");
      assertThat(sum.linkTypes()).containsExactly("EN10MB", "RAW");
      assertThat(sum.packets()).isEqualTo(2);
      assertThat(sum.bytes()).isEqualTo(120);
      assertThat(sum.problem()).startsWith("cut: the capture ends 1 bytes into");
    }
  }

  @Property(tries = 300)
  void isAStableMergeOfSortedCaptures(
      @ForAll @Size(max = 9)
          List<@Size(max = 9) List<@IntRange(min = 0, max = 9) Integer>> captures)
      throws Exception {
    List<CaptureReader> readers = new ArrayList<>();
    List<int[]> expected = new ArrayList<>();
    for (int id = 0; id < captures.size(); id++) {
      Integer[] seconds = captures.get(id).toArray(new Integer[0]);
      Arrays.sort(seconds);
      readers.add(capture(id, seconds));
      for (int i = 0; i < seconds.length; i++) {
        expected.add(new int[] {seconds[i], id, i});
      }
    }
    expected.sort(java.util.Comparator.comparingInt(packet -> packet[0]));
    try (CaptureReader merged = new MergedCapture(readers)) {
      assertThat(SeenFrame.allOf(merged))
          .extracting(SeenFrame::bytes)
          .isEqualTo(expected.stream().map(p -> "%02x%02x".formatted(p[1], p[2])).toList());
    }
  }
}
