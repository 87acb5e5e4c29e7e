package io.tcpdx.capture;

import io.tcpdx.wire.LinkTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader has learnt of its capture so far: the summary while it is still being made. */
final class CaptureTally {
  private final String name;
  private final String format;
  private final List<String> linkTypes = new ArrayList<>();
  private long packets;
  private long bytes;
  private long capturedBytes;
  private boolean unlimited;
  private @Nullable Integer snapLength;
  private @Nullable Long truncatedAt;
  private @Nullable String problem;
  private @Nullable Long droppedByKernel;

  CaptureTally(String name, String format) {
    this.name = name;
    this.format = format;
  }

  String format() {
    return format;
  }

  /** Counts a frame. Lengths are bytes. */
  void count(int capturedLength, int originalLength) {
    packets++;
    bytes += originalLength;
    capturedBytes += capturedLength;
  }

  long packets() {
    return packets;
  }

  void addLinkType(int linkType) {
    String linkName = LinkTypes.name(linkType);
    if (!linkTypes.contains(linkName)) {
      linkTypes.add(linkName);
    }
  }

  /**
   * Takes the limit of one more interface: the capture's is the largest.
   *
   * @param limit bytes, or null where that interface has none: then the capture has none
   */
  void addSnapLength(@Nullable Integer limit) {
    unlimited |= limit == null;
    if (unlimited || limit == null) {
      snapLength = null;
      return;
    }
    snapLength = snapLength == null ? limit : Math.max(snapLength, limit);
  }

  /**
   * Adds frames that the capturing kernel dropped.
   *
   * @param more how many; negative where the capture does not say
   */
  void addDropped(long more) {
    if (more >= 0) {
      droppedByKernel = (droppedByKernel == null ? 0 : droppedByKernel) + more;
    }
  }

  /** Notes where reading had to stop, and why. */
  void stoppedAt(@Nullable Long offset, String why) {
    truncatedAt = offset;
    problem = why;
  }

  CaptureFileSummary toSummary() {
    return new CaptureFileSummary(
        name,
        format,
        linkTypes,
        packets,
        bytes,
        capturedBytes,
        snapLength,
        truncatedAt,
        problem,
        droppedByKernel);
  }
}
