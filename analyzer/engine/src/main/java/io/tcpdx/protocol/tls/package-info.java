/** TLS as far as it is in clear: records, hellos and alerts, without decryption. */
@NullMarked
package io.tcpdx.protocol.tls;

import org.jspecify.annotations.NullMarked;
