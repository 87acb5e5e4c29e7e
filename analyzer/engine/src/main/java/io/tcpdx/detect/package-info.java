/**
 * Detectors: one class per diagnosis. Each says by annotation what it is, by its interfaces what it
 * wants to see, and by findings what it found; none reads another's result.
 */
@NullMarked
package io.tcpdx.detect;

import org.jspecify.annotations.NullMarked;
