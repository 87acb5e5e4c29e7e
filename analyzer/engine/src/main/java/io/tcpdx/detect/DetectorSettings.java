package io.tcpdx.detect;

/**
 * What the capture does not show and detectors must be told.
 *
 * @param timeWaitNs how long a host keeps TIME_WAIT, in nanoseconds
 */
public record DetectorSettings(long timeWaitNs) {}
