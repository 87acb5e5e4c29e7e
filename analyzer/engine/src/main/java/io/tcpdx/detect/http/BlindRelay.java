package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.proxy.Leg;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import io.tcpdx.protocol.proxy.ProxyLegs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A relay that passes on the promise to keep a connection and does not keep it itself: the client's
 * second request goes nowhere.
 */
@AutoService(Detector.class)
@DetectorInfo(
    id = "blind-relay",
    title = "Relay that passes keep-alive on and does not keep it",
    reference = "RFC 9112 §C.2.2, RFC 9110 §7.6.1",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP},
    charges = {
      Cause.SERVER_THINK,
      Cause.CLIENT_THINK,
      Cause.NETWORK,
      Cause.IDLE,
      Cause.CLOSE,
      Cause.UNKNOWN
    },
    overlaps = {"keep-alive-race"})
public final class BlindRelay implements ConversationDetector {
  /** A request that waits for less may be one that is just slow, or lost to a close. */
  private static final long MIN_HANG_NS = 1_000_000_000L;

  /** A client that gives up proves little; one that does so again and again, more. */
  private static final int MIN_GIVEN_UP = 2;

  private final List<Leg> legs = new ArrayList<>();

  /** Of connections that hung, by id: what the ledger has for that. */
  private final Map<Integer, Long> hungNs = new HashMap<>();

  private final Set<Endpoint> keepers = new HashSet<>();
  private long captureEndNs = Long.MIN_VALUE;

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    captureEndNs = Math.max(captureEndNs, connection.endNs());
    Leg itsLeg = new Leg(connection, conversation);
    legs.add(itsLeg);
    Hang hang = Hang.of(itsLeg, connection.endNs());
    if (hang != null) {
      hungNs.put(
          connection.id(), charges.ns(Waiting.CAUSES, hang.asked().askedNs(), connection.endNs()));
    }
    boolean answersMore =
        conversation.transactions().stream()
            .anyMatch(
                transaction ->
                    transaction.index() > 0
                        && transaction.request() != null
                        && transaction.response() != null);
    if (answersMore) {
      keepers.add(connection.server());
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    List<Hang> hangs = new ArrayList<>();
    for (Leg leg : legs) {
      Hang hang = Hang.of(leg, captureEndNs);
      if (hang != null
          && hang.hungNs() >= MIN_HANG_NS
          && !keepers.contains(leg.connection().server())) {
        hangs.add(hang);
      }
    }
    if (!hangs.isEmpty()) {
      judge(hangs, ProxyLegs.match(legs), findings);
    }
    legs.clear();
    hungNs.clear();
  }

  private void judge(List<Hang> hangs, List<ProxiedRequest> proxied, FindingSink findings) {
    Map<Integer, ProxiedRequest> firsts = new HashMap<>();
    Set<Integer> passedMore = new HashSet<>();
    for (ProxiedRequest pair : proxied) {
      int inbound = pair.inbound().connection().id();
      if (pair.asked().index() == 0) {
        firsts.put(inbound, pair);
      } else {
        passedMore.add(inbound);
      }
    }
    Map<Endpoint, Integer> givenUp = new HashMap<>();
    hangs.forEach(hang -> givenUp.merge(hang.connection().server(), 1, Integer::sum));
    for (Hang hang : hangs) {
      ProxiedRequest first = firsts.get(hang.connection().id());
      boolean seen = first != null && keptOpen(first, hang);
      boolean serverGaveUp = ServersEnd.of(hang.connection()) != null;
      int times = givenUp.getOrDefault(hang.connection().server(), 0);
      boolean proxyMeant = hang.askedProxy() && (serverGaveUp || times >= MIN_GIVEN_UP);
      if (!passedMore.contains(hang.connection().id()) && (seen || (first == null && proxyMeant))) {
        report(hang, seen, findings);
      }
    }
  }

  /** Whether the way to the server was open, told to stay so, and not used for what was asked. */
  private static boolean keptOpen(ProxiedRequest first, Hang hang) {
    ConnectionSummary outbound = first.outbound().connection();
    Request request = first.forwarded().request();
    ClosingSegment end = ServersEnd.of(outbound);
    boolean last =
        first.outbound().conversation().transactions().stream()
            .allMatch(transaction -> transaction.index() <= first.forwarded().index());
    return request != null
        && request.message().keepsConnection()
        && last
        && (end == null || end.timeNs() >= hang.asked().startNs());
  }

  private void report(Hang hang, boolean seen, FindingSink findings) {
    Evidence evidence = new Evidence();
    evidence.add(hang.asked().startNs(), hang.first().firstPacket(), hang.asked().firstPacket());
    findings.found(
        FindingBuilder.of(BlindRelay.class)
            .connection(hang.connection().id())
            .direction(Side.CLIENT.sends())
            .level(Level.ERROR)
            .confidence(seen ? Confidence.CERTAIN : Confidence.LIKELY)
            .occurrences(hang.requests())
            .costNs(hungNs.getOrDefault(hang.connection().id(), 0L))
            .metric("fields", String.join(",", hang.promises()))
            .seconds("hungSeconds", hang.hungNs())
            .metric("bothSidesSeen", seen)
            .summary(
                hang.connection().server()
                    + " answered the first request of a connection that both sides mean to keep ("
                    + String.join(", ", hang.promises())
                    + "), and let "
                    + Figures.count(hang.requests(), "request", "requests")
                    + " after it ("
                    + hang.target()
                    + ") wait for "
                    + Figures.duration(hang.hungNs())
                    + " without an answer"
                    + (seen ? "; it never passed them on." : "."))
            .advise(
                "At the relay: remove Connection and what it names before a message goes on, and"
                    + " answer with its own: close, if it takes one request a connection.")
            .advise(
                "Until then, at the client: send Connection: close to it (HTTP/1.0 without"
                    + " keep-alive), and no Proxy-Connection.")
            .build(evidence));
  }
}
