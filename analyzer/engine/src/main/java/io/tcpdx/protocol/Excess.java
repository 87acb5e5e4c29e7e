package io.tcpdx.protocol;

import io.tcpdx.connection.Direction;

/**
 * Bytes after the end that a message declared which are no further message.
 *
 * @param direction which way they went
 * @param index number of the transaction that they follow
 * @param bytes how many
 * @param timeNs when the first of them passed, nanoseconds since the epoch
 * @param packet number of the packet with the first of them
 */
public record Excess(Direction direction, int index, long bytes, long timeNs, long packet) {}
