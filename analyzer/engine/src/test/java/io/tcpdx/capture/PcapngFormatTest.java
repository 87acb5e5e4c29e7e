package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literal pcapng files, read mapped (through windows of different sizes) and as a stream. */
class PcapngFormatTest {
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final byte[] THREE = {1, 2, 3};
  private static final byte[] FIVE = {9, 8, 7, 6, 5};

  @TempDir Path directory;

  static List<ByteOrder> orders() {
    return List.of(BIG, LITTLE);
  }

  private List<SeenFrame> read(CaptureBytes capture) throws Exception {
    List<SeenFrame> expected;
    try (CaptureReader reader =
        StreamCapture.open("-", new ByteArrayInputStream(capture.toByteArray()))) {
      expected = SeenFrame.allOf(reader);
    }
    for (int window : new int[] {1, 16, 40, MappedCapture.WINDOW_BYTES}) {
      try (CaptureReader reader = MappedCapture.open(capture.writeTo(directory), window)) {
        assertThat(SeenFrame.allOf(reader)).isEqualTo(expected);
      }
    }
    return expected;
  }

  private CaptureFileSummary summary(CaptureBytes capture) throws Exception {
    try (CaptureReader reader = MappedCapture.open(capture.writeTo(directory))) {
      SeenFrame.allOf(reader);
      return reader.summary();
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void enhancedPackets(ByteOrder order) throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcapng(order)
            .describe(1, 65535)
            .enhanced(0, 1_700_000_000_123_456L, 60, THREE)
            .enhanced(0, 1_700_000_000_123_457L, 5, FIVE);
    assertThat(read(capture))
        .containsExactly(
            new SeenFrame(1, 1_700_000_000_123_456_000L, 1, 3, 60, "010203"),
            new SeenFrame(2, 1_700_000_000_123_457_000L, 1, 5, 5, "0908070605"));
    assertThat(summary(capture))
        .isEqualTo(
            new CaptureFileSummary(
                directory.resolve("capture").toString(),
                "pcapng",
                List.of("EN10MB"),
                2,
                65,
                8,
                65535,
                null,
                null,
                null));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void simplePacketsBelongToTheFirstInterfaceAndHaveNoTime(ByteOrder order) throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(order).describe(1, 3).describe(113, 0);
    capture.block(CaptureBytes.SIMPLE, CaptureBytes.in(order).int32(60).bytes(THREE).int8(0));
    capture.block(CaptureBytes.SIMPLE, CaptureBytes.in(order).int32(2).int8(7).int8(8).int16(0));
    assertThat(read(capture))
        .containsExactly(
            new SeenFrame(1, 0, 1, 3, 60, "010203"), new SeenFrame(2, 0, 1, 2, 2, "0708"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void obsoletePackets(ByteOrder order) throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(order).describe(1, 0).describe(101, 0);
    capture.block(
        CaptureBytes.OBSOLETE,
        CaptureBytes.in(order)
            .int16(1)
            .int16(0xffff)
            .int32(0)
            .int32(5)
            .int32(3)
            .int32(60)
            .bytes(THREE)
            .pad());
    assertThat(read(capture)).containsExactly(new SeenFrame(1, 5_000, 101, 3, 60, "010203"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void eachInterfaceHasItsLinkTypeAndClock(ByteOrder order) throws Exception {
    CaptureBytes nanoseconds =
        CaptureBytes.in(order)
            .option(2, CaptureBytes.in(order).bytes(FIVE))
            .option(9, CaptureBytes.in(order).int8(9))
            .option(14, CaptureBytes.in(order).int64(100))
            .option(0, CaptureBytes.in(order));
    CaptureBytes halves =
        CaptureBytes.in(order)
            .option(9, CaptureBytes.in(order).int8(0x81))
            .option(14, CaptureBytes.in(order).int64(-1));
    CaptureBytes capture =
        CaptureBytes.pcapng(order)
            .describe(1, 100)
            .describe(101, 200, nanoseconds)
            .describe(113, 150, halves)
            .enhanced(1, 1, 3, THREE)
            .enhanced(2, 5, 3, THREE)
            .enhanced(0, 7, 3, THREE);
    assertThat(read(capture))
        .extracting(SeenFrame::linkType, SeenFrame::timeNs)
        .containsExactly(
            tuple(101, 100_000_000_001L), tuple(113, 1_500_000_000L), tuple(1, 7_000L));
    assertThat(summary(capture).linkTypes()).containsExactly("EN10MB", "RAW", "LINUX_SLL");
    assertThat(summary(capture).snapLength()).isEqualTo(200);
  }

  @Test
  void optionsBehindTheEndOfOptionsOrOfOddLengthDoNotCount() throws Exception {
    CaptureBytes ended =
        CaptureBytes.in(LITTLE)
            .option(0, CaptureBytes.in(LITTLE))
            .option(9, CaptureBytes.in(LITTLE).int8(9));
    CaptureBytes odd = CaptureBytes.in(LITTLE).option(9, CaptureBytes.in(LITTLE).int16(9));
    CaptureBytes beyond = CaptureBytes.in(LITTLE).int16(9).int16(500);
    CaptureBytes capture =
        CaptureBytes.pcapng(LITTLE)
            .describe(1, 0, ended)
            .describe(1, 0, odd)
            .describe(1, 0, beyond)
            .enhanced(0, 1, 3, THREE)
            .enhanced(1, 1, 3, THREE)
            .enhanced(2, 1, 3, THREE);
    assertThat(read(capture)).extracting(SeenFrame::timeNs).containsExactly(1000L, 1000L, 1000L);
  }

  @Test
  void sectionsOfBothByteOrdersEachWithItsInterfaces() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcapng(BIG)
            .describe(1, 0)
            .enhanced(0, 1, 3, THREE)
            .section(LITTLE)
            .describe(101, 0)
            .enhanced(0, 2, 5, FIVE)
            .section(BIG);
    assertThat(read(capture))
        .containsExactly(
            new SeenFrame(1, 1000, 1, 3, 3, "010203"),
            new SeenFrame(2, 2000, 101, 5, 5, "0908070605"));
    assertThat(summary(capture).problem()).isNull();
  }

  @Test
  void anInterfaceOfTheSectionBeforeIsUnknown() throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(BIG).describe(1, 0).section(LITTLE);
    int at = capture.size();
    capture.enhanced(0, 1, 3, THREE);
    assertThat(read(capture)).isEmpty();
    assertThat(summary(capture).truncatedAt()).isEqualTo(at);
    assertThat(summary(capture).problem())
        .isEqualTo(
            "the block at byte "
                + at
                + " is a packet of interface 0, which is not described: the capture is damaged"
                + " from there on");
  }

  @Test
  void unknownBlocksAreSkippedHoweverLong() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcapng(LITTLE)
            .block(0x80000001, CaptureBytes.in(LITTLE))
            .describe(1, 0)
            .block(4, CaptureBytes.in(LITTLE).bytes(new byte[1_000_000]))
            .enhanced(0, 1, 3, THREE)
            .block(0x0bad, CaptureBytes.in(LITTLE).int32(1));
    assertThat(read(capture)).hasSize(1);
    assertThat(summary(capture).problem()).isNull();
  }

  @Test
  void statisticsTellWhatWasDropped() throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(LITTLE).describe(1, 0).describe(1, 0);
    assertThat(summary(capture).droppedByKernel()).isNull();
    capture.block(CaptureBytes.STATISTICS, statistics(0, 3, 4));
    assertThat(summary(capture).droppedByKernel()).isEqualTo(7);
    capture.block(CaptureBytes.STATISTICS, statistics(0, 5, 4));
    assertThat(summary(capture).droppedByKernel()).isEqualTo(9);
    capture.block(CaptureBytes.STATISTICS, statistics(1, 1, 0));
    assertThat(summary(capture).droppedByKernel()).isEqualTo(10);
    capture.block(CaptureBytes.STATISTICS, statistics(7, 99, 0));
    assertThat(summary(capture).droppedByKernel()).isEqualTo(10);
  }

  private static CaptureBytes statistics(int id, long byInterface, long bySystem) {
    return CaptureBytes.in(LITTLE)
        .int32(id)
        .int64(0)
        .option(4, CaptureBytes.in(LITTLE).int64(1000))
        .option(5, CaptureBytes.in(LITTLE).int64(byInterface))
        .option(7, CaptureBytes.in(LITTLE).int64(bySystem));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 11, 13, 30, 33, Integer.MAX_VALUE, -4})
  void blockLengthsThatCannotBe(int length) throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(LITTLE).describe(1, 0).enhanced(0, 1, 3, THREE);
    int at = capture.size();
    capture.int32(CaptureBytes.ENHANCED).int32(length).bytes(new byte[100]);
    assertThat(read(capture)).hasSize(1);
    assertThat(summary(capture).truncatedAt()).isEqualTo(at);
    assertThat(summary(capture).problem()).contains("byte " + at);
  }

  @Test
  void aBlockMustEndWithItsLength() throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(LITTLE).describe(1, 0);
    int at = capture.size();
    capture.int32(CaptureBytes.SIMPLE).int32(20).int32(3).bytes(THREE).int8(0).int32(24);
    assertThat(read(capture)).isEmpty();
    assertThat(summary(capture).truncatedAt()).isEqualTo(at);
    assertThat(summary(capture).problem()).contains("does not end with its length again");
  }

  @Test
  void aPacketMustFitItsBlock() throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(LITTLE).describe(1, 0);
    int at = capture.size();
    capture.block(
        CaptureBytes.ENHANCED,
        CaptureBytes.in(LITTLE).int32(0).int64(0).int32(5).int32(5).bytes(THREE).pad());
    assertThat(read(capture)).isEmpty();
    assertThat(summary(capture).truncatedAt()).isEqualTo(at);
    assertThat(summary(capture).problem()).contains("is too short for the 5 bytes of its packet");
  }
}
