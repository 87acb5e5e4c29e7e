package io.tcpdx.story;

import io.tcpdx.connection.Side;
import io.tcpdx.detect.Finding;
import java.util.List;

/**
 * One segment, or several of a kind that followed each other.
 *
 * @param firstPacket number of the first packet
 * @param lastPacket number of the last; packets of other connections may lie between
 * @param segments how many segments it tells of
 * @param sinceStartNs time of the first, since the connection's first segment
 * @param afterNs time of the first, since the last segment of the line before
 * @param durationNs from its first to its last segment
 * @param side who sent it; the sender of the data, where it tells of data and its ACKs
 * @param text what the side did, as in {@code sends 120 B}
 * @param waits who waited for what before it, as far as it is known
 * @param calls the socket calls that it implies, as in {@code client: send(120)}
 * @param findings what was found here
 */
public record StoryLine(
    long firstPacket,
    long lastPacket,
    int segments,
    long sinceStartNs,
    long afterNs,
    long durationNs,
    Side side,
    String text,
    List<String> waits,
    List<String> calls,
    List<Finding> findings) {
  public StoryLine {
    waits = List.copyOf(waits);
    calls = List.copyOf(calls);
    findings = List.copyOf(findings);
  }
}
