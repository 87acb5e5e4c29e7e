package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;

/** A regular pcap or pcapng file, read where it is mapped into memory. */
public final class MappedCapture implements CaptureReader {
  /** Bytes that are mapped at a time: few system calls, and little address space. */
  public static final int WINDOW_BYTES = 1 << 28;

  private final ByteWindow window;
  private final Records records;

  private MappedCapture(ByteWindow window, Records records) {
    this.window = window;
    this.records = records;
  }

  /**
   * Opens a regular file.
   *
   * @throws CaptureException if it is not a pcap or pcapng file
   */
  public static MappedCapture open(Path path) throws CaptureException, IOException {
    return open(path, WINDOW_BYTES);
  }

  /**
   * Opens a regular file.
   *
   * @param windowBytes how much of it to map at a time, in bytes; longer records are mapped whole
   */
  static MappedCapture open(Path path, int windowBytes) throws CaptureException, IOException {
    ByteWindow window = MappedWindow.open(path, windowBytes);
    try {
      return new MappedCapture(window, FileHeader.read(path.toString(), "", window));
    } catch (CaptureException | IOException | RuntimeException e) {
      window.close();
      throw e;
    }
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    return records.next(frame);
  }

  /** Byte offset of the record that {@link #next} will look at. */
  long position() {
    return records.position();
  }

  /** What was read so far. */
  CaptureTally tally() {
    return records.tally();
  }

  @Override
  public CaptureFileSummary summary() {
    return records.tally().toSummary();
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
