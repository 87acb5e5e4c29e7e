package io.tcpdx.detect;

import io.tcpdx.connection.Endpoint;

/** Whether something near the client (a NAT of a hypervisor, a proxy) speaks TCP for the server. */
public final class StandIn {
  /**
   * Nobody but a NAT or a proxy of one's own is so near who has a public address: signals take as
   * long for 200 km there and back.
   */
  private static final long NEARBY_NS = 2_000_000L;

  private StandIn() {}

  /**
   * Whether a public server seems to be next door to its client, which has a private address.
   *
   * @param roundTripNs the lowest one from end to end, in nanoseconds; negative if unknown
   */
  public static boolean likely(Endpoint client, Endpoint server, long roundTripNs) {
    return roundTripNs >= 0
        && roundTripNs < NEARBY_NS
        && PublicAddress.is(server.address())
        && !PublicAddress.is(client.address());
  }
}
