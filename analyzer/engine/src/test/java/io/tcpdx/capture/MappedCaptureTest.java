package io.tcpdx.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.tcpdx.wire.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long captures: no allocation per packet, and no limit at two gibibytes. */
class MappedCaptureTest {
  private static final int PACKETS = 100_000;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int WALKS = 5;

  @TempDir Path directory;

  private static CaptureBytes pcap() {
    CaptureBytes capture = CaptureBytes.pcap(ORDER, 0xa1b2c3d4, 65535, 1);
    for (int i = 0; i < PACKETS; i++) {
      capture.record(i, 0, 60, new byte[54]);
    }
    return capture;
  }

  private static CaptureBytes pcapng() {
    CaptureBytes capture = CaptureBytes.pcapng(ORDER).describe(1, 0);
    for (int i = 0; i < PACKETS; i++) {
      capture.enhanced(0, i, 60, new byte[54]);
    }
    return capture;
  }

  @Test
  void walkingAllocatesNothing() throws Exception {
    for (CaptureBytes capture : new CaptureBytes[] {pcap(), pcapng()}) {
      Path file = capture.writeTo(directory);
      // The first walks load classes and are compiled meanwhile, which may allocate in this thread.
      assertThat(allocatedBytes(MappedCapture.open(file))).isLessThan(PACKETS / 100);
      assertThat(leastAllocatedBytes(file)).isZero();
      byte[] bytes = capture.toByteArray();
      assertThat(allocatedBytes(StreamCapture.open("-", new ByteArrayInputStream(bytes))))
          // Now and then the buffer is filled again: not per packet.
          .isLessThan(PACKETS / 100);
    }
  }

  private static long leastAllocatedBytes(Path file) throws Exception {
    long least = Long.MAX_VALUE;
    for (int walk = 0; walk < WALKS; walk++) {
      least = Math.min(least, allocatedBytes(MappedCapture.open(file)));
    }
    return least;
  }

  private static long allocatedBytes(CaptureReader reader) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Frame frame = new Frame();
    try (reader) {
      assertThat(reader.next(frame)).isTrue();
      int packets = 1;
      long before = threads.getCurrentThreadAllocatedBytes();
      while (packets < PACKETS && reader.next(frame)) {
        packets++;
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(packets).isEqualTo(PACKETS);
      return allocated;
    }
  }

  /** A sparse file: skipped blocks of almost a gibibyte between packets take no room on disk. */
  @Test
  void packetsBeyondTwoGibibytes() throws Exception {
    Path file = directory.resolve("large");
    int skipped = 1_000_000_000;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long at = write(out, 0, CaptureBytes.pcapng(ORDER).describe(1, 0));
      for (int i = 0; i < 5; i++) {
        at = write(out, at, CaptureBytes.in(ORDER).enhanced(0, i, 60, new byte[] {(byte) i}));
        write(out, at, CaptureBytes.in(ORDER).int32(4).int32(skipped));
        at = write(out, at + skipped - 4, CaptureBytes.in(ORDER).int32(skipped));
      }
      write(out, at, CaptureBytes.in(ORDER).enhanced(0, 5, 60, new byte[] {5}));
    }
    assumeTrue(
        (Long) Files.getAttribute(file, "size") > 5_000_000_000L, "large files do not fit here");
    try (CaptureReader reader = MappedCapture.open(file)) {
      assertThat(SeenFrame.allOf(reader))
          .extracting(SeenFrame::bytes)
          .containsExactly("00", "01", "02", "03", "04", "05");
      assertThat(reader.summary().problem()).isNull();
    }
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.truncate(out.size() - 1);
    }
    try (CaptureReader reader = MappedCapture.open(file)) {
      assertThat(SeenFrame.allOf(reader)).hasSize(5);
      assertThat(reader.summary().truncatedAt()).isEqualTo(48 + 5 * (36 + (long) skipped));
    }
  }

  private static long write(FileChannel out, long at, CaptureBytes bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    return at + out.write(buffer, at);
  }
}
