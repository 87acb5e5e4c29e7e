/** The report as programs read it: JSON in one value, or one value a line. */
@NullMarked
package io.tcpdx.cli.json;

import org.jspecify.annotations.NullMarked;
