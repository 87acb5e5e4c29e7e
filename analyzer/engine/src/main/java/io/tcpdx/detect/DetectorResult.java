package io.tcpdx.detect;

import org.jspecify.annotations.Nullable;

/**
 * What became of one detector.
 *
 * @param code the detector's id
 * @param title the diagnosis in a few words
 * @param outcome what it came to
 * @param reason why it was not applicable or failed, else null
 * @param findings how many findings it made
 * @param connectionsChecked how many connections it could judge
 */
public record DetectorResult(
    String code,
    String title,
    Outcome outcome,
    @Nullable String reason,
    int findings,
    int connectionsChecked) {}
