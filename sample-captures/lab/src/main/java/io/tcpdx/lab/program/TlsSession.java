package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake as the log of one of its ends tells it. What the log does not tell is null.
 *
 * @param clientPort of the connection
 * @param version negotiated: {@code 1.2}, {@code 1.3}; null where none was
 * @param resumed whether an earlier session was taken up again
 * @param alpn the protocol agreed on; empty where none was
 * @param sni the server name that the client sent; empty where it sent none
 * @param requests that were answered inside
 * @param alert the name of the alert that ended the handshake (RFC 8446 §6); null where it
 *     succeeded
 */
public record TlsSession(
    @Nullable Integer clientPort,
    @Nullable String version,
    @Nullable Boolean resumed,
    @Nullable String alpn,
    @Nullable String sni,
    @Nullable Integer requests,
    @Nullable String alert) {}
