/** Reads HTTP/0.9, 1.0 and 1.1 (RFC 9112): messages from bytes, transactions from messages. */
@NullMarked
package io.tcpdx.protocol.http;

import org.jspecify.annotations.NullMarked;
