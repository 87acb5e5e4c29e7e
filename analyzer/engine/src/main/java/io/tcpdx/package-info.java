/**
 * tcpdx, the library: {@link io.tcpdx.Analyzer} takes captures and answers with a {@link
 * io.tcpdx.report.Report}. Data flows one way: {@code capture → wire → connection → detect →
 * report}.
 */
@NullMarked
package io.tcpdx;

import org.jspecify.annotations.NullMarked;
