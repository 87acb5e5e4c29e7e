package io.tcpdx.detect.http;

import io.tcpdx.protocol.Exchange;

/**
 * An answer that was waited for long.
 *
 * @param exchange whose answer
 * @param first whether it was the first on its connection
 * @param thinkNs what the server took for it by itself, as far as its connection shows, in
 *     nanoseconds
 * @param notableNs from how much of that on it is called slow
 * @param toServerNs what the path took of the wait
 * @param chargedNs what the ledger has of that time and of no exchange before, in nanoseconds
 * @param nearby whether whoever spoke TCP for a public server is as near as a NAT or a proxy
 */
record Wait(
    Exchange exchange,
    boolean first,
    long thinkNs,
    long notableNs,
    long toServerNs,
    long chargedNs,
    boolean nearby) {}
