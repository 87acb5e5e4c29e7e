package io.tcpdx;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.UndecodedFrames;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LinkTypes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts the frames of a capture by what became of them. */
final class FrameCounts {
  private final Map<DecodeStatus, Tally> byStatus = new EnumMap<>(DecodeStatus.class);
  private final Map<Integer, Tally> unsupportedLinks = new TreeMap<>();
  private long packets;
  private long bytes;
  private long capturedBytes;
  private long startNs = Long.MAX_VALUE;
  private long endNs = Long.MIN_VALUE;
  private long previousNs = Long.MIN_VALUE;
  private long backwardTimes;

  private static final class Tally {
    private long frames;
    private long first;

    void add(Frame frame) {
      if (frames++ == 0) {
        first = frame.number();
      }
    }
  }

  FrameCounts() {
    for (DecodeStatus status : DecodeStatus.values()) {
      byStatus.put(status, new Tally());
    }
  }

  void count(Frame frame, DecodeStatus status) {
    packets++;
    bytes += Math.max(frame.originalLength(), frame.capturedLength());
    capturedBytes += frame.capturedLength();
    startNs = Math.min(startNs, frame.timeNs());
    endNs = Math.max(endNs, frame.timeNs());
    backwardTimes += frame.timeNs() < previousNs ? 1 : 0;
    previousNs = frame.timeNs();
    tally(status).add(frame);
    if (status == DecodeStatus.UNSUPPORTED_LINK) {
      unsupportedLinks.computeIfAbsent(frame.linkType(), type -> new Tally()).add(frame);
    }
  }

  CaptureSummary summary(
      List<CaptureFileSummary> files, CapturePoint capturePoint, long dnsCaptureDuplicates) {
    return new CaptureSummary(
        List.copyOf(files),
        packets,
        tally(DecodeStatus.TCP).frames,
        tally(DecodeStatus.UDP).frames,
        undecoded(),
        undecodedReasons(),
        bytes,
        capturedBytes,
        packets == 0 ? null : startNs,
        packets == 0 ? null : endNs,
        backwardTimes,
        capturePoint,
        dnsCaptureDuplicates);
  }

  private long undecoded() {
    return byStatus.entrySet().stream()
        .filter(entry -> entry.getKey().undecoded())
        .mapToLong(entry -> entry.getValue().frames)
        .sum();
  }

  private List<UndecodedFrames> undecodedReasons() {
    List<UndecodedFrames> reasons = new ArrayList<>();
    addReason(reasons, tally(DecodeStatus.TRUNCATED), "cut by the capture within the headers");
    addReason(reasons, tally(DecodeStatus.MALFORMED), "malformed headers");
    unsupportedLinks.forEach(
        (link, tally) ->
            addReason(reasons, tally, "link type " + LinkTypes.name(link) + " is not decoded"));
    return List.copyOf(reasons);
  }

  private static void addReason(List<UndecodedFrames> reasons, Tally tally, String reason) {
    if (tally.frames > 0) {
      reasons.add(new UndecodedFrames(reason, tally.frames, tally.first));
    }
  }

  private Tally tally(DecodeStatus status) {
    return Objects.requireNonNull(byStatus.get(status));
  }
}
