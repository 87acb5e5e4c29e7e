/** Finds out by its first bytes what a connection speaks, and has the right reader read it. */
@NullMarked
package io.tcpdx.protocol.recognition;

import org.jspecify.annotations.NullMarked;
