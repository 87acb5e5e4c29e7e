package io.tcpdx.detect.http;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.Direction;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Exchange;
import java.util.Set;

/**
 * What the ledger of a connection has for making it ready and for its first request, in
 * nanoseconds.
 *
 * @param setUpNs for setting up TCP and TLS
 * @param slowStartNs for the server's slow start
 * @param firstWaitNs for waiting until the client had the beginning of the first answer
 */
record UseCost(long setUpNs, long slowStartNs, long firstWaitNs) {
  private static final Set<Cause> WAITING = Set.of(Cause.SERVER_THINK, Cause.NETWORK);

  static UseCost of(Charges charges, Exchange first, PathTimes path, CaptureTimes times) {
    boolean waited = first.waitNs(times) >= 0;
    return new UseCost(
        charges.ns(Cause.HANDSHAKE) + charges.ns(Cause.TLS_HANDSHAKE),
        charges.ns(Cause.SLOW_START, Direction.SERVER_TO_CLIENT),
        waited
            ? charges.ns(
                WAITING, first.askedNs(), first.answerNs() + Math.max(0, path.toClientNs()))
            : 0);
  }
}
