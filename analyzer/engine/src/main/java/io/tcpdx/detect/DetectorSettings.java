package io.tcpdx.detect;

import io.tcpdx.connection.CaptureTimes;

/**
 * What the capture does not show and detectors must be told.
 *
 * @param timeWaitNs how long a host keeps TIME_WAIT, in nanoseconds
 * @param times how the capture's times are to be read
 */
public record DetectorSettings(long timeWaitNs, CaptureTimes times) {}
