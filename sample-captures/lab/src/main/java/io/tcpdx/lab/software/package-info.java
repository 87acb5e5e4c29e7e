/**
 * Servers, proxies and clients from Debian's packages, run inside the lab's namespaces, and what
 * their own logs say.
 */
@NullMarked
package io.tcpdx.lab.software;

import org.jspecify.annotations.NullMarked;
