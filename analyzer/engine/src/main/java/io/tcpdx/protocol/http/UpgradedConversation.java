package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together a conversation that began as HTTP/1 and became HTTP/2 (RFC 7540 §3.2): the request
 * that asked for the upgrade is the request of stream 1, and the 101 an interim answer to it.
 */
final class UpgradedConversation {
  private static final int FIRST_STREAM = 1;

  private UpgradedConversation() {}

  /**
   * Both parts as one.
   *
   * @param before what was said as HTTP/1, up to and with the 101
   * @param beforeSummary how HTTP/1 used the connection
   * @param after what was said as HTTP/2
   */
  static Conversation of(Conversation before, HttpSummary beforeSummary, Conversation after) {
    List<Transaction> all = new ArrayList<>(before.transactions());
    Transaction asking = all.isEmpty() ? null : all.remove(all.size() - 1);
    int firstIndex = asking == null ? 0 : asking.index();
    Response answer = null;
    List<Transaction> others = new ArrayList<>();
    for (Transaction transaction : after.transactions()) {
      boolean first = Integer.valueOf(FIRST_STREAM).equals(transaction.stream());
      if (first && transaction.response() != null) {
        answer = withInterim(transaction.response());
      } else {
        others.add(renumbered(transaction, firstIndex));
      }
    }
    if (asking != null && (asking.request() != null || answer != null)) {
      all.add(onFirstStream(asking, answer));
    }
    all.addAll(others);
    return new Conversation(
        Application.HTTP2,
        summary(beforeSummary, after.http()),
        all,
        null,
        List.of(),
        null,
        after.limitsHit());
  }

  private static Response withInterim(Response answer) {
    return new Response(
        answer.status(),
        answer.reason(),
        answer.interimCount() + 1,
        answer.continueNs(),
        answer.message());
  }

  private static Transaction onFirstStream(Transaction asking, @Nullable Response answer) {
    return new Transaction(
        asking.index(), FIRST_STREAM, asking.request(), answer, asking.ahead(), asking.certain());
  }

  private static Transaction renumbered(Transaction transaction, int by) {
    return new Transaction(
        transaction.index() + by,
        transaction.stream(),
        transaction.request(),
        transaction.response(),
        transaction.ahead(),
        transaction.certain(),
        transaction.reset());
  }

  /** The request that asked and its 101 are counted in both parts. */
  private static HttpSummary summary(HttpSummary before, @Nullable HttpSummary after) {
    if (after == null) {
      return before;
    }
    return new HttpSummary(
        after.version(),
        before.fromStart(),
        before.requests() + after.requests() - 1,
        before.responses() + after.responses() - 1,
        after.persistent(),
        before.pipelinedRequests() + after.pipelinedRequests(),
        Math.max(before.maxPipelineDepth(), after.maxPipelineDepth()),
        before.unanswered() + after.unanswered(),
        before.resynchronised() + after.resynchronised(),
        before.excess(),
        before.tunnel());
  }
}
