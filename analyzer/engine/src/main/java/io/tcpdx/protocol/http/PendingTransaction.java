package io.tcpdx.protocol.http;

import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A transaction while its messages are read. */
final class PendingTransaction {
  final int index;
  final int ahead;
  @Nullable OpenMessage request;
  @Nullable Head requestHead;
  @Nullable OpenMessage response;
  @Nullable Head responseHead;
  int interimCount;
  @Nullable Long continueNs;
  boolean certain;

  private boolean requestEnded;
  private boolean responseEnded;
  private @Nullable Transaction settled;

  PendingTransaction(
      int index,
      int ahead,
      @Nullable OpenMessage request,
      @Nullable Head requestHead,
      boolean certain) {
    this.index = index;
    this.ahead = ahead;
    this.request = request;
    this.requestHead = requestHead;
    this.certain = certain;
    this.requestEnded = request == null;
  }

  /** The method asked with; null where the request was not seen. */
  @Nullable String method() {
    return requestHead == null ? null : requestHead.method();
  }

  void answer(OpenMessage message, Head head) {
    response = message;
    responseHead = head;
  }

  /** One of its messages has ended. */
  void ended(OpenMessage message) {
    requestEnded |= message == request;
    responseEnded |= message == response;
    if (requestEnded && responseEnded && settled == null) {
      settled = snapshot();
      request = null; // nothing more is asked of these, and a connection may carry many
      requestHead = null;
      response = null;
      responseHead = null;
    }
  }

  boolean responseEnded() {
    return responseEnded;
  }

  /** As far as it was read. */
  Transaction transaction() {
    Transaction known = settled;
    return known == null ? snapshot() : known;
  }

  private Transaction snapshot() {
    return new Transaction(index, null, request(), response(), ahead, certain);
  }

  private @Nullable Request request() {
    OpenMessage message = request;
    Head head = requestHead;
    return message == null || head == null
        ? null
        : new Request(head.method(), head.target(), host(head), message.message());
  }

  private @Nullable Response response() {
    OpenMessage message = response;
    Head head = responseHead;
    return message == null || head == null
        ? null
        : new Response(head.status(), head.reason(), interimCount, continueNs, message.message());
  }

  /** The version that the request names; null where it was not seen. */
  @Nullable String requestVersion() {
    Transaction known = settled;
    if (known != null) {
      Request asked = known.request();
      return asked == null ? null : asked.message().version();
    }
    return requestHead == null ? null : requestHead.version();
  }

  /** The authority asked (RFC 9110 §7.1). */
  private static @Nullable String host(Head head) {
    String target = head.target();
    if (head.method().equals("CONNECT")) {
      return target;
    }
    int scheme = target.indexOf("://");
    if (scheme > 0 && target.toLowerCase(Locale.ROOT).startsWith("http")) {
      String rest = target.substring(scheme + 3);
      int end = rest.indexOf('/');
      return end < 0 ? rest : rest.substring(0, end);
    }
    Fields fields = head.fields();
    return fields.first("Host");
  }
}
