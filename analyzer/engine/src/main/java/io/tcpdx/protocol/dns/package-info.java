/** Reads DNS over UDP and TCP (RFC 1035), and makes look-ups of questions and answers. */
@NullMarked
package io.tcpdx.protocol.dns;

import org.jspecify.annotations.NullMarked;
