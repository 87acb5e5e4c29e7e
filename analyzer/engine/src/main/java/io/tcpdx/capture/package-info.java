/** Bytes in: captures as a sequence of frames, from files, streams and live interfaces. */
@NullMarked
package io.tcpdx.capture;

import org.jspecify.annotations.NullMarked;
