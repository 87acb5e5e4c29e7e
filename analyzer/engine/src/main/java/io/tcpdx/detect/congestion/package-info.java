/** Detectors of loss, and of how fast senders may send. */
@NullMarked
package io.tcpdx.detect.congestion;

import org.jspecify.annotations.NullMarked;
