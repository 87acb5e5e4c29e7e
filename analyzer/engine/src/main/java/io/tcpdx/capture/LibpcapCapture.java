package io.tcpdx.capture;

import io.tcpdx.capture.CaptureException.Reason;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/**
 * A regular pcap or pcapng file, read by libpcap through Pcap4j.
 *
 * <p>libpcap tells neither byte offsets nor what stands in pcapng blocks without packets: once it
 * has ended, a walk through the mapped file says where and why, so that both readers give the same
 * summary.
 */
public final class LibpcapCapture implements CaptureReader {
  /** pcap files have 32-bit seconds without a sign, which libpcap before 1.10.5 reads with one. */
  private static final long NS_PER_2_32_SECONDS = (1L << 32) * 1_000_000_000L;

  private final Path path;
  private final PcapHandle handle;
  private final CaptureTally tally;
  private final boolean pcapng;
  private final int linkType;
  private final FrameBatch batch = new FrameBatch();
  private boolean ended;
  private @Nullable CaptureFileSummary finalSummary;

  private LibpcapCapture(Path path, PcapHandle handle, CaptureTally tally) {
    this.path = path;
    this.handle = handle;
    this.tally = tally;
    this.pcapng = tally.format().equals("pcapng");
    this.linkType = DataLinks.linkType(handle.getDlt().value());
    if (pcapng) {
      tally.addLinkType(linkType);
    }
  }

  /**
   * Opens a regular file.
   *
   * @throws CaptureException if it is not a capture, or libpcap is missing or refuses it
   */
  public static LibpcapCapture open(Path path) throws CaptureException, IOException {
    CaptureTally tally;
    try (MappedCapture mapped = MappedCapture.open(path)) {
      tally = mapped.tally();
    }
    try {
      PcapHandle handle = Pcaps.openOffline(path.toString(), TimestampPrecision.NANO);
      return new LibpcapCapture(path, handle, tally);
    } catch (PcapNativeException e) {
      throw new CaptureException(
          Reason.UNREADABLE,
          Signatures.printable(path.toString())
              + " is refused by libpcap: "
              + Libpcap.oneLine(e)
              + "; --reader mapped may read it",
          e);
    } catch (LinkageError e) {
      throw Libpcap.missing(e);
    }
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    while (!batch.next(frame, linkType, tally)) {
      if (ended) {
        return false;
      }
      batch.clear();
      String refusal = fill();
      if (ended) {
        finalSummary = summarize(tally.packets() + batch.count(), refusal);
      }
    }
    return true;
  }

  /** Takes a batch from libpcap; answers with its words where it stopped before the end. */
  private @Nullable String fill() {
    Libpcap.CallbackFailure failure = Libpcap.watchCallbacks();
    try {
      handle.loop(FrameBatch.FRAMES, (byte[] bytes) -> take(bytes, failure));
      ended = batch.count() < FrameBatch.FRAMES;
      Throwable thrown = failure.thrown();
      return thrown == null ? null : Libpcap.oneLine(thrown);
    } catch (PcapNativeException e) {
      ended = true;
      return Libpcap.oneLine(e);
    } catch (InterruptedException e) {
      // Pcap4j's word for a loop that take() broke off: many bytes are in the batch.
      return null;
    } catch (NotOpenException e) {
      throw new IllegalStateException("read after close", e);
    } finally {
      Libpcap.unwatchCallbacks();
    }
  }

  private void take(byte[] bytes, Libpcap.CallbackFailure failure) {
    if (failure.thrown() != null) {
      return;
    }
    long timeNs = Libpcap.timeNs(handle);
    batch.add(
        bytes,
        handle.getOriginalLength(),
        timeNs < 0 && !pcapng ? timeNs + NS_PER_2_32_SECONDS : timeNs);
    // Not where the frames are as many as asked for: the break would end the next loop instead.
    if (batch.isFull() && batch.count() < FrameBatch.FRAMES) {
      breakLoop();
    }
  }

  private void breakLoop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      throw new IllegalStateException("closed while reading", e);
    }
  }

  /**
   * What the capture was, now that libpcap has read {@code packets} of it.
   *
   * @param refusal libpcap's words where it could not read on
   */
  private @Nullable CaptureFileSummary summarize(long packets, @Nullable String refusal)
      throws IOException {
    if (!pcapng && refusal == null) {
      return null;
    }
    try (MappedCapture mapped = MappedCapture.open(path)) {
      Frame frame = new Frame();
      long walked = 0;
      while (walked < packets && mapped.next(frame)) {
        walked++;
      }
      long position = mapped.position();
      if (walked == packets && !mapped.next(frame)) {
        return mapped.summary();
      }
      String why = refusal == null ? "took it for the end" : refusal;
      tally.stoppedAt(
          position,
          "libpcap stopped after packet " + packets + ": " + why + "; --reader mapped reads on");
      return null;
    } catch (CaptureException e) {
      throw new IOException("the file changed while it was read: " + e.getMessage(), e);
    }
  }

  @Override
  public CaptureFileSummary summary() {
    return finalSummary != null && batch.isDrained() ? finalSummary : tally.toSummary();
  }

  @Override
  public void close() {
    if (handle.isOpen()) {
      handle.close();
    }
  }
}
