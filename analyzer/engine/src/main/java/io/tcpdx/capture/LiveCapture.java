package io.tcpdx.capture;

import io.tcpdx.capture.CaptureException.Reason;
import io.tcpdx.wire.Frame;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.PcapDirection;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

/** Frames as they pass a network interface, through Pcap4j and libpcap (or Npcap). */
public final class LiveCapture implements CaptureReader {
  /** How long the kernel may gather frames, and how long {@link #stop} may take, milliseconds. */
  private static final int READ_TIMEOUT_MS = 100;

  private static final int PCAP_ERROR_NO_SUCH_DEVICE = -5;
  private static final int PCAP_ERROR_IFACE_NOT_UP = -9;

  private final PcapHandle handle;
  private final CaptureTally tally;
  private final int linkType;
  private final FrameBatch batch = new FrameBatch();
  private volatile boolean stopped;
  private long droppedSoFar;

  private LiveCapture(PcapHandle handle, CaptureTally tally) {
    this.handle = handle;
    this.tally = tally;
    this.linkType = DataLinks.linkType(handle.getDlt().value());
    tally.addLinkType(linkType);
  }

  /**
   * Starts to capture.
   *
   * @param interfaceName as {@link Interfaces} lists them; {@code any} on Linux for all
   * @throws CaptureException if this is not permitted, libpcap is missing, there is no such
   *     interface, or the filter does not compile
   */
  public static LiveCapture open(String interfaceName, LiveOptions options)
      throws CaptureException {
    PcapHandle handle;
    try {
      handle = activate(interfaceName, options);
    } catch (PcapNativeException e) {
      throw refused(interfaceName, e);
    } catch (LinkageError e) {
      throw Libpcap.missing(e);
    }
    try {
      filter(handle, options.filter());
    } catch (CaptureException e) {
      handle.close();
      throw e;
    }
    CaptureTally tally = new CaptureTally(interfaceName, "live");
    tally.addSnapLength(options.snapLength());
    return new LiveCapture(handle, tally);
  }

  private static PcapHandle activate(String interfaceName, LiveOptions options)
      throws PcapNativeException {
    PcapHandle.Builder builder =
        new PcapHandle.Builder(interfaceName)
            .snaplen(options.snapLength())
            .promiscuousMode(
                options.promiscuous()
                    ? PromiscuousMode.PROMISCUOUS
                    : PromiscuousMode.NONPROMISCUOUS)
            .bufferSize(options.bufferBytes())
            .timeoutMillis(READ_TIMEOUT_MS)
            .immediateMode(options.immediate())
            .timestampPrecision(TimestampPrecision.NANO);
    switch (options.direction()) {
      case BOTH -> {}
      case INCOMING -> builder.direction(PcapDirection.IN);
      case OUTGOING -> builder.direction(PcapDirection.OUT);
    }
    return builder.build();
  }

  private static void filter(PcapHandle handle, @Nullable String expression)
      throws CaptureException {
    if (expression == null) {
      return;
    }
    try {
      handle.setFilter(expression, BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException e) {
      throw FrameFilter.bad(expression, e);
    } catch (NotOpenException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CaptureException refused(String interfaceName, PcapNativeException e) {
    String shown = Signatures.printable(interfaceName);
    List<String> names = Interfaces.names();
    int code = Libpcap.code(e);
    boolean unlisted = !names.isEmpty() && !names.contains(interfaceName);
    if (code == PCAP_ERROR_NO_SUCH_DEVICE || unlisted) {
      return new CaptureException(
          Reason.NO_SUCH_INTERFACE,
          "there is no interface " + shown + " here; there are: " + String.join(", ", names),
          e);
    }
    if (Libpcap.isPermissionDenied(e)) {
      return new CaptureException(Reason.NOT_PERMITTED, notPermitted(shown), e);
    }
    String why = code == PCAP_ERROR_IFACE_NOT_UP ? "it is not up" : Libpcap.oneLine(e);
    return new CaptureException(Reason.UNREADABLE, "cannot capture on " + shown + ": " + why, e);
  }

  /** What to tell a user who may not capture on an interface. */
  static String notPermitted(String shownName) {
    return "this user may not capture on "
        + shownName
        + ": run it as root (sudo), or give the java program the capabilities (setcap"
        + " cap_net_raw,cap_net_admin=eip); native-notes/ says how";
  }

  /** Waits for a frame; false once {@link #stop} was called and what was taken is read. */
  @Override
  public boolean next(Frame frame) throws IOException {
    while (!batch.next(frame, linkType, tally)) {
      if (stopped) {
        return false;
      }
      batch.clear();
      fill();
    }
    return true;
  }

  private void fill() throws IOException {
    try {
      handle.dispatch(FrameBatch.FRAMES, this::take);
    } catch (PcapNativeException e) {
      stopped = true;
      tally.stoppedAt(null, "the capture ended: " + Libpcap.oneLine(e));
    } catch (InterruptedException e) {
      // Pcap4j's word for a loop that stop() broke off.
      stopped = true;
    } catch (NotOpenException e) {
      throw new IOException("the capture is closed", e);
    }
  }

  private void take(byte[] bytes) {
    batch.add(bytes, handle.getOriginalLength(), Libpcap.timeNs(handle));
  }

  /** Makes {@link #next} answer false soon; may be called from any thread, also more than once. */
  public void stop() {
    stopped = true;
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      // Closed already: nothing is left to stop.
    }
  }

  @Override
  public CaptureFileSummary summary() {
    noteDrops();
    return tally.toSummary();
  }

  /** What the kernel had no room for, and what the interface had not. */
  private void noteDrops() {
    if (!handle.isOpen()) {
      return;
    }
    try {
      PcapStat stat = handle.getStats();
      long dropped = stat.getNumPacketsDropped() + stat.getNumPacketsDroppedByIf();
      tally.addDropped(Math.max(0, dropped - droppedSoFar));
      droppedSoFar = Math.max(dropped, droppedSoFar);
    } catch (PcapNativeException | NotOpenException e) {
      // Not known then: the summary says so by null.
    }
  }

  @Override
  public void close() {
    noteDrops();
    if (handle.isOpen()) {
      handle.close();
    }
  }
}
