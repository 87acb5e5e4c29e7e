package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** A pcap or pcapng capture from a stream: standard input, a pipe, or a file packed with gzip. */
public final class StreamCapture implements CaptureReader {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int GZIP_BUFFER_BYTES = 1 << 16;

  private final ByteWindow window;
  private final Records records;

  private StreamCapture(ByteWindow window, Records records) {
    this.window = window;
    this.records = records;
  }

  /**
   * Reads a capture from {@code in}, which is closed with it.
   *
   * @param name what the summary and messages call it
   * @throws CaptureException if it is not a pcap or pcapng capture
   */
  public static StreamCapture open(String name, InputStream in)
      throws CaptureException, IOException {
    try {
      PushbackInputStream start = new PushbackInputStream(in, 2);
      byte[] magic = start.readNBytes(2);
      start.unread(magic);
      boolean packed =
          magic.length == 2 && ((magic[0] & 0xff) << 8 | (magic[1] & 0xff)) == GZIP_MAGIC;
      ByteWindow window = new StreamWindow(packed ? unpack(name, start) : start);
      return new StreamCapture(window, FileHeader.read(name, packed ? ".gz" : "", window));
    } catch (CaptureException | IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpack(String name, InputStream packed)
      throws CaptureException, IOException {
    try {
      return new GZIPInputStream(new Unhurried(packed), GZIP_BUFFER_BYTES);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new CaptureException(
          CaptureException.Reason.UNREADABLE,
          Signatures.printable(name) + " is not a capture: its gzip header is damaged",
          e);
    }
  }

  /**
   * Says that more may come, always: GZIPInputStream takes "nothing available" for the end of the
   * file, and a pipe between two members would end the capture early.
   */
  private static final class Unhurried extends FilterInputStream {
    Unhurried(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    return records.next(frame);
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
