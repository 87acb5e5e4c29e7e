/** Detectors of how connections are set up and how they end. */
@NullMarked
package io.tcpdx.detect.lifecycle;

import org.jspecify.annotations.NullMarked;
