/**
 * The link between the two namespaces: delay, rate with a bounded queue, and faults on chosen
 * segments. {@code LinkModel} is pure scheduling on a time argument; {@code Emulator} moves frames
 * between two TUN/TAP devices by it.
 */
@NullMarked
package io.tcpdx.lab.link;

import org.jspecify.annotations.NullMarked;
