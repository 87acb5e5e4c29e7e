package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapturesTest {
  @TempDir Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("x.pcap"), bytes);
  }

  /** The message for {@code file}, without the name that it must begin with. */
  private static String refusal(Path file) {
    return refusal(file, ReaderChoice.AUTO);
  }

  private static String refusal(Path file, ReaderChoice choice) {
    CaptureException thrown =
        org.junit.jupiter.api.Assertions.assertThrows(
            CaptureException.class, () -> Captures.open(file.toString(), choice));
    assertThat(thrown.reason()).isEqualTo(CaptureException.Reason.UNREADABLE);
    assertThat(thrown.getMessage()).startsWith(file + " ").matches("\\P{Cntrl}+");
    return thrown.getMessage().substring(file.toString().length() + 1);
  }

  @Test
  void missingFile() {
    assertThat(refusal(directory.resolve("none"))).isEqualTo("does not exist");
  }

  @Test
  void directory() {
    assertThat(refusal(directory)).isEqualTo("is a directory");
  }

  @Test
  void emptyFile() throws IOException {
    assertThat(refusal(write(new byte[0]))).isEqualTo("is empty (0 bytes)");
  }

  @Test
  void cutHeaders() throws IOException {
    assertThat(refusal(write(new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2})))
        .isEqualTo("ends after 5 of 24 pcap header bytes");
    assertThat(refusal(write(new byte[] {0x0a, 0x0d, 0x0d, 0x0a, 0, 0})))
        .isEqualTo("ends after 6 of 28 pcapng header bytes");
  }

  @Test
  void pcapngWithABrokenSectionHeader() throws IOException {
    byte[] bytes = CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN).describe(1, 0).toByteArray();
    bytes[8] = 0;
    assertThat(refusal(write(bytes)))
        .isEqualTo(
            "has a damaged pcapng header: the block at byte 0 is a section header of unknown byte"
                + " order: the capture is damaged from there on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "snoop\\0\\0\\0| it is a snoop capture (convert it: editcap -F pcapng IN OUT), it begins"
            + " with 73 6e 6f 6f 70 00 00 00",
        "GMBU| it is a Microsoft Network Monitor capture (convert it: editcap -F pcapng IN OUT), it"
            + " begins with 47 4d 42 55",
        "(\u00b5/\u00fd| it is packed with Zstandard (unpack it: zstd -d), it begins with 28 b5 2f"
            + " fd",
        "PK\\3\\4| it is a ZIP archive (unpack it first), it begins with 50 4b 03 04",
        "HTTP/1.1 403 Forbidden| it is an HTTP response, it begins with 48 54 54 50 2f 31 2e 31 20"
            + " 34 30 33 20 46 6f 72",
        " <!DOCTYPE html>| it is an HTML page, it begins with 3c 21 44 4f 43 54 59 50 45 20 68 74 6d"
            + " 6c 3e",
        "hello| it is text, it begins with 68 65 6c 6c 6f",
        "\\7\\1\\2\\3\\4| it begins with 07 01 02 03 04",
        "\\7| it begins with 07"
      })
  void noCapture(String content, String told) throws IOException {
    byte[] bytes =
        content
            .replace("\\0", "\0")
            .replace("\\1", "\001")
            .replace("\\2", "\002")
            .replace("\\3", "\003")
            .replace("\\4", "\004")
            .replace("\\7", "\007")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(write(bytes))).isEqualTo("is not a capture: " + told);
  }

  @Test
  void packedFilesAreNotForLibpcap() throws IOException {
    assertThat(refusal(write(new byte[] {0x1f, (byte) 0x8b, 8, 0}), ReaderChoice.LIBPCAP))
        .startsWith("is packed or no regular file");
  }

  @Test
  void namesWithControlCharactersAreShownWithout() {
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> Captures.open("no\u001b[31msuch", ReaderChoice.AUTO))
        .withMessage("no?[31msuch does not exist");
  }

  @Test
  void whatIsChosen() throws Exception {
    Path file = CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 65535, 1).writeTo(directory);
    try (CaptureReader auto = Captures.open(file, ReaderChoice.AUTO);
        CaptureReader mapped = Captures.open(file, ReaderChoice.MAPPED)) {
      assertThat(auto).isInstanceOf(MappedCapture.class);
      assertThat(mapped).isInstanceOf(MappedCapture.class);
    }
  }
}
