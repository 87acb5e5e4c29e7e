/** The command line: picocli commands, and the writers that turn a report into text or JSON. */
@NullMarked
package io.tcpdx.cli;

import org.jspecify.annotations.NullMarked;
