package io.tcpdx.ledger;

import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owed what to whom on a connection, as far as what was said on it is understood: nobody waits
 * for one who owes nothing.
 */
final class Owed {
  /** By whom something was owed at a moment. */
  enum By {
    /** An answer, or the rest of one. */
    SERVER,
    /** The rest of a request. */
    CLIENT,
    /** All that was asked was answered, and nothing was being asked. */
    NOBODY,
    /** What was said is not understood, or not all of it was seen. */
    UNKNOWN
  }

  private static final Owed NOTHING_KNOWN = new Owed(null, By.UNKNOWN);

  /** In the order of their beginnings; null where nothing is known. */
  private final @Nullable List<? extends Exchange> exchanges;

  /** When nothing was owed any more of an exchange, or of one before it. */
  private final long[] settledNs;

  /** By whom, in the time between a question's end and its answer's. */
  private final By answering;

  private Owed(@Nullable List<? extends Exchange> exchanges, By answering) {
    this.exchanges = exchanges;
    this.answering = answering;
    settledNs = new long[exchanges == null ? 0 : exchanges.size()];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < settledNs.length && exchanges != null; i++) {
      latest = Math.max(latest, settledNs(exchanges.get(i)));
      settledNs[i] = latest;
    }
  }

  static Owed of(Conversation conversation) {
    HttpSummary http = conversation.http();
    if (http != null) {
      return understood(http, conversation.transactions())
          ? new Owed(inOrder(conversation.transactions()), By.SERVER)
          : NOTHING_KNOWN;
    }
    List<Turn> turns = conversation.turns();
    boolean all = !turns.isEmpty() && turns.size() < Conversation.MAX_EXCHANGES;
    // within a turn of encrypted data the answer may be over, and what follows be none
    return all ? new Owed(inOrder(turns), By.UNKNOWN) : NOTHING_KNOWN;
  }

  private static boolean understood(HttpSummary http, List<Transaction> transactions) {
    return http.fromStart()
        && http.tunnel() == null
        && http.resynchronised() == 0
        && http.requests() <= transactions.size()
        && transactions.stream().allMatch(it -> it.certain() && it.request() != null);
  }

  private static List<? extends Exchange> inOrder(List<? extends Exchange> exchanges) {
    return exchanges.stream().sorted(Comparator.comparingLong(Exchange::startNs)).toList();
  }

  /** When nothing was owed any more; {@link Long#MAX_VALUE} where that did not come to be. */
  private static long settledNs(Exchange exchange) {
    if (exchange instanceof Transaction transaction) {
      Response response = transaction.response();
      return response != null && response.message().complete()
          ? response.message().endNs()
          : Long.MAX_VALUE;
    }
    return exchange.complete() ? exchange.endNs() : Long.MAX_VALUE;
  }

  /** By whom something was owed just after that moment. */
  By at(long timeNs) {
    List<? extends Exchange> all = exchanges;
    if (all == null) {
      return By.UNKNOWN;
    }
    int last = lastBegunBy(timeNs, all);
    if (last < 0 || settledNs[last] <= timeNs) {
      return By.NOBODY;
    }
    boolean asking = all.get(last) instanceof Transaction it && isAsking(it, timeNs);
    boolean othersOpen = last > 0 && settledNs[last - 1] > timeNs;
    return asking && !othersOpen ? By.CLIENT : answering;
  }

  /** Place of the last exchange that had begun; -1 where none had. */
  private static int lastBegunBy(long timeNs, List<? extends Exchange> all) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).startNs() <= timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static boolean isAsking(Transaction transaction, long timeNs) {
    Request request = transaction.request();
    Message message = request == null ? null : request.message();
    return message != null && (!message.complete() || message.endNs() > timeNs);
  }
}
