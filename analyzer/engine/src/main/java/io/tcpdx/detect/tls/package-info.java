/** Detectors of how TLS is set up. */
@NullMarked
package io.tcpdx.detect.tls;

import org.jspecify.annotations.NullMarked;
