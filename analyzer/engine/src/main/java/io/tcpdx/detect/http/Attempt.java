package io.tcpdx.detect.http;

import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * One time that a request was sent.
 *
 * @param connection on which it was sent
 * @param startNs when its first byte passed, nanoseconds since the epoch
 * @param packet number of the packet with its first byte
 * @param failedNs when the connection ended without a complete answer to it; {@link Exchange#NEVER}
 *     where it was answered, or that is not known
 * @param whole whether the request was sent to its end
 * @param captured whether the capture has all that was sent of it
 * @param digest of its body; -1 where it has none, or that is not known
 * @param keyed whether it carries an idempotency key
 * @param waitedNs what the ledger has for waiting until it had failed, in nanoseconds
 */
record Attempt(
    int connection,
    long startNs,
    long packet,
    long failedNs,
    boolean whole,
    boolean captured,
    long digest,
    boolean keyed,
    long waitedNs) {

  static Attempt of(
      ConnectionSummary connection, Transaction transaction, Request request, Charges charges) {
    Message message = request.message();
    long failedNs = failedNs(connection, transaction);
    return new Attempt(
        connection.id(),
        message.startNs(),
        message.firstPacket(),
        failedNs,
        message.complete(),
        message.missingBytes() == 0 && message.unreadBytes() == 0,
        message.digest(),
        Idempotence.isKeyed(request),
        failedNs == Exchange.NEVER ? 0 : charges.ns(Waiting.CAUSES, message.startNs(), failedNs));
  }

  boolean failed() {
    return failedNs != Exchange.NEVER;
  }

  /** Whether the bodies are the same, as far as is known; what was not captured, nobody knows. */
  boolean sameBody(Attempt later) {
    if (!captured || !later.captured) {
      return false;
    }
    boolean known = whole && digest != -1 && later.digest != -1;
    return !known || digest == later.digest;
  }

  /** Whether the bodies were compared, and are the same. */
  boolean certainlyRepeatedBy(Attempt later) {
    return whole && digest != -1 && digest == later.digest;
  }

  private static long failedNs(ConnectionSummary connection, Transaction transaction) {
    if (!transaction.certain() || connection.serverToClient().missingBytes() > 0) {
      return Exchange.NEVER;
    }
    Response response = transaction.response();
    CloseSummary close = connection.close();
    if (response == null) {
      ClosingSegment end = endOfHope(close);
      boolean timedOut = end == null && close.kind() == CloseKind.TIMED_OUT;
      return timedOut ? connection.endNs() : timeNs(end);
    }
    StreamEnd cutBy = response.message().cutBy();
    boolean cut = !response.message().complete() && cutBy != null && cutBy != StreamEnd.UNSEEN;
    // A client that ends a connection in the midst of an answer wants no more of it.
    return cut ? timeNs(ServersEnd.of(connection)) : Exchange.NEVER;
  }

  /** The segment after which no answer could come, or be taken: a client's FIN alone is not it. */
  private static @Nullable ClosingSegment endOfHope(CloseSummary close) {
    ClosingSegment first = close.first();
    boolean clientFirst = first != null && first.by() == Side.CLIENT;
    boolean serverTooLater = close.serverFin() != null || close.reset() != null;
    return clientFirst && !serverTooLater ? null : first;
  }

  private static long timeNs(@Nullable ClosingSegment end) {
    return end == null ? Exchange.NEVER : end.timeNs();
  }
}
