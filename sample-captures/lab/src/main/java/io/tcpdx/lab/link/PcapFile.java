package io.tcpdx.lab.link;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a pcap file with nanosecond time stamps, little-endian. */
public final class PcapFile implements AutoCloseable {

  private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
  private static final int SNAPLEN = 262144;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int LINKTYPE_RAW = 101;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final OutputStream out;
  private final int snaplen;

  /**
   * Begins a file.
   *
   * @param snaplen bytes kept of each frame; 0 keeps all
   */
  public PcapFile(Path file, boolean ethernet, int snaplen) throws IOException {
    this.snaplen = snaplen > 0 ? snaplen : SNAPLEN;
    out = new BufferedOutputStream(Files.newOutputStream(file));
    out.write(
        littleEndian(24)
            .putInt(MAGIC_NANOSECONDS)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(this.snaplen)
            .putInt(ethernet ? LINKTYPE_ETHERNET : LINKTYPE_RAW)
            .array());
  }

  /** Appends one frame, seen at {@code epochNs} (nanoseconds since 1970, UTC). */
  public void write(byte[] frame, long epochNs) throws IOException {
    int kept = Math.min(frame.length, snaplen);
    out.write(
        littleEndian(16)
            .putInt((int) (epochNs / NS_PER_SECOND))
            .putInt((int) (epochNs % NS_PER_SECOND))
            .putInt(kept)
            .putInt(frame.length)
            .array());
    out.write(frame, 0, kept);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
