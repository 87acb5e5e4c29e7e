package io.tcpdx.protocol.proxy;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Conversation;

/**
 * A connection as one of the two that a proxy stands between, with what was said on it.
 *
 * @param connection the connection
 * @param conversation what was said on it
 */
public record Leg(ConnectionSummary connection, Conversation conversation) {}
