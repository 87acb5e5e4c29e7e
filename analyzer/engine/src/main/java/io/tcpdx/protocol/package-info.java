/**
 * What was said above TCP, as values: conversations and their transactions, TLS handshakes, DNS
 * look-ups. The packages below read them from ordered bytes; whoever judges them reads only these.
 */
@NullMarked
package io.tcpdx.protocol;

import org.jspecify.annotations.NullMarked;
