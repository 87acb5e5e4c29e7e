package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcpdx.wire.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StreamCaptureTest {
  private static final byte[] FRAME = new byte[1000];

  private static byte[] capture(int packets) {
    CaptureBytes bytes = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 65535, 1);
    for (int i = 0; i < packets; i++) {
      byte[] frame = FRAME.clone();
      Arrays.fill(frame, (byte) (i * 31));
      frame[i % frame.length] = (byte) i;
      bytes.record(i, 0, frame.length, frame);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Hands over one byte at a time and never says that more is there, as a slow pipe does. */
  private static InputStream drip(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(1, length));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static CaptureFileSummary read(InputStream in) throws Exception {
    try (CaptureReader reader = StreamCapture.open("-", in)) {
      SeenFrame.allOf(reader);
      return reader.summary();
    }
  }

  @Test
  void aSlowPipe() throws Exception {
    CaptureFileSummary summary = read(drip(capture(400)));
    assertThat(summary.packets()).isEqualTo(400);
    assertThat(summary.format()).isEqualTo("pcap");
    assertThat(summary.problem()).isNull();
  }

  @Test
  void aFrameIsHandedOverBeforeTheNextIsThere() throws Exception {
    byte[] bytes = capture(2);
    InputStream blocked =
        new FilterInputStream(new ByteArrayInputStream(bytes, 0, bytes.length - 500)) {
          private int left = bytes.length - 500;

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            assertThat(left).as("asked for more than there is").isPositive();
            int count = super.read(into, offset, length);
            left -= count;
            return count;
          }
        };
    try (CaptureReader reader = StreamCapture.open("-", blocked)) {
      assertThat(reader.next(new Frame())).isTrue();
    }
  }

  @Test
  void gzipIsRecognisedByItsMagic() throws Exception {
    CaptureFileSummary summary = read(new ByteArrayInputStream(gzip(capture(400))));
    assertThat(summary.packets()).isEqualTo(400);
    assertThat(summary.format()).isEqualTo("pcap.gz");
    assertThat(summary.problem()).isNull();
  }

  @Test
  void severalGzipMembersAreOneCaptureAlsoThroughASlowPipe() throws Exception {
    byte[] bytes = capture(400);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(Arrays.copyOf(bytes, 5000)));
    members.writeBytes(gzip(Arrays.copyOfRange(bytes, 5000, bytes.length)));
    assertThat(read(drip(members.toByteArray())).packets()).isEqualTo(400);
  }

  @Test
  void cutGzipGivesWhatCouldBeUnpacked() throws Exception {
    byte[] packed = gzip(capture(400));
    CaptureFileSummary summary = read(new ByteArrayInputStream(packed, 0, packed.length / 2));
    assertThat(summary.packets()).isBetween(1L, 399L);
    assertThat(summary.truncatedAt()).isEqualTo(24 + summary.packets() * 1016);
    assertThat(summary.problem()).startsWith("the compressed data ends early: it ends ");
  }

  @Test
  void cutGzipBetweenTwoRecordsIsCutAllTheSame() throws Exception {
    byte[] packed = gzip(capture(1));
    CaptureFileSummary summary = read(new ByteArrayInputStream(packed, 0, packed.length - 8));
    assertThat(summary.packets()).isEqualTo(1);
    assertThat(summary.problem()).startsWith("the compressed data ends early");
  }

  @Test
  void corruptGzipGivesWhatCouldBeUnpacked() throws Exception {
    byte[] packed = gzip(capture(400));
    packed[packed.length - 8] ^= 1; // the checksum
    CaptureFileSummary summary = read(new ByteArrayInputStream(packed));
    assertThat(summary.packets()).isEqualTo(400);
    assertThat(summary.truncatedAt()).isEqualTo(24 + 400 * 1016);
    assertThat(summary.problem()).startsWith("the compressed data is corrupt");
  }

  @Test
  void cutGzipHeader() {
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(
            () ->
                StreamCapture.open(
                    "a.gz", new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8})))
        .withMessage("a.gz is not a capture: its gzip header is damaged");
  }

  @Test
  void standardInputWithNothing() {
    assertThatExceptionOfType(CaptureException.class)
        .isThrownBy(() -> StreamCapture.open("-", InputStream.nullInputStream()))
        .withMessage("standard input is empty (0 bytes)");
  }

  @Test
  void failureOfTheSystemIsThrown() throws Exception {
    byte[] bytes = capture(2);
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(bytes, 0, 1100)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
              throw new IOException("Input/output error");
            }
            return count;
          }
        };
    try (CaptureReader reader = StreamCapture.open("-", failing)) {
      assertThat(reader.next(new Frame())).isTrue();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader.next(new Frame()));
    }
  }
}
