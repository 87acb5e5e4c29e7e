package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** New connections where an open one, or one just closed, could have served: why it did not. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "connection-not-reused",
    title = "Connection not reused",
    reference = "RFC 9112 §9.3, §9.6",
    requires = {Needs.BOTH_DIRECTIONS, Needs.EXCHANGES},
    charges = {Cause.HANDSHAKE, Cause.TLS_HANDSHAKE, Cause.SLOW_START},
    overlaps = {"serial-requests"})
public final class ConnectionNotReused implements ConversationDetector {
  private final ConnectionUses uses = new ConnectionUses();
  private final Map<Reason, NotReused> found = new LinkedHashMap<>();

  /** What is told together. */
  private record Reason(HostPair hosts, EndReason reason, @Nullable Side by) {}

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    uses.add(connection, conversation, charges);
  }

  @Override
  public void onEnd(FindingSink findings) {
    uses.forEachCaller(this::compare);
    found.forEach(
        (why, tally) -> findings.found(tally.finding(why.hosts(), why.reason(), why.by())));
  }

  private void compare(List<ConnectionUse> inOrder) {
    FreeConnections free = new FreeConnections();
    Set<Integer> limits = limits(inOrder);
    for (ConnectionUse next : inOrder) {
      FreeConnections.Choice choice = next.setUp().seen() ? free.takeFor(next) : null;
      if (choice != null) {
        add(next, choice, limits);
      }
      free.add(next);
    }
  }

  /**
   * After how many requests the server said {@code close}, where it let several connections go
   * after the same number of them, more than one: few servers announce their limit.
   */
  private static Set<Integer> limits(List<ConnectionUse> uses) {
    Set<Integer> once = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    for (ConnectionUse use : uses) {
      boolean first = closedByWordOfServer(use.end()) && once.add(use.exchanges());
      if (!first && closedByWordOfServer(use.end()) && use.exchanges() > 1) {
        repeated.add(use.exchanges());
      }
    }
    return repeated;
  }

  private static boolean closedByWordOfServer(@Nullable ConnectionEnd end) {
    return end != null && end.reason() == EndReason.CONNECTION_CLOSE && end.by() == Side.SERVER;
  }

  private void add(ConnectionUse next, FreeConnections.Choice choice, Set<Integer> limits) {
    ConnectionEnd end = choice.use().end();
    boolean ignored = choice.reason() == EndReason.IDLE_IGNORED;
    boolean limited =
        !ignored && closedByWordOfServer(end) && limits.contains(choice.use().exchanges());
    Side by = ignored || end == null ? Side.CLIENT : end.by();
    EndReason reason = limited ? EndReason.KEEP_ALIVE_MAX : choice.reason();
    Reason why = new Reason(next.caller().hosts(), reason, by);
    NotReused tally = found.computeIfAbsent(why, its -> new NotReused());
    tally.add(next, choice.use());
    if (ignored || limited || next.encrypted()) {
      // another program may have opened it; a limit that nobody announced is concluded; and of what
      // is encrypted only the turns are seen
      tally.confidence = Confidence.LIKELY;
    }
  }
}
