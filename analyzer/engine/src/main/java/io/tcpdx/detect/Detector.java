package io.tcpdx.detect;

/**
 * One diagnosis. An implementation carries {@link DetectorInfo}, has a public constructor without
 * arguments, registers itself as a service, and is a {@link ConnectionDetector}, a {@link
 * CaptureDetector} or a {@link ConversationDetector}.
 */
public sealed interface Detector
    permits ConnectionDetector, CaptureDetector, ConversationDetector {}
