package io.tcpdx.detect.http;

import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Set;

/**
 * How long the answers of a connection waited behind the answers to earlier requests. HTTP/1 sends
 * answers in the order of requests (RFC 9112 §9.3.2), so one that is ready must wait until the
 * server has begun with all before it. When an answer was ready is not to be seen: the waits are
 * upper bounds.
 */
final class HeadOfLine {
  /** Less is the time in which answers follow one another. */
  private static final long MIN_WAIT_NS = 1_000_000L;

  /** What the answers before are charged to while others wait for them. */
  private static final Set<Cause> ANSWERING =
      Set.of(
          Cause.SERVER_THINK,
          Cause.CLIENT_THINK,
          Cause.NETWORK,
          Cause.TRANSFER,
          Cause.CONGESTION_WINDOW,
          Cause.UNKNOWN);

  private final Charges charges;
  private long unionNs;
  private long chargedNs;
  private long longestNs;
  private int waiting;
  private long coveredUntilNs = Exchange.NEVER;

  /** The latest beginning of an answer so far, and the transaction whose answer that was. */
  private long begunNs = Exchange.NEVER;

  private int longestOwn = -1;
  private long longestOwnNs;
  private int slowest = -1;

  /**
   * @param transactions those of one connection, in order
   * @param toServerNs RTT between capture point and server, in nanoseconds: no answer is seen
   *     sooner than this after its request
   * @param charges what the connection's time was charged to
   */
  HeadOfLine(List<Transaction> transactions, long toServerNs, Charges charges) {
    this.charges = charges;
    int before = -1;
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      long answerNs = transaction.answerNs();
      if (answerNs == Exchange.NEVER) {
        continue;
      }
      if (transaction.pipelined() && transaction.certain() && before >= 0) {
        judge(transaction, transactions, before, transaction.askedNs() + toServerNs);
      }
      if (answerNs > begunNs) {
        noteOwn(transaction, i, toServerNs);
        begunNs = answerNs;
        before = i;
      }
    }
  }

  /** Remembers whose answer took longest once its turn had come. */
  private void noteOwn(Transaction transaction, int index, long toServerNs) {
    long askedNs = transaction.askedNs();
    long possibleNs = askedNs == Exchange.NEVER ? transaction.answerNs() : askedNs + toServerNs;
    long ownNs = transaction.answerNs() - Math.max(possibleNs, begunNs);
    if (longestOwn < 0 || ownNs > longestOwnNs) {
      longestOwnNs = ownNs;
      longestOwn = index;
    }
  }

  private void judge(
      Transaction transaction, List<Transaction> transactions, int before, long possibleNs) {
    long waitedNs = begunNs - possibleNs;
    long ownNs = transaction.answerNs() - begunNs;
    if (waitedNs < MIN_WAIT_NS || ownNs > waitedNs) {
      return; // it took longer itself than it could have waited: nobody held it up
    }
    waiting++;
    long fromNs = Math.max(possibleNs, coveredUntilNs);
    unionNs += Math.max(0, begunNs - fromNs);
    chargedNs += charges.ns(ANSWERING, fromNs, begunNs);
    coveredUntilNs = Math.max(coveredUntilNs, begunNs);
    if (waitedNs > longestNs) {
      longestNs = waitedNs;
      boolean inTheWay = transactions.get(longestOwn).answerNs() > possibleNs;
      slowest = inTheWay ? longestOwn : before;
    }
  }

  /** Time in which at least one answer waited behind another, in nanoseconds. */
  long unionNs() {
    return unionNs;
  }

  /** What the ledger has for answering in that time, in nanoseconds. */
  long chargedNs() {
    return chargedNs;
  }

  /** The longest wait of one answer, in nanoseconds. */
  long longestNs() {
    return longestNs;
  }

  /** How many answers waited. */
  int waiting() {
    return waiting;
  }

  /** Place in the list of the transaction behind which one waited longest; -1 where none did. */
  int slowest() {
    return slowest;
  }
}
