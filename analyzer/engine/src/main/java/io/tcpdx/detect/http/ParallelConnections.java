package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many connections of one client to one server at once, and whether that gained anything. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "parallel-connections",
    title = "Many parallel connections",
    reference = "RFC 9112 §9.4",
    requires = {Needs.EXCHANGES})
public final class ParallelConnections implements ConversationDetector {
  /** As many as browsers open to one server. */
  private static final int USUAL = 6;

  /** More are many whoever opens them. */
  private static final int MANY = 8;

  /** Connections kept in all, of 24 bytes each. */
  private static final int MAX_CONNECTIONS = 1_000_000;

  private final Map<HostPair, Tally> tallies = new LinkedHashMap<>();
  private CaptureTimes times = new CaptureTimes();
  private int kept;

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final Spans open = new Spans();
    final SharedLink link = new SharedLink();
  }

  @Override
  public void configure(DetectorSettings settings) {
    times = settings.times();
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    if (kept == MAX_CONNECTIONS || !connection.bothDirections()) {
      return; // of one direction alone it is not known when the other side closed
    }
    kept++;
    Tally tally = tallies.computeIfAbsent(HostPair.of(connection), pair -> new Tally());
    tally.open.add(connection.startNs(), closedNs(connection), 0);
    tally.evidence.add(connection.startNs(), connection.firstPacket());
    boolean carried = false;
    for (Exchange exchange : conversation.exchanges()) {
      long bytes = answerBytes(exchange);
      if (bytes >= SharedLink.MIN_BYTES && exchange.answerNs() != Exchange.NEVER) {
        carried = true;
        tally.link.transfer(exchange.answerNs(), exchange.endNs(), bytes);
      }
    }
    if (carried) {
      tally.link.carrier(connection.serverToClient().retransmissions().total() > 0);
    }
  }

  /** A connection whose close has begun is none that anybody could use. */
  private static long closedNs(ConnectionSummary connection) {
    ClosingSegment closing = connection.close().first();
    if (closing != null) {
      return closing.timeNs();
    }
    return connection.close().kind() == CloseKind.OPEN_AT_END
        ? connection.times().withinStretch(connection.endNs(), Long.MAX_VALUE)
        : connection.endNs();
  }

  private static long answerBytes(Exchange exchange) {
    if (exchange instanceof Transaction transaction) {
      return transaction.response() == null ? 0 : transaction.response().message().passedBytes();
    }
    return exchange instanceof Turn turn ? turn.responseBytes() : 0;
  }

  @Override
  public void onEnd(FindingSink findings) {
    tallies.forEach(
        (pair, tally) -> {
          Spans.Most most = tally.open.most();
          if (most.count() > USUAL) {
            report(pair, tally, most, findings);
          }
        });
  }

  private void report(HostPair pair, Tally tally, Spans.Most most, FindingSink findings) {
    Boolean competed = tally.link.competed();
    findings.found(
        FindingBuilder.of(ParallelConnections.class)
            .hosts(pair.hosts())
            .level(most.count() > MANY ? Level.WARNING : Level.NOTE)
            .confidence(Boolean.TRUE.equals(competed) ? Confidence.LIKELY : Confidence.CERTAIN)
            .metric("maxParallel", most.count())
            .metric("maxAt", Figures.moment(times.clockNs(most.atNs())))
            .metric("competed", competed)
            .metric("connections", tally.open.size())
            .summary(
                pair.client()
                    + " had up to "
                    + most.count()
                    + " connections to "
                    + pair.server()
                    + " open at once"
                    + gain(competed))
            .advise(
                "If this is a load test or a pool sized for its load, nothing needs doing: each"
                    + " connection costs a set-up, memory at both ends and a congestion window of its"
                    + " own.")
            .advise(
                "Else at the client: fewer connections that are reused, or HTTP/2, which carries all"
                    + " requests on one (Node.js: maxSockets of http.Agent; Go: MaxConnsPerHost of"
                    + " Transport).")
            .build(tally.evidence));
  }

  private static String gain(@Nullable Boolean competed) {
    if (competed == null) {
      return "; whether they took the link from each other the capture does not tell.";
    }
    return competed
        ? ", and they competed: many together were hardly faster than few, or most of them lost"
            + " segments."
        : ", and they did not compete: many together were faster than few.";
  }
}
