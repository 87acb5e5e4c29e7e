package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines with a request in them that must not be done twice: if the connection breaks, nobody
 * knows which of them were done.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "non-idempotent-pipelined",
    title = "Request that must not be repeated in a pipeline",
    reference = "RFC 9112 §9.3.2, RFC 9110 §9.2.2",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP})
public final class NonIdempotentPipelined implements ConversationDetector {
  /** Methods named in a sentence. */
  private static final int MAX_NAMED = 3;

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    ClosingSegment serversEnd = ServersEnd.of(connection);
    Tally tally = new Tally();
    Transaction risky = null;
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      if (request == null || !transaction.certain()) {
        risky = null;
        continue;
      }
      if (transaction.pipelined()) {
        judge(transaction, request, risky, tally);
      }
      if (Idempotence.lacksIn(request)) {
        risky = transaction;
        boolean lost = transaction.response() == null && serversEnd != null;
        tally.unanswered += lost ? 1 : 0;
      }
    }
    if (tally.occurrences > 0) {
      report(connection, tally, findings);
    }
  }

  /** Whether a pipelined request is one not to repeat, or stands behind an unanswered one. */
  private static void judge(
      Transaction transaction, Request request, @Nullable Transaction risky, Tally tally) {
    boolean itself = Idempotence.lacksIn(request);
    boolean behind = risky != null && !answeredBefore(risky, transaction);
    if (itself || behind) {
      tally.occurrences++;
      tally.depth = Math.max(tally.depth, transaction.ahead() + 1);
      tally.evidence.add(transaction.startNs(), transaction.firstPacket());
      Request named = itself || risky == null ? request : risky.request();
      if (named != null && tally.named.size() < MAX_NAMED) {
        tally.named.add(Targets.told(named));
      }
    }
  }

  private static boolean answeredBefore(Transaction earlier, Transaction later) {
    return earlier.response() != null
        && earlier.response().message().complete()
        && earlier.response().message().endNs() <= later.startNs();
  }

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final Set<String> named = new LinkedHashSet<>();
    int occurrences;
    int depth;
    int unanswered;
  }

  private static void report(ConnectionSummary connection, Tally tally, FindingSink findings) {
    boolean lost = tally.unanswered > 0;
    findings.found(
        FindingBuilder.of(NonIdempotentPipelined.class)
            .connection(connection.id())
            .direction(Side.CLIENT.sends())
            .level(lost ? Level.ERROR : Level.WARNING)
            .occurrences(tally.occurrences)
            .metric("maxDepth", tally.depth)
            .metric("unanswered", tally.unanswered)
            .summary(
                "The client pipelined "
                    + Figures.count(tally.occurrences, "request", "requests")
                    + " with or behind one that must not be done twice ("
                    + String.join(", ", tally.named)
                    + ")"
                    + (lost
                        ? ", and the server ended the connection without answering "
                            + Figures.count(tally.unanswered, "such request", "such requests")
                            + ": nobody knows whether it was done."
                        : ": had the connection broken, nobody would know whether it was done."))
            .advise(
                "At the client: send POST, PATCH and CONNECT only when all requests before are"
                    + " answered, and nothing behind them until their status is there.")
            .build(tally.evidence));
  }
}
