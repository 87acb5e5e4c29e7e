package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * Segments sent again by one side. Where the kinds are null they were not told apart; where not
 * they add up to the total.
 *
 * @param total segments that carried sequence space already seen, capture duplicates not counted
 * @param fast after duplicate ACKs or SACK evidence
 * @param timeout after the retransmission timer
 * @param tailLossProbe by a tail loss probe (RFC 8985 §7)
 * @param spurious needless: the original had arrived
 * @param unknown none of these could be shown
 */
public record RetransmissionSummary(
    int total,
    @Nullable Integer fast,
    @Nullable Integer timeout,
    @Nullable Integer tailLossProbe,
    @Nullable Integer spurious,
    @Nullable Integer unknown) {}
