/** Views over the bytes of a frame: link, network and transport headers. Imports the JDK only. */
@NullMarked
package io.tcpdx.wire;

import org.jspecify.annotations.NullMarked;
