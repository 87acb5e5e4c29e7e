package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * Segments sent again by one side. Where the kinds are null they were not told apart; where not
 * they add up to the total.
 *
 * @param total segments that carried sequence space already sent, SYNs and duplicates of the
 *     network or the capture not counted; a super-segment counts as the segments that it becomes
 * @param fast after duplicate ACKs or SACK evidence
 * @param timeout after the retransmission timer
 * @param tailLossProbe by a tail loss probe (RFC 8985 §7)
 * @param spurious needless: the original had arrived
 * @param unknown none of these could be shown
 * @param fastRetransmits those that were set off as {@code fast} ones are, needless ones included
 * @param probes those that were tail loss probes, needless ones included
 * @param timeouts how often the retransmission timer ran out; not the set-up's
 */
public record RetransmissionSummary(
    int total,
    @Nullable Integer fast,
    @Nullable Integer timeout,
    @Nullable Integer tailLossProbe,
    @Nullable Integer spurious,
    @Nullable Integer unknown,
    @Nullable Integer fastRetransmits,
    @Nullable Integer probes,
    @Nullable Integer timeouts) {
  /** Where both directions were captured, and nothing was sent again. */
  static final RetransmissionSummary NONE = new RetransmissionSummary(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
