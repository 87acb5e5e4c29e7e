package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of a capture that carried exchanges, by whose they were; bounded. */
final class ConnectionUses {
  /** Connections kept in all, of some 300 bytes each; later ones are left out. */
  static final int MAX_CONNECTIONS = 100_000;

  private final Map<Caller, List<ConnectionUse>> byCaller = new LinkedHashMap<>();
  private int kept;

  /** Takes a connection that has ended, if it carried exchanges. */
  void add(ConnectionSummary connection, Conversation conversation, Charges charges) {
    @Nullable ConnectionUse use = ConnectionUse.of(connection, conversation, charges);
    if (use == null || kept == MAX_CONNECTIONS) {
      return;
    }
    kept++;
    byCaller.computeIfAbsent(use.caller(), caller -> new ArrayList<>()).add(use);
  }

  /** Each caller's connections, in the order in which they were opened. */
  void forEachCaller(Consumer<List<ConnectionUse>> action) {
    byCaller.forEach(
        (caller, uses) -> {
          uses.sort(
              Comparator.comparingLong(ConnectionUse::openedNs)
                  .thenComparingLong(ConnectionUse::firstPacket));
          action.accept(uses);
        });
  }
}
