package io.tcpdx.connection;

/**
 * Times from a segment toward one side to the ACK for it, at the capture point (Karn: retransmitted
 * segments give no sample).
 *
 * @param minNs the lowest, in nanoseconds, exact
 * @param medianNs the median, within 4 %
 * @param p95Ns the 95th percentile, within 4 %
 * @param samples how many
 */
public record RttSummary(long minNs, long medianNs, long p95Ns, long samples) {}
