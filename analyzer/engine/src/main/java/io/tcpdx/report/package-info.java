/** The report: what was found in a capture, as values without any formatting. */
@NullMarked
package io.tcpdx.report;

import org.jspecify.annotations.NullMarked;
