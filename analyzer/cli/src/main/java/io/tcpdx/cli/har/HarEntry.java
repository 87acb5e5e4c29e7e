package io.tcpdx.cli.har;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that becomes an entry.
 *
 * @param connection on which it took place
 * @param transaction the transaction
 * @param request its request
 * @param phases what its time went into
 */
record HarEntry(
    ConnectionSummary connection, Transaction transaction, Request request, Phases phases) {
  /**
   * When it began for HAR, whose phases follow each other without a gap: so long before the
   * request's first byte as the phases before it took.
   */
  long beganNs() {
    return transaction.startNs()
        - orZero(phases.dnsNs())
        - orZero(phases.connectNs())
        - orZero(phases.tlsNs());
  }

  /** The same as the capture's clock said it, nanoseconds since the epoch. */
  long clockBeganNs() {
    return connection.times().clockNs(beganNs());
  }

  private static long orZero(@Nullable Long ns) {
    return ns == null ? 0 : ns;
  }
}
