package io.tcpdx.detect.http;

import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Who ended a connection, and why.
 *
 * @param reason by what was said, or else by what was done
 * @param by who wanted it so: who said {@code close}, not who sent the first FIN
 */
record ConnectionEnd(EndReason reason, Side by) {
  /** A connection idle for less was closed because its request was done. */
  private static final long IDLE_NS = 1_000_000_000L;

  /** Time-outs are announced in whole seconds, and servers look only now and then. */
  private static final long TIMEOUT_SLACK_NS = 1_000_000_000L;

  /** Servers that limit requests without a word allow at least so many by default (nginx: 1000). */
  private static final long MANY_REQUESTS = 100;

  /**
   * Who ends this connection, and why.
   *
   * @param quietNs when its last exchange was over, nanoseconds since the epoch
   * @param toClientNs RTT between capture point and client, in nanoseconds; -1 where unknown
   * @return null where it may carry another request, and neither side has closed it
   */
  static @Nullable ConnectionEnd of(
      ConnectionSummary connection, Conversation conversation, long quietNs, long toClientNs) {
    ConnectionEnd said = said(conversation);
    ClosingSegment closing = connection.close().first();
    if (said != null || closing == null) {
      return said;
    }
    if (closing.by() == Side.CLIENT) {
      long idleNs = closing.timeNs() - quietNs - Math.max(0, toClientNs);
      EndReason reason = idleNs >= IDLE_NS ? EndReason.IDLE_TIMEOUT : EndReason.CLIENT_CLOSED;
      return new ConnectionEnd(reason, Side.CLIENT);
    }
    KeepAlive announced = KeepAlive.lastOf(conversation);
    return new ConnectionEnd(byServer(closing.timeNs() - quietNs, announced), Side.SERVER);
  }

  private static EndReason byServer(long idleNs, KeepAlive announced) {
    Long timeoutNs = announced.timeoutNs();
    if (timeoutNs != null && timeoutNs > 0 && idleNs >= timeoutNs - TIMEOUT_SLACK_NS) {
      return EndReason.KEEP_ALIVE_TIMEOUT;
    }
    if (idleNs >= IDLE_NS) {
      return EndReason.IDLE_TIMEOUT;
    }
    Long max = announced.max();
    return max != null && max <= 1 ? EndReason.KEEP_ALIVE_MAX : EndReason.SERVER_CLOSED;
  }

  /** Null where both would keep it, or what they said is not known. */
  private static @Nullable ConnectionEnd said(Conversation conversation) {
    if (conversation.transactions().isEmpty()) {
      return null;
    }
    int last = conversation.transactions().size() - 1;
    Transaction transaction = conversation.transactions().get(last);
    Request request = transaction.request();
    Response response = transaction.response();
    if (request != null && !request.message().keepsConnection()) {
      return new ConnectionEnd(word(request.message()), Side.CLIENT);
    }
    if (response == null) {
      return null;
    }
    Message answer = response.message();
    if (answer.delimiter() == BodyDelimiter.CLOSE && answer.version().equals("1.1")) {
      return new ConnectionEnd(EndReason.NO_LENGTH, Side.SERVER);
    }
    if (!answer.keepsConnection()) {
      EndReason reason = limitReached(conversation) ? EndReason.KEEP_ALIVE_MAX : word(answer);
      return new ConnectionEnd(reason, Side.SERVER);
    }
    return answer.delimiter() == BodyDelimiter.CLOSE
        ? new ConnectionEnd(EndReason.NO_LENGTH, Side.SERVER)
        : null;
  }

  private static EndReason word(Message message) {
    return message.fields().hasToken("Connection", "close")
        ? EndReason.CONNECTION_CLOSE
        : EndReason.HTTP_1_0;
  }

  private static boolean limitReached(Conversation conversation) {
    int requests = conversation.transactions().size();
    return requests >= MANY_REQUESTS
        || (requests > 1 && KeepAlive.lastOf(conversation).max() != null);
  }
}
