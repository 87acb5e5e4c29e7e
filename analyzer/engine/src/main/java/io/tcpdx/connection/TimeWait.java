package io.tcpdx.connection;

import org.jspecify.annotations.Nullable;

/**
 * A side's stay in TIME_WAIT (RFC 9293 §3.6). How long it lasts is the host's affair: no segment
 * marks its end, unless a reset cuts it short.
 *
 * @param side who holds it
 * @param enteredNs when both FINs were there and its own was acknowledged, nanoseconds since the
 *     epoch
 * @param packet number of the packet with which that was so
 * @param cutNs when a reset ended it (RFC 1337 §2: the hosts that do not ignore resets in TIME_WAIT
 *     are the many), nanoseconds since the epoch; null where none came
 */
public record TimeWait(Side side, long enteredNs, long packet, @Nullable Long cutNs) {}
