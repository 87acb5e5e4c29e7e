package io.tcpdx.detect.http;

import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import org.jspecify.annotations.Nullable;

/** The connections of one client to one server that were not reused for one reason. */
final class NotReused {
  /** Less than this in all is not worth a change of a setting. */
  private static final long WARNING_COST_NS = 50_000_000L;

  /** One connection may be chance. */
  private static final int WARNING_COUNT = 2;

  /**
   * A sender silent for longer may take its window back: Linux's lowest retransmission time-out.
   */
  private static final long WINDOW_KEPT_NS = 200_000_000L;

  private final Evidence evidence = new Evidence();
  Confidence confidence = Confidence.CERTAIN;
  private long count;
  private long setUpNs;
  private long tlsNs;
  private long slowStarts;
  private long slowStartNs;

  /** One more connection, and the one that could have served in its stead. */
  void add(ConnectionUse next, ConnectionUse before) {
    count++;
    evidence.add(next.openedNs(), next.firstPacket());
    setUpNs += next.cost().setUpNs();
    tlsNs += Math.min(next.cost().setUpNs(), next.setUp().tlsNs());
    long repeatedNs = Math.min(next.cost().slowStartNs(), slowStartNs(next, before));
    slowStarts += repeatedNs > 0 ? 1 : 0;
    slowStartNs += repeatedNs;
  }

  /**
   * The rounds in which the new connection's flight grew to what the old one's had been, where that
   * was so short a time ago that its window would have been kept.
   */
  private static long slowStartNs(ConnectionUse next, ConnectionUse before) {
    long pauseNs = next.openedNs() - before.quietNs();
    long roundNs = next.path().fullNs();
    long window = next.initialWindowBytes();
    long flight = Math.min(next.maxFlightBytes(), before.maxFlightBytes());
    if (pauseNs < 0 || pauseNs >= WINDOW_KEPT_NS || roundNs < 0 || window <= 0) {
      return 0;
    }
    int rounds = 0;
    for (long grown = 2 * window; grown <= flight; grown *= 2) {
      rounds++;
    }
    return rounds * roundNs;
  }

  Finding finding(HostPair hosts, EndReason reason, @Nullable Side by) {
    long costNs = setUpNs + slowStartNs;
    boolean dear = costNs >= WARNING_COST_NS && count >= WARNING_COUNT;
    FindingBuilder finding =
        FindingBuilder.of(ConnectionNotReused.class)
            .hosts(hosts.hosts())
            .level(dear ? Level.WARNING : Level.NOTE)
            .confidence(confidence)
            .occurrences(count)
            .costNs(costNs)
            .metric("reason", reason.word())
            .metric("closedBy", reason == EndReason.IDLE_IGNORED || by == null ? null : by.noun())
            .seconds("setUpSeconds", setUpNs)
            .seconds("tlsSeconds", tlsNs)
            .metric("slowStartsRepeated", slowStarts)
            .seconds("slowStartSeconds", slowStartNs)
            .summary(sentence(hosts, reason, by));
    ReuseAdvice.add(finding, reason, by);
    return finding.build(evidence);
  }

  private String sentence(HostPair hosts, EndReason reason, @Nullable Side by) {
    StringBuilder words = new StringBuilder(hosts.client());
    words.append(" opened ").append(Figures.count(count, "new connection", "new connections"));
    words.append(" to ").append(hosts.server()).append(' ');
    words.append(why(reason, by == null ? "server" : by.noun()));
    words.append(": setting ").append(count == 1 ? "it" : "them").append(" up took ");
    words.append(Figures.duration(setUpNs));
    if (tlsNs > 0) {
      words.append(" (").append(Figures.duration(tlsNs)).append(" of it TLS)");
    }
    if (slowStartNs > 0) {
      words.append(", and starting slowly again about ").append(Figures.duration(slowStartNs));
    }
    return words.append('.').toString();
  }

  private String why(EndReason reason, String side) {
    String them = count == 1 ? "it" : "them";
    String had = before() + " had";
    return switch (reason) {
      case CONNECTION_CLOSE -> "because the " + side + " had said \"Connection: close\"";
      case HTTP_1_0 -> "because the " + side + " spoke HTTP/1.0 without keep-alive";
      case KEEP_ALIVE_MAX ->
          "because " + had + " carried as many requests as the server allows on one";
      case KEEP_ALIVE_TIMEOUT ->
          "because " + had + " been idle for as long as the server had announced to keep " + them;
      case NO_LENGTH -> "because the server's answer had no length but the connection's end";
      case IDLE_TIMEOUT ->
          "because the " + side + " had closed " + before() + " after a while without requests";
      case CLIENT_CLOSED ->
          "although "
              + before()
              + " could have served; the client closed "
              + them
              + " once it had the answer";
      case SERVER_CLOSED ->
          "because the server had closed " + before() + " after its answer, unannounced";
      case IDLE_IGNORED -> "although an open one had nothing to do";
    };
  }

  private String before() {
    return count == 1 ? "the one before" : "the ones before";
  }
}
