package io.tcpdx.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The final answer to a request, or the 101 after which the connection is no longer HTTP/1.
 *
 * @param status its code; 0 in HTTP/0.9, which has none
 * @param reason its reason phrase, may be empty
 * @param interimCount interim answers (1xx) before it
 * @param continueNs when a 100 (Continue) passed, nanoseconds since the epoch; null where none did
 * @param message all else
 */
public record Response(
    int status, String reason, int interimCount, @Nullable Long continueNs, Message message) {}
