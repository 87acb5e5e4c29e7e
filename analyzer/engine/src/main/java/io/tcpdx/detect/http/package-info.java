/** Detectors of how connections are used by requests and answers: HTTP in clear or within TLS. */
@NullMarked
package io.tcpdx.detect.http;

import org.jspecify.annotations.NullMarked;
