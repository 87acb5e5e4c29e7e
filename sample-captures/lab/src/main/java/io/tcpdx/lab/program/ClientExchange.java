package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * A request as the client that sent it timed it. What it does not tell is null.
 *
 * @param clientPort of the connection
 * @param method of the request
 * @param target path and query
 * @param status of the answer; null where none came
 * @param newConnection whether a connection was made for it
 * @param lookupSeconds for the name, where it was looked up for this request
 * @param connectSeconds for the TCP connection, where one was made
 * @param tlsSeconds for the TLS handshake, where there was one
 * @param waitSeconds from the request's first byte written to the answer's first byte read
 * @param totalSeconds from the request's first byte written to the answer's last byte read
 * @param bodyBytes content of the answer, without framing
 */
public record ClientExchange(
    @Nullable Integer clientPort,
    String method,
    String target,
    @Nullable Integer status,
    boolean newConnection,
    @Nullable Double lookupSeconds,
    @Nullable Double connectSeconds,
    @Nullable Double tlsSeconds,
    @Nullable Double waitSeconds,
    @Nullable Double totalSeconds,
    @Nullable Long bodyBytes) {}
