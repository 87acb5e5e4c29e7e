/** Detectors of what the sending side does with its data. */
@NullMarked
package io.tcpdx.detect.send;

import org.jspecify.annotations.NullMarked;
