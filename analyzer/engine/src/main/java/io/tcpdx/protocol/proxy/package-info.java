/**
 * Finds the requests that a capture holds on both sides of a proxy, and what the proxy made of
 * them.
 */
@NullMarked
package io.tcpdx.protocol.proxy;

import org.jspecify.annotations.NullMarked;
