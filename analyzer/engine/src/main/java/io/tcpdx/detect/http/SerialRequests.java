package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests one after another, each on a connection of its own. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "serial-requests",
    title = "Requests one after another, each on its own connection",
    reference = "RFC 9112 §9.3, §9.4",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HANDSHAKE, Needs.EXCHANGES},
    charges = {Cause.HANDSHAKE, Cause.TLS_HANDSHAKE, Cause.SERVER_THINK, Cause.NETWORK})
public final class SerialRequests implements ConversationDetector {
  /** Whoever takes longer from an answer to the next request had something else to do. */
  private static final long MAX_PAUSE_NS = 50_000_000L;

  /** Two may be a question and what its answer led to. */
  private static final int MIN_CONNECTIONS = 3;

  /** As many as browsers have at once (RFC 9112 §9.4 leaves the number open). */
  private static final int AT_ONCE = 6;

  /** Less is not worth a word. */
  private static final long MIN_COST_NS = 10_000_000L;

  private static final long WARNING_COST_NS = 100_000_000L;

  private final ConnectionUses uses = new ConnectionUses();
  private final Map<HostPair, Tally> tallies = new LinkedHashMap<>();

  private static final class Tally {
    final Evidence evidence = new Evidence();
    long connections;
    long waited;
    long setUpNs;
    long overlapNs;
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    uses.add(connection, conversation, charges);
  }

  @Override
  public void onEnd(FindingSink findings) {
    uses.forEachCaller(this::follow);
    tallies.forEach(
        (pair, tally) -> {
          if (tally.setUpNs + tally.overlapNs >= MIN_COST_NS) {
            report(pair, tally, findings);
          }
        });
  }

  /** Cuts a caller's connections into runs in which each begins where the one before was done. */
  private void follow(List<ConnectionUse> inOrder) {
    int from = 0;
    for (int i = 1; i <= inOrder.size(); i++) {
      if (i == inOrder.size() || !follows(inOrder.get(i), inOrder.get(i - 1))) {
        boolean whole = i == inOrder.size() || !overlaps(inOrder.get(i), inOrder.get(i - 1));
        List<ConnectionUse> run = inOrder.subList(from, whole ? i : i - 1);
        if (run.size() >= MIN_CONNECTIONS) {
          add(run);
        }
        from = i;
      }
    }
  }

  private static boolean follows(ConnectionUse next, ConnectionUse before) {
    if (!single(next) || !single(before) || overlaps(next, before)) {
      return false;
    }
    return next.openedNs() - before.seenByClientNs(before.quietNs()) <= MAX_PAUSE_NS;
  }

  /** Whether it was opened before the other had its answer. */
  private static boolean overlaps(ConnectionUse next, ConnectionUse before) {
    return before.quietNs() == Exchange.NEVER
        || next.openedNs() < before.seenByClientNs(before.quietNs());
  }

  /** Whether it carried one request only, which could have shared a connection with any other. */
  private static boolean single(ConnectionUse use) {
    boolean sharing = use.safe() || use.encrypted();
    return use.exchanges() == 1 && sharing && use.setUp().seen() && use.firstWaitNs() >= 0;
  }

  private void add(List<ConnectionUse> run) {
    Tally tally = tallies.computeIfAbsent(run.get(0).caller().hosts(), pair -> new Tally());
    tally.connections += run.size();
    tally.waited += run.size() - 1;
    for (ConnectionUse use : run.subList(1, run.size())) {
      tally.setUpNs += use.cost().setUpNs();
      tally.evidence.add(use.openedNs(), use.firstPacket());
    }
    if (run.stream().allMatch(ConnectionUse::safe)) {
      tally.overlapNs += overlapNs(run);
    }
  }

  /** What asking together could save, where no request changes what another finds. */
  private static long overlapNs(List<ConnectionUse> run) {
    long waitNs = 0;
    long longestNs = 0;
    for (ConnectionUse use : run) {
      long itsNs = use.cost().firstWaitNs();
      waitNs += itsNs;
      longestNs = Math.max(longestNs, itsNs);
    }
    return waitNs - Math.max(longestNs, waitNs / AT_ONCE);
  }

  private static void report(HostPair pair, Tally tally, FindingSink findings) {
    long costNs = tally.setUpNs + tally.overlapNs;
    findings.found(
        FindingBuilder.of(SerialRequests.class)
            .hosts(pair.hosts())
            .level(costNs >= WARNING_COST_NS ? Level.WARNING : Level.NOTE)
            .confidence(Confidence.LIKELY) // only the program knows which answer a request needs
            .occurrences(tally.waited)
            .costNs(costNs)
            .metric("connections", tally.connections)
            .seconds("setUpSeconds", tally.setUpNs)
            .seconds("overlapSeconds", tally.overlapNs)
            .summary(summary(pair, tally))
            .advise(
                "At the client: send all over one connection (Java: one shared HttpClient; Python: one"
                    + " requests.Session; curl: all URLs in one invocation), and what does not need the"
                    + " answer before at the same time (Java: HttpClient.sendAsync; curl: --parallel),"
                    + " over HTTP/2 or a few connections.")
            .build(tally.evidence));
  }

  private static String summary(HostPair pair, Tally tally) {
    String overlap =
        tally.overlapNs == 0
            ? ""
            : ", and asking without waiting for each other, where no request needs the answer"
                + " before, at most "
                + Figures.duration(tally.overlapNs)
                + " more";
    return pair.client()
        + " sent "
        + Figures.count(tally.connections)
        + " requests to "
        + pair.server()
        + " one after another, each on a connection of its own and at once after the answer"
        + " before: sharing one would have saved "
        + Figures.duration(tally.setUpNs)
        + " of setting up"
        + overlap
        + ".";
  }
}
