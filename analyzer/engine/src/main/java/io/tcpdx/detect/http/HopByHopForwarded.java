package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.proxy.Leg;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import io.tcpdx.protocol.proxy.ProxyLegs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields for one hop that a proxy passed on to the next. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "hop-by-hop-forwarded",
    title = "Hop-by-hop fields passed on by a proxy",
    reference = "RFC 9110 §7.6.1, RFC 9112 §9.6",
    requires = {Needs.HTTP})
public final class HopByHopForwarded implements ConversationDetector {
  private final List<Leg> legs = new ArrayList<>();
  private final Map<PassedOn.Key, PassedOn> tallies = new LinkedHashMap<>();

  /** A transaction's place. */
  private record Place(int connection, int index) {}

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    legs.add(new Leg(connection, conversation));
  }

  @Override
  public void onEnd(FindingSink findings) {
    Set<Place> requestsKnown = new HashSet<>();
    Set<Place> responsesKnown = new HashSet<>();
    for (ProxiedRequest proxied : ProxyLegs.match(legs)) {
      requestsKnown.add(place(proxied.outbound(), proxied.forwarded()));
      responsesKnown.add(place(proxied.inbound(), proxied.asked()));
      if (showsProxy(proxied)) {
        judge(proxied);
      }
    }
    for (Leg leg : legs) {
      for (Transaction transaction : leg.conversation().transactions()) {
        judge(
            leg,
            transaction,
            !requestsKnown.contains(place(leg, transaction)),
            !responsesKnown.contains(place(leg, transaction)));
      }
    }
    legs.clear();
    tallies.values().forEach(tally -> findings.found(tally.finding()));
  }

  private static Place place(Leg leg, Transaction transaction) {
    return new Place(leg.connection().id(), transaction.index());
  }

  /**
   * What goes on without a change may have gone through no HTTP proxy at all, but through a relay
   * of TCP, to which hop-by-hop fields mean nothing; unless the client believed it a proxy.
   */
  private static boolean showsProxy(ProxiedRequest proxied) {
    Request request = proxied.asked().request();
    return !proxied.verbatim()
        || (request != null
            && (request.absoluteTarget() || request.message().fields().has("Proxy-Connection")));
  }

  private void judge(ProxiedRequest proxied) {
    Set<String> ofRequest = HopByHop.keptInRequest(proxied);
    Set<String> ofResponse = HopByHop.keptInResponse(proxied);
    boolean certain = proxied.certain() && !proxied.verbatim();
    Request forwarded = proxied.forwarded().request();
    Response answered = proxied.asked().response();
    if (!ofRequest.isEmpty() && forwarded != null) {
      PassedOn.Key key = PassedOn.Key.ofRequest(proxied.outbound().connection(), certain);
      tally(key).add(forwarded.message(), ofRequest, proxied);
    }
    if (!ofResponse.isEmpty() && answered != null) {
      PassedOn.Key key = PassedOn.Key.ofResponse(proxied.inbound().connection(), certain);
      tally(key).add(answered.message(), ofResponse, proxied);
    }
  }

  private void judge(Leg leg, Transaction transaction, boolean ofRequest, boolean ofResponse) {
    Request request = transaction.request();
    Response response = transaction.response();
    if (ofRequest && request != null && HopByHop.passedProxy(request.message())) {
      Set<String> left = HopByHop.leftIn(request);
      note(PassedOn.Key.ofRequest(leg.connection(), false), request.message(), left);
    }
    if (ofResponse && response != null && HopByHop.passedProxy(response.message())) {
      Set<String> left = HopByHop.leftIn(response);
      note(PassedOn.Key.ofResponse(leg.connection(), false), response.message(), left);
    }
  }

  private void note(PassedOn.Key key, Message message, Set<String> left) {
    if (!left.isEmpty()) {
      tally(key).add(message, left, null);
    }
  }

  private PassedOn tally(PassedOn.Key key) {
    return tallies.computeIfAbsent(key, PassedOn::new);
  }
}
