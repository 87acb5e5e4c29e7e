package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures cut at each byte and captures with bytes changed: told about, never thrown over. */
class DamagedCaptureTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5};

  @TempDir Path directory;

  private static CaptureBytes pcap() {
    return CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
        .record(1, 0, 5, FRAME)
        .record(2, 0, 60, FRAME)
        .record(3, 0, 60, new byte[0]);
  }

  private static CaptureBytes pcapng() {
    ByteOrder order = ByteOrder.BIG_ENDIAN;
    return CaptureBytes.pcapng(order)
        .describe(
            1,
            65535,
            CaptureBytes.in(order)
                .option(9, CaptureBytes.in(order).int8(9))
                .option(0, CaptureBytes.in(order)))
        .enhanced(0, 1, 5, FRAME)
        .block(4, CaptureBytes.in(order).int32(0))
        .enhanced(0, 2, 60, FRAME)
        .section(ByteOrder.LITTLE_ENDIAN)
        .describe(101, 0)
        .enhanced(0, 3, 5, FRAME);
  }

  @Test
  void pcapCutAtEachByte() throws Exception {
    // Where the header and each record end.
    cutAtEachByte(pcap().toByteArray(), 24, List.of(24, 45, 66, 82));
  }

  @Test
  void pcapngCutAtEachByte() throws Exception {
    cutAtEachByte(pcapng().toByteArray(), 28, List.of(28, 60, 100, 116, 156, 184, 204, 244));
  }

  private void cutAtEachByte(byte[] whole, int headerBytes, List<Integer> ends) throws Exception {
    assertThat(ends.get(ends.size() - 1)).isEqualTo(whole.length);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Path file = Files.write(directory.resolve("cut"), cut);
      if (length < headerBytes) {
        assertThatExceptionOfType(CaptureException.class)
            .isThrownBy(() -> Captures.open(file, ReaderChoice.AUTO))
            .satisfies(e -> assertThat(e.getMessage()).startsWith(file.toString()).hasLineCount(1));
        continue;
      }
      int present = length;
      Long expected =
          ends.contains(length)
              ? null
              : (long) ends.stream().filter(end -> end <= present).reduce(0, Math::max);
      try (CaptureReader mapped = MappedCapture.open(file, 16);
          CaptureReader streamed = StreamCapture.open("cut", new ByteArrayInputStream(cut))) {
        assertThat(SeenFrame.allOf(mapped)).isEqualTo(SeenFrame.allOf(streamed));
        assertThat(mapped.summary().truncatedAt()).as("cut at %d", length).isEqualTo(expected);
        assertThat(mapped.summary().problem() == null).isEqualTo(expected == null);
        assertThat(streamed.summary().truncatedAt()).isEqualTo(expected);
        assertThat(streamed.summary().problem()).isEqualTo(mapped.summary().problem());
      }
    }
  }

  /** A crash or a full disk leaves blocks that were reserved and not written. */
  @Test
  void zerosBehindTheLastRecordAreNoPackets() throws Exception {
    byte[] zeros = new byte[4096];
    byte[] bytes = pcap().bytes(zeros).toByteArray();
    try (CaptureReader reader = StreamCapture.open("x", new ByteArrayInputStream(bytes))) {
      assertThat(SeenFrame.allOf(reader)).hasSize(3);
      assertThat(reader.summary().truncatedAt()).isEqualTo(bytes.length - 4096L);
      assertThat(reader.summary().problem())
          .isEqualTo(
              "there are only zeros where packet 4 should start, at byte 82:"
                  + " the capture was not written to its end");
    }
    byte[] next =
        CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).describe(1, 0).bytes(zeros).toByteArray();
    try (CaptureReader reader = StreamCapture.open("x", new ByteArrayInputStream(next))) {
      assertThat(SeenFrame.allOf(reader)).isEmpty();
      assertThat(reader.summary().problem()).isNotNull();
    }
  }

  @Provide
  Arbitrary<byte[]> changed() {
    return Combinators.combine(
            Arbitraries.of(pcap().toByteArray(), pcapng().toByteArray()),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(0, 1000))
        .as(DamagedCaptureTest::change);
  }

  private static byte[] change(byte[] capture, byte[] patch, int place, int otherPlace) {
    byte[] changed = capture.clone();
    for (int at : new int[] {place, otherPlace}) {
      for (int i = 0; i < patch.length; i++) {
        changed[(at + i) % changed.length] = patch[i];
      }
    }
    return changed;
  }

  @Property(tries = 5000)
  void changedBytesNeverThrowNorLoop(@ForAll("changed") byte[] bytes) throws IOException {
    readWhatCanBeRead(bytes);
  }

  @Property(tries = 2000)
  void anyBytesBehindAHeaderNeverThrowNorLoop(@ForAll byte[] bytes) throws IOException {
    byte[] header = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).describe(1, 0).toByteArray();
    readWhatCanBeRead(
        CaptureBytes.in(ByteOrder.LITTLE_ENDIAN).bytes(header).bytes(bytes).toByteArray());
  }

  private static void readWhatCanBeRead(byte[] bytes) throws IOException {
    try (CaptureReader reader = StreamCapture.open("x", new ByteArrayInputStream(bytes))) {
      List<SeenFrame> seen = SeenFrame.allOf(reader);
      CaptureFileSummary summary = reader.summary();
      assertThat(summary.packets()).isEqualTo(seen.size());
      // No frame takes less than its header: the walk ends.
      assertThat(seen.size()).isLessThanOrEqualTo(bytes.length / 16);
      if (summary.problem() != null) {
        assertThat(summary.problem()).hasLineCount(1).matches("\\P{Cntrl}*");
        assertThat(summary.truncatedAt()).isBetween(0L, (long) bytes.length);
      }
    } catch (CaptureException e) {
      assertThat(e.reason()).isEqualTo(CaptureException.Reason.UNREADABLE);
      assertThat(e.getMessage()).matches("\\P{Cntrl}+");
    }
  }
}
