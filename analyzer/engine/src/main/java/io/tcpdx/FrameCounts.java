package io.tcpdx;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.connection.CapturePoint;
import io.tcpdx.report.CaptureSummary;
import io.tcpdx.report.CaptureSummary.NotAnalysed;
import io.tcpdx.report.CaptureSummary.OtherPackets;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.Frame;
import io.tcpdx.wire.LostFragments;
import io.tcpdx.wire.Packet;
import java.util.Comparator;
import java.util.List;

/** Counts the frames of a capture, and what became of the packets in them. */
final class FrameCounts {
  private static final String FRAGMENT_MISSING = "fragment missing";

  private final ProtocolCounts notTransport = new ProtocolCounts();
  private long frames;
  private long bytes;
  private long capturedBytes;
  private long tcpSegments;
  private long udpDatagrams;
  private long fragments;
  private long startNs = Long.MAX_VALUE;
  private long endNs = Long.MIN_VALUE;
  private long previousNs = Long.MIN_VALUE;
  private long backwardTimes;

  /** Counts how the capture's clock went on: the frame still has the time that it said. */
  void countClock(Frame frame) {
    backwardTimes += frame.timeNs() < previousNs ? 1 : 0;
    previousNs = frame.timeNs();
  }

  /** Counts a frame, whatever is in it, at its capture time. */
  void count(Frame frame) {
    frames++;
    bytes += Math.max(frame.originalLength(), frame.capturedLength());
    capturedBytes += frame.capturedLength();
    startNs = Math.min(startNs, frame.timeNs());
    endNs = Math.max(endNs, frame.timeNs());
  }

  /** Counts a packet in the frame, as the decoder found it. */
  void count(DecodeStatus status, Packet packet) {
    switch (status) {
      case TCP -> tcpSegments++;
      case UDP -> udpDatagrams++;
      case FRAGMENT -> fragments++;
      default -> notTransport.add(status, packet.protocol(), packet.number());
    }
  }

  CaptureSummary summary(
      List<CaptureFileSummary> files,
      LostFragments lost,
      CapturePoint capturePoint,
      long dnsCaptureDuplicates) {
    List<NotAnalysed> notAnalysed = notAnalysed(lost);
    return new CaptureSummary(
        List.copyOf(files),
        frames,
        tcpSegments,
        udpDatagrams,
        notAnalysed.stream().mapToLong(NotAnalysed::packets).sum(),
        notAnalysed,
        others(lost),
        bytes,
        capturedBytes,
        frames == 0 ? null : startNs,
        frames == 0 ? null : endNs,
        backwardTimes,
        capturePoint,
        dnsCaptureDuplicates);
  }

  private List<NotAnalysed> notAnalysed(LostFragments lost) {
    List<NotAnalysed> list = notTransport.notAnalysed();
    for (int i = 0; i < lost.protocols(); i++) {
      if (lost.fragments(i) > 0 && lost.mayCarryTcp(i)) {
        list.add(
            new NotAnalysed(
                lost.name(i),
                FRAGMENT_MISSING,
                lost.fragments(i),
                lost.datagrams(i),
                lost.firstFrame(i)));
      }
    }
    list.sort(
        Comparator.comparingLong(NotAnalysed::packets)
            .reversed()
            .thenComparing(NotAnalysed::firstPacket));
    return List.copyOf(list);
  }

  /** What holds no TCP; fragments among it are those of datagrams that became whole. */
  private List<OtherPackets> others(LostFragments lost) {
    List<OtherPackets> list = notTransport.others();
    long whole = fragments;
    for (int i = 0; i < lost.protocols(); i++) {
      whole -= lost.mayCarryTcp(i) ? lost.fragments(i) : 0;
    }
    if (whole > 0) {
      list.add(new OtherPackets("IP fragment", whole));
    }
    list.sort(
        Comparator.comparingLong(OtherPackets::packets)
            .reversed()
            .thenComparing(OtherPackets::protocol));
    return List.copyOf(list);
  }
}
