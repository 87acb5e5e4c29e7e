/**
 * The client and server programs that talk in a scenario, each on a thread inside its own
 * namespace, and the log that each keeps of what it did.
 */
@NullMarked
package io.tcpdx.lab.program;

import org.jspecify.annotations.NullMarked;
