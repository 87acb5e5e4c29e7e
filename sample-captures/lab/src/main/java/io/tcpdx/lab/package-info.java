/**
 * Records the sample captures: two real TCP stacks, a link between them, and what the kernel
 * counted.
 */
@NullMarked
package io.tcpdx.lab;

import org.jspecify.annotations.NullMarked;
