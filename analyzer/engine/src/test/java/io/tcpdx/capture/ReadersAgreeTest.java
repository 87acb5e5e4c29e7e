package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libpcap and the reader of our own see the same frames and say the same of the capture. */
class ReadersAgreeTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5};

  /** Their interfaces differ in link type or snap length, which libpcap refuses. */
  private static final List<String> REFUSED_BY_LIBPCAP =
      List.of(
          "seladb-many_interfaces-1.pcapng",
          "seladb-pcapng-example.pcapng",
          "seladb-too_many_interfaces.pcapng");

  @TempDir Path directory;

  @BeforeAll
  static void needsLibpcap() {
    NativeLibrary.assumeLibpcap();
  }

  private static void assertAgree(Path file) throws CaptureException, IOException {
    try (CaptureReader mapped = MappedCapture.open(file, 4096);
        CaptureReader libpcap = LibpcapCapture.open(file)) {
      List<SeenFrame> expected = SeenFrame.allOf(mapped);
      assertThat(SeenFrame.allOf(libpcap)).as(file.toString()).isEqualTo(expected);
      assertThat(libpcap.summary()).isEqualTo(mapped.summary());
    }
  }

  @Test
  void onEachCapture() throws Exception {
    List<Path> files = CaptureFolders.regularCaptures();
    assumeFalse(files.isEmpty(), "no captures beside the repository or in it");
    for (Path file : files) {
      if (!REFUSED_BY_LIBPCAP.contains(file.getFileName().toString())) {
        assertAgree(file);
      }
    }
  }

  private static List<CaptureBytes> literals(ByteOrder order) {
    CaptureBytes nano = CaptureBytes.in(order).option(9, CaptureBytes.in(order).int8(9));
    CaptureBytes binary =
        CaptureBytes.in(order)
            .option(9, CaptureBytes.in(order).int8(0x8a))
            .option(14, CaptureBytes.in(order).int64(1_000_000_000));
    CaptureBytes kuznetzov = CaptureBytes.pcap(order, 0xa1b2cd34, 65535, 1);
    kuznetzov.int32(5).int32(6).int32(5).int32(60).int32(2).int32(0).bytes(FRAME);
    return List.of(
        CaptureBytes.pcap(order, 0xa1b2c3d4, 65535, 1)
            .record(1_700_000_000, 999_999, 60, FRAME)
            .record(-1, 0, 5, FRAME)
            .record(1_700_000_000, 0, 3, FRAME),
        CaptureBytes.pcap(order, 0xa1b23c4d, 0, 101)
            .record(1_700_000_000, 999_999_999, 60, FRAME)
            .record(1_700_000_000, 1, 60, new byte[0]),
        CaptureBytes.pcap(order, 0xa1b2c3d4, 65535, 12).record(1, 1, 5, FRAME),
        kuznetzov,
        CaptureBytes.pcapng(order)
            .describe(1, 65535)
            .enhanced(0, 1_700_000_000_123_456L, 60, FRAME)
            .block(4, CaptureBytes.in(order).int32(0))
            .block(
                CaptureBytes.SIMPLE, CaptureBytes.in(order).int32(5).bytes(FRAME).int8(0).int16(0))
            .block(
                CaptureBytes.STATISTICS,
                CaptureBytes.in(order)
                    .int32(0)
                    .int64(0)
                    .option(5, CaptureBytes.in(order).int64(3))),
        CaptureBytes.pcapng(order)
            .describe(1, 65535, nano)
            .describe(1, 65535, binary)
            .enhanced(0, 1_700_000_000_123_456_789L, 60, FRAME)
            .enhanced(1, 700_000_000L * 1024 + 511, 60, FRAME));
  }

  @Test
  void onEachFormatCutAtEachByte() throws Exception {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (CaptureBytes literal : literals(order)) {
        byte[] bytes = literal.toByteArray();
        // libpcap wants one interface at least: a section header and its first description.
        int first = literal.toByteArray()[0] == 0x0a ? wholeDescription(bytes, order) : 24;
        for (int length = first; length <= bytes.length; length++) {
          assertAgree(Files.write(directory.resolve("x"), Arrays.copyOf(bytes, length)));
        }
      }
    }
  }

  private static int wholeDescription(byte[] bytes, ByteOrder order) {
    return 28 + java.nio.ByteBuffer.wrap(bytes).order(order).getInt(32);
  }

  @Test
  void onMoreFramesThanAreTakenAtATime() throws Exception {
    CaptureBytes many = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1);
    for (int i = 0; i < 2 * FrameBatch.FRAMES; i++) {
      many.record(i, i, 60 + i, new byte[i % 50]);
    }
    assertAgree(many.writeTo(directory));
  }

  @Test
  void onMoreBytesThanAreTakenAtATime() throws Exception {
    CaptureBytes large = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 1);
    for (int i = 0; i < 3 * FrameBatch.FULL_BYTES / 200_000; i++) {
      byte[] frame = new byte[200_000];
      frame[i] = (byte) i;
      large.record(i, i, 200_000, frame);
    }
    assertAgree(large.writeTo(directory));
  }

  @Test
  void onAnAbsurdLength() throws Exception {
    assertAgree(
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 5, FRAME)
            .int32(1)
            .int32(0)
            .int32(300_000)
            .bytes(new byte[400_000])
            .writeTo(directory));
  }

  @Test
  void whereLibpcapRefusesASecondLinkTypeItSaysSo() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN)
            .describe(1, 65535)
            .enhanced(0, 1, 5, FRAME)
            .describe(113, 65535)
            .enhanced(1, 2, 5, FRAME);
    Path file = capture.writeTo(directory);
    try (CaptureReader mapped = MappedCapture.open(file);
        CaptureReader libpcap = LibpcapCapture.open(file)) {
      assertThat(SeenFrame.allOf(libpcap)).isEqualTo(SeenFrame.allOf(mapped).subList(0, 1));
      assertThat(libpcap.summary().packets()).isEqualTo(1);
      assertThat(libpcap.summary().linkTypes()).containsExactly("EN10MB");
      assertThat(libpcap.summary().truncatedAt()).isEqualTo(88);
      assertThat(libpcap.summary().problem())
          .startsWith("libpcap stopped after packet 1: ")
          .endsWith("; --reader mapped reads on");
    }
  }

  @Test
  void aTimeThatPcap4jCannotHoldEndsTheReadingWithoutNoise() throws Exception {
    Path file =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 5, FRAME)
            .record(1, 1_500_000, 5, FRAME)
            .record(1, 0, 5, FRAME)
            .writeTo(directory);
    try (CaptureReader libpcap = LibpcapCapture.open(file)) {
      assertThat(SeenFrame.allOf(libpcap)).hasSize(1);
      assertThat(libpcap.summary().truncatedAt()).isEqualTo(45);
      assertThat(libpcap.summary().problem())
          .startsWith("libpcap stopped after packet 1: ")
          .endsWith("; --reader mapped reads on");
    }
  }

  @Test
  void libpcapRefusesACaptureWithoutInterfaces() throws Exception {
    Path file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN).writeTo(directory);
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> LibpcapCapture.open(file))
        .withMessageStartingWith(file + " is refused by libpcap: ")
        .withMessageEndingWith("; --reader mapped may read it");
  }
}
