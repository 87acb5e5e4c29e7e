package io.tcpdx.detect;

/**
 * One diagnosis. An implementation carries {@link DetectorInfo}, has a public constructor without
 * arguments, registers itself as a service, and is either a {@link ConnectionDetector} or a {@link
 * CaptureDetector}.
 */
public sealed interface Detector permits ConnectionDetector, CaptureDetector {}
