/**
 * Records one run of a scenario: topology, captures, counters before and after, {@code truth.json}
 * and {@code SOURCE.md}.
 */
@NullMarked
package io.tcpdx.lab.record;

import org.jspecify.annotations.NullMarked;
