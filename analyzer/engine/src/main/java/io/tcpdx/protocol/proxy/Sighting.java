package io.tcpdx.protocol.proxy;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as it was seen on one connection, to be compared with those on others. */
final class Sighting {
  /** Translation of addresses (NAT) passes the same segments on within this. */
  private static final long TRANSLATION_NS = 1_000_000L;

  final Leg leg;
  final Transaction transaction;
  private final Request request;

  /** Whether the request that was sent on for it is known. */
  boolean taken;

  /** Whether the request for which it was sent on is known. */
  boolean sentOn;

  private final @Nullable String identifier;
  private final List<String> forwardedFor;
  private final List<String> forwarded;
  private final int viaCount;

  Sighting(Leg leg, Transaction transaction, Request request) {
    this.leg = leg;
    this.transaction = transaction;
    this.request = request;
    Fields fields = request.message().fields();
    this.identifier = fields.first("X-Request-Id");
    this.forwardedFor = fields.tokens("X-Forwarded-For");
    this.forwarded = fields.tokens("Forwarded");
    this.viaCount = fields.tokens("Via").size();
  }

  String clientAddress() {
    return leg.connection().client().address();
  }

  String serverAddress() {
    return leg.connection().server().address();
  }

  /** Whether it says that somebody passed it on, or carries a number that tells it from others. */
  static boolean tellsItsWay(Request request) {
    Fields fields = request.message().fields();
    return fields.has("X-Request-Id") || fields.has("X-Forwarded-For") || fields.has("Forwarded");
  }

  boolean tellsItsWay() {
    return identifier != null || !forwardedFor.isEmpty() || !forwarded.isEmpty();
  }

  /** Whether its words, or those of what it was passed on as, may tell the two from others. */
  boolean mayTell() {
    return tellsItsWay() || viaCount > 0 || request.absoluteTarget();
  }

  /** Whether what may be this one, sent on, asks the same with the same outcome. */
  boolean agrees(Sighting onward) {
    ConnectionSummary mine = leg.connection();
    ConnectionSummary next = onward.leg.connection();
    return mine.id() != next.id()
        && !mine.server().equals(next.server())
        && sameBody(onward)
        && sameStatus(onward)
        && !translated(onward);
  }

  private boolean sameBody(Sighting onward) {
    Message mine = request.message();
    Message next = onward.request.message();
    boolean known = mine.digest() != -1 && next.digest() != -1;
    return known
        ? mine.digest() == next.digest()
        : (mine.bodyBytes() == 0) == (next.bodyBytes() == 0);
  }

  private boolean sameStatus(Sighting onward) {
    Response mine = transaction.response();
    Response next = onward.transaction.response();
    return mine == null || next == null || mine.status() == next.status();
  }

  /** Whether both are one TCP connection whose addresses were translated on the way. */
  private boolean translated(Sighting onward) {
    ConnectionSummary mine = leg.connection();
    ConnectionSummary next = onward.leg.connection();
    return Math.abs(mine.startNs() - next.startNs()) <= TRANSLATION_NS
        && mine.clientToServer().payloadBytes() == next.clientToServer().payloadBytes()
        && mine.serverToClient().payloadBytes() == next.serverToClient().payloadBytes()
        && request.message().headBytes() == onward.request.message().headBytes();
  }

  /** Whether both carry the same number that one of the two, or who came before, gave it. */
  boolean sameIdentifier(Sighting onward) {
    return identifier != null && identifier.equals(onward.identifier);
  }

  /** Whether the other was sent on, by its own words or by what became of the target. */
  boolean shownToBePassedOn(Sighting onward) {
    return isForwardedIn(onward)
        || onward.viaCount > viaCount
        || (request.absoluteTarget() && !onward.request.absoluteTarget());
  }

  /** Whether the other names this one's client as whom it is forwarded for, latest of all. */
  boolean isForwardedIn(Sighting onward) {
    List<String> addresses = onward.forwardedFor;
    if (addresses.size() > forwardedFor.size()
        && addresses.get(addresses.size() - 1).equals(clientAddress())) {
      return true;
    }
    List<String> hops = onward.forwarded;
    return hops.size() > forwarded.size()
        && isForwardedFor(hops.get(hops.size() - 1), clientAddress());
  }

  /** Whether an element of Forwarded (RFC 7239 §4) is for that address. */
  private static boolean isForwardedFor(String element, String address) {
    String plain = element.replaceAll("[\"\\[\\]]", "").toLowerCase(Locale.ROOT);
    return plain.matches("(.*;)?\\s*for=" + Pattern.quote(address) + "(:\\d+)?\\s*(;.*)?");
  }

  boolean sameHost(Sighting onward) {
    String mine = request.host();
    return mine != null && mine.equalsIgnoreCase(onward.request.host());
  }

  /** Whether the other was asked after this one, and answered before it. */
  boolean encloses(Sighting onward, long slackNs) {
    long outerNs = transaction.answerNs();
    long innerNs = onward.transaction.answerNs();
    long onwardNs = onward.transaction.startNs();
    boolean answerFits =
        outerNs == Exchange.NEVER
            || (innerNs == Exchange.NEVER ? onwardNs : innerNs) <= outerNs + slackNs;
    return transaction.startNs() <= onwardNs + slackNs
        && onwardNs <= leg.connection().endNs() + slackNs
        && answerFits;
  }
}
