package io.tcpdx.lab.program;

import org.jspecify.annotations.Nullable;

/**
 * A name that a program looked up, as the resolver's log, or the program's, tells it.
 *
 * @param name without the last dot
 * @param type of the records asked for: {@code A}, {@code AAAA}
 * @param clientAddress of who asked
 * @param outcome {@code answered}, {@code no-data}, {@code nxdomain}, {@code servfail}, {@code
 *     refused} or {@code unanswered}
 * @param attempts how often it was asked; null where the log does not tell
 * @param seconds from the first question to the answer at who asked; null likewise
 */
public record Lookup(
    String name,
    String type,
    String clientAddress,
    String outcome,
    @Nullable Integer attempts,
    @Nullable Double seconds) {}
