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
 * @param tcpSegments TCP segments in them
 * @param udpDatagrams UDP datagrams in them that are no tunnel
 * @param undecoded packets that carry or may carry TCP and could not be looked into
 * @param notAnalysed these by what they are and why, the most first; empty where none
 * @param otherPackets packets that are neither TCP nor UDP and carry none, the most first
 * @param bytes bytes on the wire
 * @param capturedBytes bytes that the capture kept
 * @param startNs time of the earliest frame before the clock jumped, if it did, nanoseconds since
 *     the epoch, or null without frames
 * @param endNs capture time of the latest frame: jumps of the capture's clock are left out; or null
 *     without frames
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
    List<NotAnalysed> notAnalysed,
    List<OtherPackets> otherPackets,
    long bytes,
    long capturedBytes,
    @Nullable Long startNs,
    @Nullable Long endNs,
    long backwardTimes,
    CapturePoint capturePoint,
    long dnsCaptureDuplicates) {

  /**
   * Packets that could not be looked into, and may carry TCP.
   *
   * @param protocol what they are, or the header that could not be read, for a person
   * @param reason {@code encrypted}, {@code compressed}, {@code unknown} (tcpdx does not decode
   *     it), {@code cut} (by the capture, within the headers), {@code damaged} or {@code fragment
   *     missing}
   * @param packets how many
   * @param datagrams where fragments are missing, how many datagrams these are of; else null
   * @param firstPacket the first of them
   */
  public record NotAnalysed(
      String protocol, String reason, long packets, @Nullable Long datagrams, long firstPacket) {}

  /**
   * Packets that are neither TCP nor UDP, and carry none.
   *
   * @param protocol what they are, for a person
   * @param packets how many
   */
  public record OtherPackets(String protocol, long packets) {}
}
