/** Detectors of what acknowledgments cost. */
@NullMarked
package io.tcpdx.detect.ack;

import org.jspecify.annotations.NullMarked;
