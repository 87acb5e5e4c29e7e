package io.tcpdx.report;

import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.connection.CapturePoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the capture was as a whole.
 *
 * @param files the files that it was read from
 * @param packets frames read
 * @param tcpSegments frames that held a TCP segment
 * @param udpDatagrams frames that held a UDP datagram
 * @param undecoded frames cut, malformed or of an unknown link type
 * @param undecodedReasons how many were undecoded, by reason in words; empty where none
 * @param bytes bytes on the wire
 * @param capturedBytes bytes that the capture kept
 * @param startNs time of the earliest frame, nanoseconds since the epoch, or null without frames
 * @param endNs time of the latest frame, or null without frames
 * @param backwardTimes frames whose time is before that of the frame before them
 * @param capturePoint where it was taken, if all connections agree, else {@code UNKNOWN}
 * @param dnsCaptureDuplicates DNS messages that the capture holds once more; counted once
 */
public record CaptureSummary(
    List<CaptureFileSummary> files,
    long packets,
    long tcpSegments,
    long udpDatagrams,
    long undecoded,
    List<UndecodedFrames> undecodedReasons,
    long bytes,
    long capturedBytes,
    @Nullable Long startNs,
    @Nullable Long endNs,
    long backwardTimes,
    CapturePoint capturePoint,
    long dnsCaptureDuplicates) {

  /**
   * Frames that could not be decoded for one reason.
   *
   * @param reason the reason, for a person
   * @param frames how many
   * @param firstPacket the first of them
   */
  public record UndecodedFrames(String reason, long frames, long firstPacket) {}
}
