package io.tcpdx.protocol;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the time of an {@link Exchange} went into, as a browser's network panel tells it: in
 * nanoseconds; null where a phase did not take place, was not seen, or the capture's clock jumped
 * in it, never 0 for that.
 *
 * <p>DNS, connect and TLS belong to the first exchange of a connection, whoever waited for them.
 * What passed between their ends and the question's first byte (a browser opens connections ahead)
 * is in no phase.
 *
 * @param dnsNs the look-up by whose answer the client found the server
 * @param connectNs from the first SYN to the ACK that completes
 * @param tlsNs from the ClientHello until the client can send data
 * @param sendNs from the question's first to its last byte, up to the answer's first; without the
 *     wait for a 100 (Continue)
 * @param blockedNs what a pipelined request waited for the answers before its own (RFC 9112 §9.3.2)
 * @param waitNs from the question's end, or from the end of {@code blockedNs}, to the answer's
 *     first byte, and before the content for a 100 (Continue) (RFC 9110 §10.1.1)
 * @param receiveNs from the answer's first byte to the last byte of the exchange
 * @param totalNs the sum of all these; null where question or answer was not seen, or one is not
 *     known for a jump of the clock
 * @param vainNs where no answer came: from the question's end until an end of the connection, or
 *     its last segment; else null
 */
public record Phases(
    @Nullable Long dnsNs,
    @Nullable Long connectNs,
    @Nullable Long tlsNs,
    @Nullable Long sendNs,
    @Nullable Long blockedNs,
    @Nullable Long waitNs,
    @Nullable Long receiveNs,
    @Nullable Long totalNs,
    @Nullable Long vainNs) {

  /** The phases of every HTTP transaction of a connection, in their order. */
  public static List<Phases> ofTransactions(
      ConnectionSummary connection, Conversation conversation) {
    HttpSummary http = conversation.http();
    boolean fromStart = http == null || http.fromStart();
    List<Phases> all = new ArrayList<>(conversation.transactions().size());
    long answeredNs = Exchange.NEVER;
    for (Transaction transaction : conversation.transactions()) {
      boolean first = fromStart && transaction.index() == 0;
      SetUp setUp = first ? SetUp.of(connection, conversation, null) : SetUp.NONE;
      Long blockedUntil =
          transaction.pipelined() && answeredNs != Exchange.NEVER ? answeredNs : null;
      Phases phases = of(setUp, transaction, expectedNs(transaction), blockedUntil, connection);
      all.add(phases.whatIsKnown(transaction, connection.times()));
      if (transaction.response() != null) {
        answeredNs = Math.max(answeredNs, transaction.response().message().endNs());
      }
    }
    return all;
  }

  /** The phases of every turn of encrypted data on a connection, in their order. */
  public static List<Phases> ofTurns(ConnectionSummary connection, Conversation conversation) {
    boolean tunnelled = conversation.http() != null;
    TlsHandshake tls = conversation.tls();
    Long tlsNs = tls == null ? null : tls.setUpNs(connection);
    List<Phases> all = new ArrayList<>(conversation.turns().size());
    for (Turn turn : conversation.turns()) {
      SetUp setUp = SetUp.NONE;
      if (all.isEmpty() && tls != null && tls.startNs() != null) {
        setUp =
            tunnelled ? new SetUp(null, null, tlsNs) : SetUp.of(connection, conversation, tlsNs);
      }
      Phases phases = of(setUp, turn, 0, null, connection);
      all.add(phases.whatIsKnown(turn, connection.times()));
    }
    return all;
  }

  /** What came before the first exchange of a connection. */
  private record SetUp(@Nullable Long dnsNs, @Nullable Long connectNs, @Nullable Long tlsNs) {
    static final SetUp NONE = new SetUp(null, null, null);

    static SetUp of(ConnectionSummary connection, Conversation conversation, @Nullable Long tlsNs) {
      boolean opened = connection.handshake().outcome() == HandshakeOutcome.ESTABLISHED;
      Lookup lookup = conversation.lookup();
      return new SetUp(
          lookup == null ? null : lookup.durationNs(connection.times()),
          opened ? connection.handshake().totalNs() : null,
          tlsNs);
    }

    long sumNs() {
      return orZero(dnsNs) + orZero(connectNs) + orZero(tlsNs);
    }
  }

  /** How long the content was held until the 100 (Continue) came, in nanoseconds. */
  private static long expectedNs(Transaction transaction) {
    Request request = transaction.request();
    Response response = transaction.response();
    Long continueNs = response == null ? null : response.continueNs();
    if (request == null || continueNs == null) {
      return 0;
    }
    long headEndNs = request.message().headEndNs();
    boolean within = headEndNs <= continueNs && continueNs <= request.message().endNs();
    return within ? continueNs - headEndNs : 0;
  }

  private static Phases of(
      SetUp setUp,
      Exchange exchange,
      long expectedNs,
      @Nullable Long blockedUntilNs,
      ConnectionSummary connection) {
    long startNs = exchange.startNs();
    boolean asked = exchange.askedNs() != Exchange.NEVER;
    boolean answered = exchange.answerNs() != Exchange.NEVER;
    // Each moment not before the one before it: a server may answer before it heard all, and
    // captures run backward at times.
    long answerNs = answered ? Math.max(startNs, exchange.answerNs()) : Long.MAX_VALUE;
    long askedNs = asked ? Math.min(Math.max(startNs, exchange.askedNs()), answerNs) : startNs;
    Long receiveNs = answered ? Math.max(0, exchange.endNs() - answerNs) : null;
    if (!asked) {
      return new Phases(
          setUp.dnsNs, setUp.connectNs, setUp.tlsNs, null, null, null, receiveNs, null, null);
    }
    long heldNs = Math.min(expectedNs, askedNs - startNs);
    long sendNs = askedNs - startNs - heldNs;
    if (!answered) {
      long vainNs = Math.max(0, endOf(connection, askedNs) - askedNs);
      return new Phases(
          setUp.dnsNs, setUp.connectNs, setUp.tlsNs, sendNs, null, null, null, null, vainNs);
    }
    Long blockedNs =
        blockedUntilNs == null ? null : Math.max(0, Math.min(blockedUntilNs, answerNs) - askedNs);
    long waitNs = heldNs + answerNs - askedNs - orZero(blockedNs);
    long totalNs = setUp.sumNs() + sendNs + orZero(blockedNs) + waitNs + orZero(receiveNs);
    return new Phases(
        setUp.dnsNs,
        setUp.connectNs,
        setUp.tlsNs,
        sendNs,
        blockedNs,
        waitNs,
        receiveNs,
        totalNs,
        null);
  }

  /** The same without the phases in which the capture's clock jumped. */
  private Phases whatIsKnown(Exchange exchange, CaptureTimes times) {
    long startNs = exchange.startNs();
    long askedNs = exchange.askedNs() == Exchange.NEVER ? startNs : exchange.askedNs();
    long answerNs = exchange.answerNs() == Exchange.NEVER ? askedNs : exchange.answerNs();
    long overNs = Math.max(exchange.endNs(), askedNs + orZero(vainNs));
    if (!times.jumpedBetween(startNs, overNs)) {
      return this;
    }
    boolean asking = times.jumpedBetween(startNs, askedNs);
    boolean waiting = times.jumpedBetween(askedNs, answerNs);
    return new Phases(
        dnsNs,
        connectNs,
        tlsNs,
        asking ? null : sendNs,
        waiting ? null : blockedNs,
        waiting || asking ? null : waitNs, // of an upload held for a 100, part lies in the sending
        times.jumpedBetween(answerNs, exchange.endNs()) ? null : receiveNs,
        null,
        times.jumpedBetween(askedNs, overNs) ? null : vainNs);
  }

  /** When it was clear that nothing more would come: a FIN of the server's, a reset, the end. */
  private static long endOf(ConnectionSummary connection, long afterNs) {
    CloseSummary close = connection.close();
    long endNs = connection.endNs();
    return Math.min(after(close.serverFin(), afterNs, endNs), after(close.reset(), afterNs, endNs));
  }

  private static long after(@Nullable ClosingSegment closing, long afterNs, long endNs) {
    return closing == null || closing.timeNs() < afterNs
        ? endNs
        : Math.min(endNs, closing.timeNs());
  }

  private static long orZero(@Nullable Long ns) {
    return ns == null ? 0 : ns;
  }
}
