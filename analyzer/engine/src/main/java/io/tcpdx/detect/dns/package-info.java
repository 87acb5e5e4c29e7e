/** Detectors of how names are looked up. */
@NullMarked
package io.tcpdx.detect.dns;

import org.jspecify.annotations.NullMarked;
