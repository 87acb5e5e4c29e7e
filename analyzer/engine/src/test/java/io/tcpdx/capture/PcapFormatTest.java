package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literal pcap files, read mapped (through windows of different sizes) and as a stream. */
class PcapFormatTest {
  private static final byte[] THREE = {1, 2, 3};
  private static final byte[] FIVE = {9, 8, 7, 6, 5};

  @TempDir Path directory;

  /** Reads it every way there is, demands that all agree, and answers with what they saw. */
  private List<SeenFrame> read(CaptureBytes capture) throws Exception {
    List<SeenFrame> expected = null;
    for (int window : new int[] {1, 16, 40, MappedCapture.WINDOW_BYTES}) {
      try (CaptureReader reader = MappedCapture.open(capture.writeTo(directory), window)) {
        List<SeenFrame> seen = SeenFrame.allOf(reader);
        assertThat(expected == null ? seen : expected).isEqualTo(seen);
        expected = seen;
      }
    }
    try (CaptureReader reader = stream(capture)) {
      assertThat(SeenFrame.allOf(reader)).isEqualTo(expected);
    }
    return expected;
  }

  private static StreamCapture stream(CaptureBytes capture) throws CaptureException, IOException {
    return StreamCapture.open("-", new ByteArrayInputStream(capture.toByteArray()));
  }

  private CaptureFileSummary summary(CaptureBytes capture) throws Exception {
    try (CaptureReader reader = MappedCapture.open(capture.writeTo(directory))) {
      SeenFrame.allOf(reader);
      return reader.summary();
    }
  }

  @ParameterizedTest
  @CsvSource({"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void microseconds(String order) throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(order(order), 0xa1b2c3d4, 65535, 1)
            .record(1_700_000_000, 999_999, 60, THREE)
            .record(1_700_000_001, 0, 5, FIVE);
    assertThat(read(capture))
        .containsExactly(
            new SeenFrame(1, 1_700_000_000_999_999_000L, 1, 3, 60, "010203"),
            new SeenFrame(2, 1_700_000_001_000_000_000L, 1, 5, 5, "0908070605"));
    assertThat(summary(capture))
        .isEqualTo(
            new CaptureFileSummary(
                directory.resolve("capture").toString(),
                "pcap",
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
  @CsvSource({"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void nanoseconds(String order) throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(order(order), 0xa1b23c4d, 0, 101).record(1, 123_456_789, 3, THREE);
    assertThat(read(capture))
        .containsExactly(new SeenFrame(1, 1_123_456_789L, 101, 3, 3, "010203"));
    assertThat(summary(capture).snapLength()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void kuznetzovRecordsHaveEightBytesMore(String order) throws Exception {
    CaptureBytes capture = CaptureBytes.pcap(order(order), 0xa1b2cd34, 65535, 1);
    for (int i = 0; i < 2; i++) {
      capture.int32(5).int32(6).int32(3).int32(4).int32(2).int16(0x800).int8(0).int8(0);
      capture.bytes(THREE);
    }
    assertThat(read(capture))
        .containsExactly(
            new SeenFrame(1, 5_000_006_000L, 1, 3, 4, "010203"),
            new SeenFrame(2, 5_000_006_000L, 1, 3, 4, "010203"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00000001, 0x10000001, 0xf4000001, 0x02240001})
  void theUpperHalfOfTheLinkTypeFieldIsNotTheLinkType(int field) throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, field).record(1, 0, 3, THREE);
    assertThat(read(capture)).extracting(SeenFrame::linkType).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 4, 3, 60", // as today
    "2, 3, 60, 3", // 2.3 had both orders: the captured length is the smaller
    "2, 3, 3, 60",
    "2, 2, 60, 3", // the original length came first
    "543, 0, 60, 3", // DIGITAL UNIX
    "0, 0, 3, 60" // no version that ever was: as today
  })
  void oldVersionsExchangeTheLengths(int major, int minor, int first, int second) throws Exception {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      CaptureBytes capture = CaptureBytes.in(order).int32(0xa1b2c3d4).int16(major).int16(minor);
      capture.int32(0).int32(0).int32(65535).int32(1);
      capture.int32(1).int32(0).int32(first).int32(second).bytes(THREE);
      assertThat(read(capture))
          .containsExactly(new SeenFrame(1, 1_000_000_000L, 1, 3, 60, "010203"));
    }
  }

  @Test
  void timesAreUnsignedAndFractionsMayExceedASecond() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(-1, 999_999, 3, THREE)
            .record(1, 2_500_000, 3, THREE);
    assertThat(read(capture))
        .extracting(SeenFrame::timeNs)
        .containsExactly(4_294_967_295_999_999_000L, 3_500_000_000L);
  }

  @Test
  void originalLengthIsNeverLessThanCapturedAndNeverNegative() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 2, THREE)
            .record(1, 0, -1, THREE);
    assertThat(read(capture))
        .extracting(SeenFrame::originalLength)
        .containsExactly(3, Integer.MAX_VALUE);
  }

  @Test
  void anEmptyFrameIsAFrame() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 60, new byte[0])
            .record(2, 0, 60, new byte[0]);
    assertThat(read(capture)).extracting(SeenFrame::capturedLength).containsExactly(0, 0);
  }

  @Test
  void aHeaderWithoutPacketsIsACapture() throws Exception {
    CaptureBytes capture = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1);
    assertThat(read(capture)).isEmpty();
    assertThat(summary(capture).problem()).isNull();
  }

  @Test
  void aPacketMayExceedTheSnapLength() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 4, 1).record(1, 0, 5, FIVE);
    assertThat(read(capture)).extracting(SeenFrame::bytes).containsExactly("0908070605");
  }

  @ParameterizedTest
  @ValueSource(ints = {262_145, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void anAbsurdLengthEndsTheReading(int length) throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 3, THREE)
            .int32(1)
            .int32(0)
            .int32(length)
            .int32(60)
            .bytes(new byte[300_000]);
    assertThat(read(capture)).hasSize(1);
    assertThat(summary(capture).truncatedAt()).isEqualTo(43);
    assertThat(summary(capture).problem())
        .isEqualTo(
            "packet 2 at byte 43 claims "
                + Integer.toUnsignedString(length)
                + " captured bytes, more than the 262144 that one can have: the capture is damaged"
                + " from there on");
  }

  @Test
  void aUsbFrameMayBeLonger() throws Exception {
    CaptureBytes capture =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 189)
            .record(1, 0, 300_000, new byte[300_000])
            .record(2, 0, 3, THREE);
    assertThat(read(capture)).extracting(SeenFrame::capturedLength).containsExactly(300_000, 3);
  }

  @Test
  void wherePacketsAreCut() throws Exception {
    CaptureBytes whole =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1)
            .record(1, 0, 3, THREE)
            .int32(2);
    assertThat(summary(whole).truncatedAt()).isEqualTo(43);
    assertThat(summary(whole).problem())
        .isEqualTo("the capture ends 4 bytes into the header of packet 2 (16 bytes, from byte 43)");
    whole.int32(0).int32(5).int32(60).bytes(THREE);
    assertThat(summary(whole).truncatedAt()).isEqualTo(43);
    assertThat(summary(whole).problem())
        .isEqualTo("the capture ends 19 bytes into packet 2 (21 bytes, from byte 43)");
  }

  private static ByteOrder order(String name) {
    return name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
