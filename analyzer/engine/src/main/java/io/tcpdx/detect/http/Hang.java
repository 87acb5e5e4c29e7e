package io.tcpdx.detect.http;

import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.proxy.Leg;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which the first request was answered, with the promise that there may be more,
 * and none of the others.
 *
 * @param connection the connection
 * @param first the transaction that was answered
 * @param asked the first that was not
 * @param requests how many were not
 * @param hungNs how long the first of them waited until one side ended the connection, or the
 *     capture ended; in nanoseconds
 * @param promises the fields that said that the connection persists
 * @param askedProxy whether what was asked or answered shows a proxy
 */
record Hang(
    ConnectionSummary connection,
    Transaction first,
    Transaction asked,
    int requests,
    long hungNs,
    Set<String> promises,
    boolean askedProxy) {

  /** How that connection hung; null where it did not. */
  static @Nullable Hang of(Leg leg, long captureEndNs) {
    List<Transaction> transactions = leg.conversation().transactions();
    boolean tried = transactions.size() > 1 && transactions.get(0).complete();
    boolean lost = leg.connection().close().kind() == CloseKind.TIMED_OUT;
    if (!tried || lost || !transactions.stream().allMatch(Transaction::certain)) {
      return null;
    }
    Transaction first = transactions.get(0);
    Transaction asked = transactions.get(1);
    Request request = first.request();
    Response response = first.response();
    boolean unanswered =
        transactions.stream()
            .skip(1)
            .allMatch(next -> next.request() != null && next.response() == null);
    if (request == null || response == null || !unanswered || asked.pipelined()) {
      return null;
    }
    Set<String> promises = HopByHop.promisesIn(request.message(), response.message());
    boolean promised = request.message().keepsConnection() && response.message().keepsConnection();
    if (!promised || promises.isEmpty()) {
      return null;
    }
    return new Hang(
        leg.connection(),
        first,
        asked,
        transactions.size() - 1,
        endNs(leg.connection(), captureEndNs) - asked.askedNs(),
        promises,
        asksProxy(request, response.message()));
  }

  private static boolean asksProxy(Request request, Message response) {
    return request.absoluteTarget()
        || request.message().fields().has("Proxy-Connection")
        || response.fields().has("Via");
  }

  private static long endNs(ConnectionSummary connection, long captureEndNs) {
    ClosingSegment end = connection.close().first();
    return end == null ? captureEndNs : end.timeNs();
  }

  /** The first request that hung, in words. */
  String target() {
    Request request = asked.request();
    return request == null ? "?" : Targets.told(request);
  }
}
