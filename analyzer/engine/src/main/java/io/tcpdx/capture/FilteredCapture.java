package io.tcpdx.capture;

import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkTypes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a capture that pass a filter; they keep the numbers that they have in the capture.
 *
 * <p>A filter is compiled for each link type that appears. Where it compiles for the first but not
 * for a later one, the frames of the later do not pass, and the summary's problem says so.
 */
public final class FilteredCapture implements CaptureReader {
  private static final int ETHERNET = 1;

  private final CaptureReader reader;
  private final String expression;
  private final Map<Integer, FrameFilter> filters = new HashMap<>();
  private final Map<Integer, String> refusals = new HashMap<>();

  /** The filter last used, and its link type: most captures have one only. */
  private @Nullable FrameFilter filter;

  private int filterLinkType;

  private final Frame pending = new Frame();
  private boolean hasPending;
  private long packets;
  private long bytes;
  private long capturedBytes;

  private FilteredCapture(CaptureReader reader, String expression) {
    this.reader = reader;
    this.expression = expression;
  }

  /**
   * Filters what {@code reader} reads; reads its first frame, whose link type the filter must suit.
   *
   * @param expression as in pcap-filter(7)
   * @throws CaptureException if the filter does not compile, or libpcap is missing; {@code reader}
   *     is closed then
   */
  public static FilteredCapture of(CaptureReader reader, String expression)
      throws CaptureException, IOException {
    FilteredCapture filtered = new FilteredCapture(reader, expression);
    try {
      filtered.hasPending = reader.next(filtered.pending);
      filtered.use(filtered.hasPending ? filtered.pending.linkType() : ETHERNET);
      return filtered;
    } catch (CaptureException | IOException e) {
      filtered.close();
      throw e;
    }
  }

  @Override
  public boolean next(Frame frame) throws IOException {
    while (advance(frame)) {
      if (passes(frame)) {
        packets++;
        bytes += frame.originalLength();
        capturedBytes += frame.capturedLength();
        return true;
      }
    }
    return false;
  }

  private boolean advance(Frame frame) throws IOException {
    if (!hasPending) {
      return reader.next(frame);
    }
    hasPending = false;
    frame.set(
        pending.buffer(),
        pending.offset(),
        pending.capturedLength(),
        pending.originalLength(),
        pending.timeNs(),
        pending.linkType(),
        pending.number());
    frame.from(pending.source());
    return true;
  }

  private boolean passes(Frame frame) {
    if (filter == null || frame.linkType() != filterLinkType) {
      useOrRefuse(frame.linkType());
    }
    return filter != null && filter.accepts(frame);
  }

  private void useOrRefuse(int linkType) {
    if (refusals.containsKey(linkType)) {
      filter = null;
      return;
    }
    try {
      use(linkType);
    } catch (CaptureException e) {
      filter = null;
      refusals.put(
          linkType,
          "frames of link type "
              + LinkTypes.name(linkType)
              + " are left out: "
              + Objects.requireNonNull(e.getMessage()));
    }
  }

  private void use(int linkType) throws CaptureException {
    FrameFilter known = filters.get(linkType);
    if (known == null) {
      known = FrameFilter.compile(expression, linkType);
      filters.put(linkType, known);
    }
    filter = known;
    filterLinkType = linkType;
  }

  /** The capture's summary, with the counts of the frames that passed. */
  @Override
  public CaptureFileSummary summary() {
    CaptureFileSummary all = reader.summary();
    String problem = all.problem();
    if (problem == null && !refusals.isEmpty()) {
      problem = refusals.values().iterator().next();
    }
    return new CaptureFileSummary(
        all.name(),
        all.format(),
        all.linkTypes(),
        packets,
        bytes,
        capturedBytes,
        all.snapLength(),
        all.truncatedAt(),
        problem,
        all.droppedByKernel());
  }

  @Override
  public void close() throws IOException {
    filters.values().forEach(FrameFilter::close);
    reader.close();
  }
}
