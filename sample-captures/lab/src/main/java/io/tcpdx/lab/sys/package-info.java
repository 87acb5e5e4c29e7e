/**
 * What the lab asks of the Linux kernel: network namespaces, TUN and TAP devices, TCP sockets with
 * explicit options, and the kernel's own counters. System calls go through JNA because the Java
 * socket API hides the options and the queues that the lab must see.
 */
@NullMarked
package io.tcpdx.lab.sys;

import org.jspecify.annotations.NullMarked;
