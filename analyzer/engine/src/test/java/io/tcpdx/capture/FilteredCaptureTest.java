package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilteredCaptureTest {
  private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

  /** 10.0.0.1 → 10.0.0.2, TCP, ports 1000 → 80 and 2000 → 443, and UDP 53 → 1000. */
  private static final String HTTP = ip(6) + "03e80050" + "0".repeat(32);

  private static final String HTTPS = ip(6) + "07d001bb" + "0".repeat(32);
  private static final String DNS = ip(17) + "003503e800080000";
  private static final String ETHERNET = "0200000000020200000000010800";

  @TempDir Path directory;

  @BeforeAll
  static void needsLibpcap() {
    NativeLibrary.assumeLibpcap();
  }

  private static String ip(int protocol) {
    return "450000280000000040%02x00000a0000010a000002".formatted(protocol);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private CaptureReader capture() throws Exception {
    CaptureBytes capture = CaptureBytes.pcapng(ORDER).describe(1, 0).describe(101, 0);
    for (String packet : List.of(HTTP, HTTPS, DNS)) {
      capture.enhanced(0, 1, 1500, bytes(ETHERNET + packet)).enhanced(1, 2, 1600, bytes(packet));
    }
    return MappedCapture.open(capture.writeTo(directory));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp port 80, '1,2'",
    "tcp, '1,2,3,4'",
    "udp or dst port 443, '3,4,5,6'",
    "host 10.0.0.2, '1,2,3,4,5,6'",
    "host 10.0.0.3, ''",
    "greater 1600, '2,4,6'",
    "'', '1,2,3,4,5,6'"
  })
  void framesThatPassKeepTheirNumbers(String expression, String numbers) throws Exception {
    try (CaptureReader reader = FilteredCapture.of(capture(), expression)) {
      assertThat(SeenFrame.allOf(reader).stream().map(f -> Long.toString(f.number())).toList())
          .isEqualTo(numbers.isEmpty() ? List.of() : List.of(numbers.split(",")));
    }
  }

  @Test
  void theSummaryCountsWhatPassed() throws Exception {
    try (CaptureReader reader = FilteredCapture.of(capture(), "tcp port 80")) {
      SeenFrame.allOf(reader);
      assertThat(reader.summary().packets()).isEqualTo(2);
      assertThat(reader.summary().bytes()).isEqualTo(3100);
      assertThat(reader.summary().capturedBytes()).isEqualTo(54 + 40);
      assertThat(reader.summary().problem()).isNull();
    }
  }

  @Test
  void framesOfALinkTypeThatTheFilterDoesNotSuitAreLeftOutAndToldAbout() throws Exception {
    try (CaptureReader reader = FilteredCapture.of(capture(), "ether dst 02:00:00:00:00:02")) {
      assertThat(SeenFrame.allOf(reader)).extracting(SeenFrame::number).containsExactly(1L, 3L, 5L);
      assertThat(reader.summary().problem())
          .startsWith(
              "frames of link type RAW are left out: the filter 'ether dst 02:00:00:00:00:02' does");
    }
  }

  @Test
  void aFilterThatIsNone() throws Exception {
    CaptureReader reader = capture();
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> FilteredCapture.of(reader, "tcp prt 80"))
        .withMessageStartingWith("the filter 'tcp prt 80' does not compile: ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(CaptureException.Reason.BAD_FILTER));
  }

  @Test
  void aFilterThatIsNoneOnACaptureWithoutPackets() throws Exception {
    Path file = CaptureBytes.pcap(ORDER, 0xa1b2c3d4, 0, 1).writeTo(directory);
    CaptureReader reader = MappedCapture.open(file);
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> FilteredCapture.of(reader, "("));
  }

  @Test
  void framesOfAnyLength() throws Exception {
    CaptureBytes capture = CaptureBytes.pcap(ORDER, 0xa1b2c3d4, 0, 1);
    for (int length : new int[] {54, 128, 129, 2048, 2049, 65536, 65537, 262144, 0}) {
      byte[] frame = new byte[length];
      byte[] head = bytes(ETHERNET + HTTP);
      System.arraycopy(head, 0, frame, 0, Math.min(length, head.length));
      capture.record(1, 0, length, frame);
    }
    try (CaptureReader reader =
        FilteredCapture.of(MappedCapture.open(capture.writeTo(directory)), "port 80")) {
      assertThat(SeenFrame.allOf(reader)).hasSize(8);
    }
  }
}
