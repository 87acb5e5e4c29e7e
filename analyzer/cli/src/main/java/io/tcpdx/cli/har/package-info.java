/**
 * The HTTP transactions as a HAR 1.2 archive (HTTP Archive), which browsers' network panels open.
 * Bodies are not in it: tcpdx counts them and keeps none.
 */
@NullMarked
package io.tcpdx.cli.har;

import org.jspecify.annotations.NullMarked;
