/**
 * Packets become connections: a table by 4-tuple, what each side sent and acknowledged, who waited
 * for whom, and how the connection began and ended. Knows no detector and no protocol above TCP.
 */
@NullMarked
package io.tcpdx.connection;

import org.jspecify.annotations.NullMarked;
