package io.tcpdx.detect.http;

import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.HostPair;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on a connection that its server was closing, or had closed.
 *
 * @param hosts client and server
 * @param connection its id
 * @param what the request in words
 * @param identity what makes it the same as another
 * @param askedNs when it began, nanoseconds since the epoch
 * @param askedPacket number of the packet that begins it
 * @param closing the server's FIN or reset
 * @param reset whether that is a reset
 * @param idleNs for how long there had been nothing to do when it was asked, in nanoseconds
 * @param closedAfterNs for how long when the server closed
 * @param seen whether the client had got the server's FIN before it asked
 * @param confidence whether the close can have been the answer to the request
 * @param announced what the server had announced
 * @param exchanges requests answered before
 * @param lost requests without answer
 * @param waitedNs what the ledger has for waiting on the connection since it was asked, in
 *     nanoseconds
 */
record LostRequest(
    HostPair hosts,
    int connection,
    String what,
    long identity,
    long askedNs,
    long askedPacket,
    ClosingSegment closing,
    boolean reset,
    long idleNs,
    long closedAfterNs,
    boolean seen,
    Confidence confidence,
    KeepAlive announced,
    int exchanges,
    int lost,
    long waitedNs) {

  /** What capturing and the hosts' kernels may add to a round trip. */
  private static final long SLACK_NS = 2_000_000L;

  /** A connection idle for less hardly ran into a time-out. */
  private static final long IDLE_NS = 1_000_000_000L;

  private static final int MAX_TARGET = 80;

  /** Null where no request was lost so. */
  static @Nullable LostRequest of(
      ConnectionSummary connection, Conversation conversation, Charges charges) {
    List<? extends Exchange> exchanges = conversation.exchanges();
    int first = firstUnanswered(exchanges);
    ClosingSegment closing = byServer(connection);
    if (first < 1 || closing == null || !persistent(exchanges.get(first - 1))) {
      return null;
    }
    long quietNs = Exchange.NEVER;
    for (Exchange answered : exchanges.subList(0, first)) {
      quietNs = Math.max(quietNs, answered.endNs());
    }
    Exchange asked = exchanges.get(first);
    long idleNs = asked.startNs() - quietNs;
    PathTimes path = PathTimes.of(connection);
    long afterNs = closing.timeNs() - asked.startNs();
    Confidence confidence = confidence(afterNs, path.toServerNs(), idleNs, conversation);
    boolean jumped =
        connection.times().jumpedBetween(quietNs, Math.max(asked.startNs(), closing.timeNs()));
    if (jumped || confidence == null || idleNs < 0 || closing.timeNs() < quietNs) {
      return null;
    }
    return new LostRequest(
        HostPair.of(connection),
        connection.id(),
        words(asked),
        AskedRequests.identity(asked),
        asked.startNs(),
        asked.firstPacket(),
        closing,
        closing.equals(connection.close().reset()),
        idleNs,
        closing.timeNs() - quietNs,
        -afterNs > Math.max(0, path.toClientNs()) + SLACK_NS,
        confidence,
        KeepAlive.lastOf(conversation),
        first,
        exchanges.size() - first,
        charges.ns(Waiting.CAUSES, asked.startNs(), connection.endNs()));
  }

  /** The first exchange after which nothing was answered; -1 where that is not known. */
  private static int firstUnanswered(List<? extends Exchange> exchanges) {
    int first = exchanges.size();
    while (first > 0 && exchanges.get(first - 1).answerNs() == Exchange.NEVER) {
      first--;
    }
    boolean answered = exchanges.subList(0, first).stream().allMatch(Exchange::complete);
    boolean certain =
        exchanges.stream().allMatch(it -> !(it instanceof Transaction known) || known.certain());
    return answered && certain && first < exchanges.size() ? first : -1;
  }

  /** The segment by which the server closed the connection first; null where the client did. */
  private static @Nullable ClosingSegment byServer(ConnectionSummary connection) {
    ClosingSegment closing = connection.close().first();
    return closing == null || closing.by() != Side.SERVER ? null : closing;
  }

  private static boolean persistent(Exchange before) {
    if (!(before instanceof Transaction transaction)) {
      return true;
    }
    Request request = transaction.request();
    Response response = transaction.response();
    return request != null
        && response != null
        && request.message().keepsConnection()
        && response.message().keepsConnection();
  }

  /**
   * Whether the server closed before it had the request: what it sends for its sake passes a round
   * trip later at the earliest. Null where it closed later, having had the request.
   */
  private static @Nullable Confidence confidence(
      long afterNs, long toServerNs, long idleNs, Conversation conversation) {
    long roundTripNs = Math.max(0, toServerNs);
    boolean before = afterNs <= 0 || afterNs < roundTripNs - SLACK_NS;
    if (before) {
      // of what is encrypted, the last data may be no request
      return conversation.transactions().isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN;
    }
    return afterNs <= roundTripNs + SLACK_NS && idleNs >= IDLE_NS ? Confidence.LIKELY : null;
  }

  private static String words(Exchange asked) {
    Request request = asked instanceof Transaction transaction ? transaction.request() : null;
    if (request == null) {
      return "a request";
    }
    String target = request.target();
    boolean longer = target.length() > MAX_TARGET;
    return request.method() + " " + (longer ? target.substring(0, MAX_TARGET) + "…" : target);
  }
}
