package io.tcpdx.protocol;

import io.tcpdx.connection.Side;
import org.jspecify.annotations.Nullable;

/**
 * An alert in clear (RFC 8446 §6).
 *
 * @param by who sent it
 * @param fatal whether it ends the connection
 * @param description its name as the RFC has it ({@code handshake_failure}), or its number; null
 *     where it is encrypted
 * @param timeNs when it passed, nanoseconds since the epoch
 * @param packet number of the packet that ends it
 */
public record TlsAlert(
    Side by, boolean fatal, @Nullable String description, long timeNs, long packet) {}
