package io.tcpdx.detect.http;

import io.tcpdx.ledger.Cause;
import java.util.Set;

/** What the ledger charges the time to in which a request waits in vain. */
final class Waiting {
  static final Set<Cause> CAUSES =
      Set.of(
          Cause.SERVER_THINK,
          Cause.CLIENT_THINK,
          Cause.NETWORK,
          Cause.IDLE,
          Cause.CLOSE,
          Cause.UNKNOWN);

  private Waiting() {}
}
