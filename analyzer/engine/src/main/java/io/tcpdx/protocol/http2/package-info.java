/**
 * Reads HTTP/2 in clear (RFC 9113): frames from bytes, streams from frames, transactions from
 * streams. Field blocks are decompressed by Apache HttpCore's HPACK.
 */
@NullMarked
package io.tcpdx.protocol.http2;

import org.jspecify.annotations.NullMarked;
