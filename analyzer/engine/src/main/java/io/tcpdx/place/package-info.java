/**
 * A packet may stand in a capture several times: seen before and behind a VLAN tag, a bridge, a
 * NAT, or at both ends of its path. This package remembers the packets seen lately, so that those
 * above it can tell a further sight of a packet from another packet.
 */
@NullMarked
package io.tcpdx.place;

import org.jspecify.annotations.NullMarked;
