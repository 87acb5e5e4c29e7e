package io.tcpdx.connection;

/**
 * A FIN or a reset.
 *
 * @param by who sent it
 * @param timeNs when it passed first, nanoseconds since the epoch
 * @param packet number of its packet
 */
public record ClosingSegment(Side by, long timeNs, long packet) {}
