package io.tcpdx.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said on one connection.
 *
 * @param application the protocol, by content
 * @param http how HTTP used the connection; null where it was not HTTP
 * @param transactions of HTTP, by their index, at most {@link #MAX_EXCHANGES}
 * @param tls the TLS handshake; null where there was none. Beside {@code http} where TLS runs in a
 *     tunnel that CONNECT opened
 * @param turns of encrypted data, at most {@link #MAX_EXCHANGES}
 * @param lookup the DNS look-up by whose answer the client found the server; null where none is
 *     known
 * @param limitsHit which of the analysis' caps were reached, as words for a person
 */
public record Conversation(
    Application application,
    @Nullable HttpSummary http,
    List<Transaction> transactions,
    @Nullable TlsHandshake tls,
    List<Turn> turns,
    @Nullable Lookup lookup,
    List<String> limitsHit) {
  /** Exchanges kept for one connection; of more, only counts are kept. */
  public static final int MAX_EXCHANGES = 100_000;

  /** Nothing that tcpdx understands. */
  public static final Conversation NONE =
      new Conversation(Application.UNKNOWN, null, List.of(), null, List.of(), null, List.of());

  public Conversation {
    transactions = List.copyOf(transactions);
    turns = List.copyOf(turns);
    limitsHit = List.copyOf(limitsHit);
  }

  /** The same, with the look-up by whose answer the client found the server. */
  public Conversation after(@Nullable Lookup used) {
    return new Conversation(application, http, transactions, tls, turns, used, limitsHit);
  }

  /**
   * The same where only one direction was captured: nobody knows what belongs together, and what
   * looks unanswered was not.
   */
  public Conversation ofOneDirection() {
    List<Transaction> alone =
        transactions.stream()
            .map(t -> new Transaction(t.index(), t.stream(), t.request(), t.response(), 0, false))
            .toList();
    HttpSummary half = http == null ? null : http.ofOneDirection();
    return new Conversation(application, half, alone, tls, turns, lookup, limitsHit);
  }

  /** The questions and answers: HTTP's transactions, or else the turns of encrypted data. */
  public List<? extends Exchange> exchanges() {
    return transactions.isEmpty() ? turns : transactions;
  }
}
