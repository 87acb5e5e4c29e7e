package io.tcpdx.protocol.proxy;

import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Matches the requests of a capture that holds both sides of a proxy. A request is taken for the
 * same where method, path, body and status are, where the second connection begins at the host at
 * which the first ends (or names its client, or a number that it had), and where its time lies
 * within the first's. A proxy that rewrites paths or bodies is not seen through.
 */
public final class ProxyLegs {
  /** Two captures' clocks may differ so much; NTP keeps them far nearer. */
  private static final long CLOCK_SLACK_NS = 1_000_000_000L;

  /** Of requests for the same, so many before and after are looked at. */
  private static final int MAX_ALIKE = 200;

  private final Map<Key, List<Sighting>> byRequest = new HashMap<>();

  /** What does not change on the way through a proxy. */
  private record Key(String method, String path) {}

  private ProxyLegs() {}

  /**
   * The requests seen on both sides of a proxy, in the order in which the proxy sent them on.
   *
   * @param legs the capture's connections
   */
  public static List<ProxiedRequest> match(List<Leg> legs) {
    ProxyLegs matching = new ProxyLegs();
    Set<String> servers =
        legs.stream()
            .filter(leg -> !leg.conversation().transactions().isEmpty())
            .map(leg -> leg.connection().server().address())
            .collect(Collectors.toUnmodifiableSet());
    for (Leg leg : legs) {
      boolean fromServer = servers.contains(leg.connection().client().address());
      forEachRequest(
          leg,
          (transaction, request) -> {
            if (fromServer || Sighting.tellsItsWay(request)) {
              matching.byRequest.putIfAbsent(key(request), new ArrayList<>());
            }
          });
    }
    if (!matching.byRequest.isEmpty()) {
      legs.forEach(matching::add);
    }
    return matching.pairs();
  }

  private static void forEachRequest(Leg leg, BiConsumer<Transaction, Request> action) {
    for (Transaction transaction : leg.conversation().transactions()) {
      Request request = transaction.request();
      if (request != null && transaction.certain()) {
        action.accept(transaction, request);
      }
    }
  }

  /** Keeps what is the same as something that may have been passed on. */
  private void add(Leg leg) {
    forEachRequest(
        leg,
        (transaction, request) -> {
          List<Sighting> alike = byRequest.get(key(request));
          if (alike != null) {
            alike.add(new Sighting(leg, transaction, request));
          }
        });
  }

  private static Key key(Request request) {
    return new Key(request.method(), request.path());
  }

  private List<ProxiedRequest> pairs() {
    List<ProxiedRequest> pairs = new ArrayList<>();
    for (List<Sighting> alike : byRequest.values()) {
      pairAlike(alike, pairs);
    }
    pairs.sort(
        Comparator.comparingLong((ProxiedRequest pair) -> pair.forwarded().startNs())
            .thenComparingLong(pair -> pair.forwarded().firstPacket()));
    return pairs;
  }

  private static void pairAlike(List<Sighting> alike, List<ProxiedRequest> pairs) {
    Set<String> servers =
        alike.stream().map(Sighting::serverAddress).collect(Collectors.toUnmodifiableSet());
    alike.sort(
        Comparator.comparingLong((Sighting sighting) -> sighting.transaction.startNs())
            .thenComparingLong(sighting -> sighting.transaction.firstPacket()));
    if (alike.isEmpty() || (oneHost(alike) && alike.stream().noneMatch(Sighting::mayTell))) {
      return;
    }
    for (int i = 0; i < alike.size(); i++) {
      Sighting outbound = alike.get(i);
      if (servers.contains(outbound.clientAddress()) || outbound.tellsItsWay()) {
        addIfFound(enclosing(candidates(alike, i, 0), outbound), pairs);
      }
    }
    for (int i = 0; i < alike.size(); i++) {
      Sighting outbound = alike.get(i);
      if (!outbound.taken && !outbound.sentOn && servers.contains(outbound.clientAddress())) {
        addIfFound(nearby(candidates(alike, i, CLOCK_SLACK_NS), outbound), pairs);
      }
    }
  }

  /** Whether all speak from one host to itself, so that no address tells who passed it on. */
  private static boolean oneHost(List<Sighting> alike) {
    String host = alike.get(0).clientAddress();
    return alike.stream()
        .allMatch(
            sighting ->
                sighting.clientAddress().equals(host) && sighting.serverAddress().equals(host));
  }

  private static void addIfFound(@Nullable ProxiedRequest pair, List<ProxiedRequest> pairs) {
    if (pair != null) {
      pairs.add(pair);
    }
  }

  private static List<Sighting> candidates(List<Sighting> alike, int index, long slackNs) {
    Sighting outbound = alike.get(index);
    int first = Math.max(0, index - MAX_ALIKE);
    int last = Math.min(alike.size(), index + MAX_ALIKE);
    return alike.subList(first, last).stream()
        .filter(inbound -> !inbound.taken && linked(inbound, outbound))
        .filter(inbound -> inbound.agrees(outbound))
        .filter(inbound -> inbound.encloses(outbound, slackNs))
        .filter(inbound -> !reversed(inbound, outbound))
        .toList();
  }

  /**
   * Whether the second was asked before the first and answered after it: it took longer, so that no
   * difference of clocks makes it what the first was passed on as. So it looks where client and
   * origin are one host.
   */
  private static boolean reversed(Sighting inbound, Sighting outbound) {
    return outbound.transaction.answerNs() != Exchange.NEVER
        && outbound.transaction.startNs() < inbound.transaction.startNs()
        && outbound.encloses(inbound, 0);
  }

  /** Whether anything ties the second connection to the host at which the first ends. */
  private static boolean linked(Sighting inbound, Sighting outbound) {
    if (inbound.sameIdentifier(outbound) || inbound.isForwardedIn(outbound)) {
      return true;
    }
    // Where all speak on one host, the address does not tell who sent it on.
    boolean addressTells = !inbound.clientAddress().equals(outbound.clientAddress());
    return inbound.serverAddress().equals(outbound.clientAddress())
        && (addressTells || inbound.shownToBePassedOn(outbound));
  }

  /** Takes the one with the same number, else the one asked first. */
  private static @Nullable ProxiedRequest enclosing(List<Sighting> candidates, Sighting outbound) {
    for (Sighting candidate : candidates) {
      if (candidate.sameIdentifier(outbound)) {
        return take(candidate, outbound, true);
      }
    }
    if (candidates.isEmpty()) {
      return null;
    }
    Sighting first = candidates.get(0);
    boolean shown = first.shownToBePassedOn(outbound) || first.sameHost(outbound);
    return take(first, outbound, shown && candidates.size() == 1);
  }

  /**
   * Takes the only one there is, of requests that lie beside each other in time as two clocks may
   * put them: which of the two came first, then only their words tell.
   */
  private static @Nullable ProxiedRequest nearby(List<Sighting> candidates, Sighting outbound) {
    List<Sighting> free =
        candidates.stream()
            .filter(candidate -> !candidate.sentOn && candidate.shownToBePassedOn(outbound))
            .toList();
    return free.size() == 1 ? take(free.get(0), outbound, false) : null;
  }

  private static ProxiedRequest take(Sighting inbound, Sighting outbound, boolean certain) {
    inbound.taken = true;
    outbound.sentOn = true;
    return new ProxiedRequest(
        inbound.leg, inbound.transaction, outbound.leg, outbound.transaction, certain);
  }
}
