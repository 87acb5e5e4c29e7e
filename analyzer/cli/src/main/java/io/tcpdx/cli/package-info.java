/** The command line: picocli commands, and where their output goes. */
@NullMarked
package io.tcpdx.cli;

import org.jspecify.annotations.NullMarked;
