package io.tcpdx.protocol;

import java.util.Set;

/**
 * What the reading of protocols must be told.
 *
 * @param httpPorts servers' ports on which what cannot be recognised is read as HTTP all the same
 * @param keepAllFields whether messages keep every field, as HAR needs; else only those that a
 *     diagnosis can need
 */
public record ProtocolOptions(Set<Integer> httpPorts, boolean keepAllFields) {
  /** HTTP by content only, no more fields than needed. */
  public static final ProtocolOptions DEFAULT = new ProtocolOptions(Set.of(), false);

  public ProtocolOptions {
    httpPorts = Set.copyOf(httpPorts);
  }
}
