package io.tcpdx.detect;

/**
 * A connection detector that can be asked at any time what it has found so far: its {@link #onEnd}
 * changes nothing. Live captures ask it while connections are open.
 */
public interface ReportsWhileOpen extends ConnectionDetector {}
