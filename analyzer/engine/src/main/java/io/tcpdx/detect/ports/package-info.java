/** What is wrong with TIME_WAIT and with the ports that a client has for its connections. */
@NullMarked
package io.tcpdx.detect.ports;

import org.jspecify.annotations.NullMarked;
