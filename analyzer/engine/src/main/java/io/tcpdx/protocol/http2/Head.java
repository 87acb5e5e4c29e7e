package io.tcpdx.protocol.http2;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field section (RFC 9113 §8.1), as far as it could be decompressed. What stands for a field that
 * the capture's beginning or a gap hides is left out.
 *
 * @param method {@code :method}; null without
 * @param target {@code :path}, or of CONNECT {@code :authority}; null without
 * @param host {@code :authority}, or else the Host field; null without either
 * @param status {@code :status}; 0 without
 * @param fields those that are kept
 * @param contentLength what Content-Length says, in bytes; null where there is none that is valid
 * @param irregularities what it says in a way that can be read differently
 */
record Head(
    @Nullable String method,
    @Nullable String target,
    @Nullable String host,
    int status,
    Fields fields,
    @Nullable Long contentLength,
    Set<Irregularity> irregularities) {
  /** Nothing of it could be decompressed. */
  static final Head UNKNOWN = new Head(null, null, null, 0, Fields.NONE, null, Set.of());

  /** Whether it is of an answer before the final one (RFC 9110 §15.2). */
  boolean interim() {
    return status / 100 == 1;
  }
}
