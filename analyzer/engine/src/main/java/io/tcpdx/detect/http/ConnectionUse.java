package io.tcpdx.detect.http;

import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a connection that carried exchanges, to set it beside others of its {@link
 * Caller}. Times are those of capture, nanoseconds since the epoch.
 *
 * @param caller whose it is
 * @param openedNs when its SYN passed, or its first segment
 * @param firstPacket number of that packet
 * @param setUp what it took to make it ready
 * @param path the RTTs of its path
 * @param exchanges how many it carried, as far as they are kept
 * @param firstAskedNs when the first request began
 * @param firstEndNs when the first exchange was over
 * @param firstWaitNs what the first request waited for its answer; -1 where unknown
 * @param idle when it had nothing to do between exchanges
 * @param quietNs when its last exchange was over; {@link Exchange#NEVER} where that is not known,
 *     or one stayed without an answer
 * @param closedNs when the first FIN or reset passed; {@link Long#MAX_VALUE} where none was seen
 * @param end who ended it and why; null where it may carry another request
 * @param announcedNs for how long the server said to keep it idle, in nanoseconds; null where it
 *     did not say
 * @param encrypted whether its exchanges are seen by their turns only
 * @param multiplexed whether it carries many exchanges at once (HTTP/2)
 * @param safe whether all its requests were safe ones (RFC 9110 §9.2.1); false where not known
 * @param initialWindowBytes what the server could send before the first ACK, at least; 0 where
 *     unknown
 * @param maxFlightBytes the most that the server had in flight; 0 where unknown
 * @param cost what the ledger has for what others need not do again
 */
record ConnectionUse(
    Caller caller,
    long openedNs,
    long firstPacket,
    SetUp setUp,
    PathTimes path,
    int exchanges,
    long firstAskedNs,
    long firstEndNs,
    long firstWaitNs,
    IdleSpans idle,
    long quietNs,
    long closedNs,
    @Nullable ConnectionEnd end,
    @Nullable Long announcedNs,
    boolean encrypted,
    boolean multiplexed,
    boolean safe,
    long initialWindowBytes,
    long maxFlightBytes,
    UseCost cost) {
  private static final long INITIAL_SEGMENTS = 10;

  /**
   * Answers with which a server gives up reading the connection: it does not know any more where
   * the next request begins, or will not take the rest of this one (RFC 9110 §15.5, §15.6).
   */
  private static final Set<Integer> REFUSALS = Set.of(400, 408, 413, 414, 431, 505);

  /** Null where the connection was no carrier of exchanges, was refused, or became a tunnel. */
  static @Nullable ConnectionUse of(
      ConnectionSummary connection, Conversation conversation, Charges charges) {
    List<? extends Exchange> exchanges = conversation.exchanges();
    HttpSummary http = conversation.http();
    boolean tunnel = http != null && http.tunnel() != null;
    if (exchanges.isEmpty() || tunnel || refused(conversation)) {
      return null;
    }
    PathTimes path = PathTimes.of(connection);
    IdleSpans idle = IdleSpans.between(exchanges);
    long quietNs = followed(connection, conversation) ? idle.quietNs() : Exchange.NEVER;
    ClosingSegment closing = connection.close().first();
    Exchange first = exchanges.get(0);
    return new ConnectionUse(
        Caller.of(connection, conversation),
        connection.startNs(),
        connection.firstPacket(),
        SetUp.of(connection, conversation),
        path,
        exchanges.size(),
        first.startNs(),
        first.endNs(),
        first.waitNs(connection.times()),
        idle,
        quietNs,
        closing == null ? Long.MAX_VALUE : closing.timeNs(),
        ConnectionEnd.of(connection, conversation, quietNs, path.toClientNs()),
        KeepAlive.lastOf(conversation).timeoutNs(),
        conversation.transactions().isEmpty(),
        multiplexes(conversation),
        safe(conversation),
        initialWindowBytes(connection),
        orZero(connection.serverToClient().maxFlightBytes()),
        UseCost.of(charges, first, path, connection.times()));
  }

  private static boolean refused(Conversation conversation) {
    return conversation.transactions().stream()
        .map(Transaction::response)
        .anyMatch(response -> response != null && REFUSALS.contains(response.status()));
  }

  /** Whether all that was said is known, so that silence means that there was nothing to say. */
  private static boolean followed(ConnectionSummary connection, Conversation conversation) {
    HttpSummary http = conversation.http();
    int kept = conversation.exchanges().size();
    boolean whole =
        http == null
            ? kept < Conversation.MAX_EXCHANGES
            : http.resynchronised() == 0 && http.requests() <= kept;
    return whole
        && connection.bothDirections()
        && connection.clientToServer().missingBytes() == 0
        && conversation.transactions().stream().allMatch(Transaction::certain);
  }

  private static boolean multiplexes(Conversation conversation) {
    TlsHandshake tls = conversation.tls();
    return conversation.application() == Application.HTTP2
        || (tls != null && "h2".equals(tls.alpn()));
  }

  private static boolean safe(Conversation conversation) {
    return !conversation.transactions().isEmpty()
        && conversation.transactions().stream()
            .allMatch(it -> it.request() != null && isSafe(it.request().method()));
  }

  private static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  /**
   * What was sent at first may be little because there was no more to say: the window is taken to
   * be ten segments then (RFC 6928).
   */
  private static long initialWindowBytes(ConnectionSummary connection) {
    Integer mss = connection.clientToServer().mss();
    long sentBytes = orZero(connection.serverToClient().initialWindowBytes());
    return sentBytes == 0 || mss == null ? 0 : Math.max(sentBytes, INITIAL_SEGMENTS * mss);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /** What the client sees of an event that passed here, and answers at once, passes this later. */
  long seenByClientNs(long timeNs) {
    return timeNs + Math.max(0, path.toClientNs());
  }
}
