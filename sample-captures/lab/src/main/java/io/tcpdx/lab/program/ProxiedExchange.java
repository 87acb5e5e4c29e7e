package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * A request that passed a proxy, as the proxy's log tells it. What the log does not tell is null.
 *
 * @param proxy the program
 * @param clientPort of the client's connection to the proxy
 * @param originPort the proxy's own port of its connection to the origin; null where it asked none
 * @param method as it came
 * @param target as it came
 * @param status as it went to the client
 * @param originSeconds from asking the origin to the head of its answer
 * @param totalSeconds from the request to the last byte for the client
 */
public record ProxiedExchange(
    String proxy,
    @Nullable Integer clientPort,
    @Nullable Integer originPort,
    String method,
    String target,
    @Nullable Integer status,
    @Nullable Double originSeconds,
    @Nullable Double totalSeconds) {}
