/**
 * What is recorded: each scenario names its link, its two programs, where it is captured and what
 * the kernel must confirm.
 */
@NullMarked
package io.tcpdx.lab.scenario;

import org.jspecify.annotations.NullMarked;
