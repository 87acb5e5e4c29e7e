package io.tcpdx.capture;

import io.tcpdx.capture.CaptureException.Reason;
import io.tcpdx.wire.Frame;
import java.io.Closeable;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** A capture filter (pcap-filter(7)), compiled by libpcap for frames of one link type. */
final class FrameFilter implements Closeable {
  private static final int SNAP_LENGTH = 256 * 1024;

  /** Copies are of few sizes, so that frames neither allocate nor carry along much emptiness. */
  private final byte[] small = new byte[128];

  private final byte[] medium = new byte[2048];
  private byte[] large = new byte[1 << 16];
  private final BpfProgram program;

  private FrameFilter(BpfProgram program) {
    this.program = program;
  }

  /**
   * Compiles {@code expression} for frames of {@code linkType}.
   *
   * @throws CaptureException if it does not compile, or libpcap is missing
   */
  static FrameFilter compile(String expression, int linkType) throws CaptureException {
    DataLinkType dataLink = DataLinkType.getInstance(DataLinks.dataLinkType(linkType));
    try (PcapHandle handle = Pcaps.openDead(dataLink, SNAP_LENGTH)) {
      return new FrameFilter(
          handle.compileFilter(
              expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN));
    } catch (PcapNativeException e) {
      throw bad(expression, e);
    } catch (NotOpenException e) {
      throw new IllegalStateException(e);
    } catch (LinkageError e) {
      throw Libpcap.missing(e);
    }
  }

  /** The error for a filter that libpcap does not accept. */
  static CaptureException bad(String expression, PcapNativeException e) {
    return new CaptureException(
        Reason.BAD_FILTER,
        "the filter '"
            + Signatures.printable(expression)
            + "' does not compile: "
            + Libpcap.oneLine(e),
        e);
  }

  /** Whether the frame passes. */
  boolean accepts(Frame frame) {
    int length = frame.capturedLength();
    byte[] copy = copy(length);
    frame.buffer().get(frame.offset(), copy, 0, length);
    return program.applyFilter(copy, frame.originalLength(), length);
  }

  private byte[] copy(int length) {
    if (length <= small.length) {
      return small;
    }
    if (length <= medium.length) {
      return medium;
    }
    if (length > large.length) {
      large = new byte[length];
    }
    return large;
  }

  @Override
  public void close() {
    program.free();
  }
}
