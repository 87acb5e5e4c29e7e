package io.tcpdx.protocol.dns;

import io.tcpdx.connection.Connection;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.wire.IpAddress;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.UdpView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes look-ups of the DNS messages of a capture, and knows which connection was opened with whose
 * answer. A question asked again before it was answered, of whichever resolver, belongs to the same
 * look-up.
 */
public final class Lookups {
  private static final int DNS_PORT = 53;

  /** Look-ups without an answer that are remembered; of more, the oldest is settled. */
  static final int MAX_PENDING = 10_000;

  /** Answers remembered for the connections that may follow. */
  static final int MAX_ANSWERS = 10_000;

  /**
   * Resolvers ask again after at most this (Linux: {@code options timeout} up to 30 s); the same
   * question later is another look-up.
   */
  static final long GIVEN_UP_NS = 30_000_000_000L;

  /**
   * A connection that begins later than this after an answer did not wait for it: the name was
   * looked up ahead, or the address was cached. Happy Eyeballs (RFC 8305 §5) delays by 250 ms.
   */
  static final long USED_WITHIN_NS = 1_000_000_000L;

  private final RecentMessages recent = new RecentMessages();
  private final Consumer<Lookup> settled;
  private final Map<Key, PendingLookup> pending = new LinkedHashMap<>();
  private final Map<Route, Lookup> answers = new LinkedHashMap<>();
  private final Map<Name, Lookup> latest = new LinkedHashMap<>();

  private long copies;

  private record Key(String client, String name, String type) {}

  /** From a client to an address that it was told. */
  private record Route(String client, String address) {}

  private record Name(String client, String name) {}

  /**
   * @param settled takes every look-up once it is answered, or given up
   */
  public Lookups(Consumer<Lookup> settled) {
    this.settled = settled;
  }

  /** Takes a UDP datagram; looks at none but those from and to DNS's port. */
  public void onPacket(Packet packet) {
    UdpView udp = packet.udp();
    boolean toResolver = udp.destinationPort() == DNS_PORT;
    boolean fromResolver = udp.sourcePort() == DNS_PORT;
    if (!toResolver && !fromResolver) {
      return;
    }
    byte[] bytes = new byte[packet.payloadCapturedLength()];
    packet.buffer().get(packet.payloadOffset(), bytes);
    DnsMessage message = DnsMessage.read(bytes, bytes.length < packet.payloadLength());
    if (message == null || !(message.answer() ? fromResolver : toResolver)) {
      return;
    }
    if (recent.isCopy(packet, bytes, !message.answer())) {
      copies++;
      return;
    }
    String source = IpAddress.sourceOf(packet).toString();
    String destination = IpAddress.destinationOf(packet).toString();
    if (!message.answer()) {
      Endpoint resolver = new Endpoint(destination, DNS_PORT);
      onQuestion(source, resolver, message, packet.timeNs(), packet.number());
    } else {
      Endpoint resolver = new Endpoint(source, DNS_PORT);
      onAnswer(destination, resolver, message, packet.timeNs(), packet.number());
    }
  }

  /** Messages that the capture held once more; nothing of them counted. */
  public long copies() {
    return copies;
  }

  void onQuestion(String client, Endpoint resolver, DnsMessage asked, long timeNs, long packet) {
    giveUpOld(timeNs);
    Key key = new Key(client, asked.name(), asked.type());
    PendingLookup lookup = pending.get(key);
    if (lookup == null) {
      lookup = new PendingLookup(client, resolver, asked, timeNs, packet);
      pending.put(key, lookup);
      if (pending.size() > MAX_PENDING) {
        settleOldest();
      }
    }
    lookup.ask(resolver, asked.id(), timeNs, packet);
  }

  void onAnswer(String client, Endpoint resolver, DnsMessage answer, long timeNs, long packet) {
    Key key = new Key(client, answer.name(), answer.type());
    PendingLookup lookup = pending.get(key);
    if (lookup == null || !lookup.wasAsked(resolver, answer.id()) || answer.truncated()) {
      return; // nobody asked, or the answer is asked for again over TCP (RFC 7766 §5)
    }
    pending.remove(key);
    settle(lookup.answered(resolver, answer, timeNs, packet));
  }

  private void settle(Lookup lookup) {
    Name name = new Name(lookup.client(), lookup.name());
    latest.remove(name);
    latest.put(name, lookup);
    drop(latest);
    for (String address : lookup.addresses()) {
      Route route = new Route(lookup.client(), address);
      answers.remove(route);
      answers.put(route, lookup);
      drop(answers);
    }
    settled.accept(lookup);
  }

  private static void drop(Map<?, Lookup> map) {
    if (map.size() > MAX_ANSWERS) {
      map.remove(map.keySet().iterator().next());
    }
  }

  private void giveUpOld(long nowNs) {
    while (!pending.isEmpty()
        && nowNs - pending.values().iterator().next().lastNs() > GIVEN_UP_NS) {
      settleOldest();
    }
  }

  private void settleOldest() {
    Key oldest = pending.keySet().iterator().next();
    PendingLookup lookup = pending.remove(oldest);
    if (lookup != null) {
      settle(lookup.unanswered());
    }
  }

  /** The capture has ended: what was not answered will not be. */
  public void finish() {
    List<PendingLookup> rest = new ArrayList<>(pending.values());
    pending.clear();
    rest.forEach(lookup -> settle(lookup.unanswered()));
  }

  /**
   * The look-up for whose answer the client of a connection that begins had waited, or null; told
   * once only, as further connections find the address known. Where both kinds of address were
   * asked for, the later answer is what was waited for (RFC 8305 §3).
   */
  public @Nullable Lookup usedBy(Connection connection) {
    if (answers.isEmpty()) {
      return null;
    }
    String client = connection.endpoint(Side.CLIENT).address();
    Route route = new Route(client, connection.endpoint(Side.SERVER).address());
    Lookup told = answers.get(route);
    if (told == null) {
      return null;
    }
    long startNs = connection.startNs();
    Lookup last = latest.get(new Name(client, told.name()));
    Lookup waited = last != null && last.startNs() <= told.endNs() ? withEndOf(told, last) : told;
    long sinceNs = startNs - waited.endNs();
    if (sinceNs < 0 || sinceNs > USED_WITHIN_NS) {
      return null;
    }
    told.addresses().forEach(address -> answers.remove(new Route(client, address)));
    return waited;
  }

  /** The look-up, lasting until the answer to the other question about the same name came. */
  private static Lookup withEndOf(Lookup told, Lookup last) {
    if (last.endNs() <= told.endNs()) {
      return told;
    }
    return new Lookup(
        told.client(),
        told.resolver(),
        told.name(),
        told.type(),
        told.outcome(),
        Math.max(told.attempts(), last.attempts()),
        Math.min(told.startNs(), last.startNs()),
        last.endNs(),
        Math.max(told.retryNs(), last.retryNs()),
        Math.min(told.firstPacket(), last.firstPacket()),
        Math.max(told.lastPacket(), last.lastPacket()),
        told.addresses());
  }
}
