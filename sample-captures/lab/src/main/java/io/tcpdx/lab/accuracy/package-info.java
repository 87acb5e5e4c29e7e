/**
 * Holds the engine's reports of all recorded captures against what the kernels counted, and keeps
 * the outcome in {@code sample-captures/README.md}.
 */
@NullMarked
package io.tcpdx.lab.accuracy;

import org.jspecify.annotations.NullMarked;
