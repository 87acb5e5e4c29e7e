package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message's head.
 *
 * @param version {@code 0.9}, {@code 1.0}, {@code 1.1}
 * @param method of a request; empty for an answer
 * @param target of a request; empty for an answer
 * @param status of an answer; 0 for a request
 * @param reason of an answer; empty for a request
 * @param fields those that are kept
 * @param contentLength what Content-Length says, in bytes; null where there is none that is valid
 * @param transferCodings the members of Transfer-Encoding, in lower case
 * @param irregularities what it says in a way that can be read differently
 * @param wellFormed whether its first line is as RFC 9112 §3 and §4 have it
 */
record Head(
    String version,
    String method,
    String target,
    int status,
    String reason,
    Fields fields,
    @Nullable Long contentLength,
    List<String> transferCodings,
    Set<Irregularity> irregularities,
    boolean wellFormed) {
  private static final String CHUNKED = "chunked";

  /** Whether the last coding tells where the body ends (RFC 9112 §6.1). */
  boolean chunked() {
    int last = transferCodings.size() - 1;
    return last >= 0 && transferCodings.get(last).equals(CHUNKED);
  }

  /** Whether its sender would keep the connection (RFC 9112 §9.3). */
  boolean keepsConnection() {
    return Message.keepsConnection(version, fields);
  }
}
