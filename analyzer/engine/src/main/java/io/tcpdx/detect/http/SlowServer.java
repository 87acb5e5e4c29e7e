package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Needs;
import io.tcpdx.detect.StandIn;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Answers that took far longer to begin than the path needs. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "slow-server",
    title = "Slow server",
    reference = "RFC 9110 §3.6",
    requires = {Needs.BOTH_DIRECTIONS, Needs.EXCHANGES},
    charges = {Cause.SERVER_THINK},
    overlaps = {"serial-requests"})
public final class SlowServer implements ConversationDetector {
  /** From here on a person notices. */
  private static final long MIN_THINK_NS = 200_000_000L;

  /** And so many times what the path takes. */
  private static final int MIN_ROUND_TRIPS = 4;

  /**
   * Of what is encrypted, an answer that comes later than this may be something that the server had
   * to say of its own accord: a push, an event that was waited for.
   */
  private static final long MAX_TURN_NS = 20_000_000_000L;

  /** Floor of the retransmission timer in Linux and BSD. */
  private static final long MIN_TIMEOUT_NS = 200_000_000L;

  /** More are a matter of minutes. */
  private static final int MAX_BACKOFFS = 10;

  private static final Set<Cause> THINKING = Set.of(Cause.SERVER_THINK);

  private final Map<Endpoint, SlowAnswers> servers = new LinkedHashMap<>();

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    HttpSummary http = conversation.http();
    if (http != null && http.tunnel() != null) {
      return; // who answers in a tunnel is not who is connected to
    }
    SlowAnswers answers = servers.computeIfAbsent(connection.server(), SlowAnswers::new);
    PathTimes path = PathTimes.of(connection);
    boolean nearby = StandIn.likely(connection.client(), connection.server(), path.fullNs());
    long toServerNs = Math.max(0, path.toServerNs());
    long notableNs = Math.max(MIN_THINK_NS, MIN_ROUND_TRIPS * Math.max(0, path.fullNs()));
    notableNs += lossNs(connection, path.fullNs());
    long answeredNs = Exchange.NEVER;
    long chargedUntilNs = Exchange.NEVER;
    boolean first = true;
    for (Exchange exchange : conversation.exchanges()) {
      long thinkNs = thinkNs(exchange, exchange.waitNs(connection.times()), answeredNs, toServerNs);
      if (thinkNs >= 0) {
        answers.add(thinkNs, first, toServerNs);
      }
      if (thinkNs >= notableNs && mayBeAnswer(exchange, thinkNs)) {
        long fromNs = Math.max(chargedUntilNs, exchange.askedNs());
        long chargedNs = charges.ns(THINKING, fromNs, exchange.answerNs());
        answers.addLong(
            new Wait(exchange, first, thinkNs, notableNs, toServerNs, chargedNs, nearby));
        chargedUntilNs = Math.max(chargedUntilNs, exchange.answerNs());
      }
      first = false;
      boolean inOrder = !(exchange instanceof Transaction it) || it.stream() == null;
      answeredNs = inOrder ? Math.max(answeredNs, exchange.endNs()) : Exchange.NEVER;
    }
  }

  /**
   * What of a wait the loss of segments may be to blame for: as many time-outs in a row, each twice
   * as long as the one before (RFC 6298 §5.5), as segments were sent again.
   */
  private static long lossNs(ConnectionSummary connection, long rttNs) {
    int again =
        connection.clientToServer().retransmissions().total()
            + connection.serverToClient().retransmissions().total();
    long timeoutNs = MIN_TIMEOUT_NS + 2 * Math.max(0, rttNs);
    return ((1L << Math.min(again, MAX_BACKOFFS)) - 1) * timeoutNs;
  }

  /**
   * What the server took for an answer by itself; -1 where it is not known. A pipelined request is
   * taken up when those before it are answered; one whose answer began before its end (an upload)
   * made nobody wait.
   */
  private static long thinkNs(Exchange exchange, long waitNs, long answeredNs, long toServerNs) {
    boolean certain = !(exchange instanceof Transaction it) || it.certain();
    if (waitNs < 0 || !certain) {
      return -1;
    }
    long ownNs = waitNs - toServerNs;
    long queuedNs = answeredNs == Exchange.NEVER ? 0 : answeredNs - exchange.askedNs();
    return Math.max(0, queuedNs > toServerNs ? waitNs - queuedNs : ownNs);
  }

  private static boolean mayBeAnswer(Exchange exchange, long thinkNs) {
    return exchange instanceof Transaction || thinkNs <= MAX_TURN_NS;
  }

  @Override
  public void onEnd(FindingSink findings) {
    for (SlowAnswers answers : servers.values()) {
      Finding finding = answers.finding();
      if (finding != null) {
        findings.found(finding);
      }
    }
  }
}
