/**
 * Captures written down as timelines in packetdrill's notation, and the run of the real decoder and
 * analyzer over them: {@link io.tcpdx.timeline.Timeline} describes the notation.
 */
@NullMarked
package io.tcpdx.timeline;

import org.jspecify.annotations.NullMarked;
