/** The report as a person reads it: plain words at 80 columns. */
@NullMarked
package io.tcpdx.cli.text;

import org.jspecify.annotations.NullMarked;
