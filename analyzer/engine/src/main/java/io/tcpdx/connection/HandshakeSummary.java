package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * How a connection was set up.
 *
 * @param seen whether any SYN was captured
 * @param outcome how it ended
 * @param totalNs from the first SYN to the ACK that completes, retransmissions included, in
 *     nanoseconds; null where either was not seen, or the SYN is older than the packet before it
 * @param serverSideNs from the SYN that was answered to the SYN-ACK: the path between the capture
 *     point and the server and back; null where not seen, or where it cannot be known which SYN was
 *     answered
 * @param clientSideNs from the SYN-ACK to the ACK that completes; null where not seen
 * @param synRetransmissions SYNs sent again by the client
 * @param synAckRetransmissions SYN-ACKs sent again by the server
 * @param lostNs time that retransmitted SYNs and SYN-ACKs cost, in nanoseconds: from the first to
 *     the last SYN sent before the answer; 0 where nothing was sent again
 * @param lapsed whether it came to nothing, as far as the capture shows: what was sent last was not
 *     answered for as long as a sender waits (1 s, RFC 6298 §2.1), it was sent three times, or
 *     another SYN took the 4-tuple; false where it was completed or refused
 */
public record HandshakeSummary(
    boolean seen,
    HandshakeOutcome outcome,
    @Nullable Long totalNs,
    @Nullable Long serverSideNs,
    @Nullable Long clientSideNs,
    int synRetransmissions,
    int synAckRetransmissions,
    long lostNs,
    boolean lapsed) {}
