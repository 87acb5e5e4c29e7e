package io.tcpdx.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture file was.
 *
 * @param name the file's name as given; {@code -} for standard input; the interface for a live one
 * @param format {@code pcap}, {@code pcapng} or {@code live}; with {@code .gz} behind where
 *     compressed
 * @param linkTypes names of the link types as libpcap gives them without DLT_ ({@code EN10MB}), in
 *     order of appearance
 * @param packets frames read
 * @param bytes bytes that these frames had on the wire
 * @param capturedBytes bytes of them that the capture kept
 * @param snapLength the capture's limit per frame in bytes, or null where it has none or is unknown
 * @param truncatedAt byte offset in the (uncompressed) file where reading had to stop, or null
 *     where the file was whole
 * @param problem why it had to stop, in words, or null
 * @param droppedByKernel frames that the capturing kernel says it dropped, or null where not known
 */
public record CaptureFileSummary(
    String name,
    String format,
    List<String> linkTypes,
    long packets,
    long bytes,
    long capturedBytes,
    @Nullable Integer snapLength,
    @Nullable Long truncatedAt,
    @Nullable String problem,
    @Nullable Long droppedByKernel) {
  public CaptureFileSummary {
    linkTypes = List.copyOf(linkTypes);
  }
}
