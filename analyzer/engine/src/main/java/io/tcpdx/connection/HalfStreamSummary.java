package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * What one side of a connection sent.
 *
 * @param segments segments of all kinds, without the capture's duplicates
 * @param payloadBytes distinct payload bytes seen, retransmissions counted once
 * @param retransmissions segments sent again
 * @param outOfOrder segments that arrived late without having been seen before: reordering, not
 *     loss
 * @param duplicateAcks ACKs that said the same again while data was outstanding
 * @param captureDuplicates frames that the capture holds twice
 * @param missingBytes bytes that the peer acknowledged and the capture does not hold
 * @param zeroWindows how often the advertised window closed
 * @param keepAlives keep-alive probes sent
 * @param windowProbes zero-window probes sent
 * @param mss the MSS option of its SYN in bytes, or null where not seen
 * @param windowScale the shift of its SYN, or null where not seen or not sent
 * @param sackPermitted whether its SYN permitted SACK, or null where no SYN was seen
 * @param timestamps whether its segments carry the timestamps option, or null where none was seen
 * @param pathRtt times from a segment that this side sent to the ACK for it: the path between the
 *     capture point and the peer, and back; null without samples
 * @param pureAcks ACKs without payload, SYN, FIN or RST
 * @param piggybackedAcks ACKs of new data that rode on payload
 * @param delayedAcks ACKs that this side sent late by its delayed-ACK timer; null where the capture
 *     cannot tell
 * @param initialWindowBytes payload bytes sent before an ACK for payload could have arrived; null
 *     where the start was not seen
 * @param initialWindowSegments the same in segments of the MSS's size or smaller
 * @param maxFlightBytes most bytes unacknowledged at once, as the sender saw it; null where the
 *     other direction is missing
 */
public record HalfStreamSummary(
    long segments,
    long payloadBytes,
    RetransmissionSummary retransmissions,
    int outOfOrder,
    int duplicateAcks,
    int captureDuplicates,
    long missingBytes,
    int zeroWindows,
    int keepAlives,
    int windowProbes,
    @Nullable Integer mss,
    @Nullable Integer windowScale,
    @Nullable Boolean sackPermitted,
    @Nullable Boolean timestamps,
    @Nullable RttSummary pathRtt,
    long pureAcks,
    long piggybackedAcks,
    @Nullable Integer delayedAcks,
    @Nullable Long initialWindowBytes,
    @Nullable Integer initialWindowSegments,
    @Nullable Long maxFlightBytes) {
  /** Lowest time from a segment of this side to its ACK, in nanoseconds; -1 where unknown. */
  public long lowestRttNs() {
    return pathRtt == null ? -1 : pathRtt.minNs();
  }
}
