package io.tcpdx.protocol.dns;

import io.tcpdx.connection.Endpoint;
import io.tcpdx.protocol.Lookup;
import java.util.ArrayList;
import java.util.List;

/** A look-up that has no answer yet. */
final class PendingLookup {
  /** Questions of one look-up whose answers are recognised; resolvers ask far less often. */
  private static final int MAX_QUESTIONS = 32;

  private final String client;
  private final String name;
  private final String type;
  private final long startNs;
  private final long firstPacket;
  private final List<Question> questions = new ArrayList<>();
  private Endpoint resolver;
  private int attempts;
  private long lastNs;
  private long lastPacket;

  /** One time that it was asked. */
  private record Question(int id, Endpoint resolver, long timeNs) {}

  PendingLookup(String client, Endpoint resolver, DnsMessage first, long timeNs, long packet) {
    this.client = client;
    this.name = first.name();
    this.type = first.type();
    this.startNs = timeNs;
    this.firstPacket = packet;
    this.resolver = resolver;
  }

  void ask(Endpoint of, int id, long timeNs, long packet) {
    resolver = of;
    attempts++;
    lastNs = Math.max(lastNs, timeNs);
    lastPacket = packet;
    if (questions.size() < MAX_QUESTIONS) {
      questions.add(new Question(id, of, timeNs));
    }
  }

  /** When it was asked last. */
  long lastNs() {
    return lastNs;
  }

  /** Whether that resolver was asked with that id: only then its answer counts. */
  boolean wasAsked(Endpoint of, int id) {
    return questions.stream().anyMatch(q -> q.id() == id && q.resolver().equals(of));
  }

  /** What it came to with this answer. */
  Lookup answered(Endpoint by, DnsMessage answer, long timeNs, long packet) {
    long askedNs =
        questions.stream()
            .filter(q -> q.id() == answer.id() && q.resolver().equals(by))
            .mapToLong(Question::timeNs)
            .max()
            .orElse(startNs);
    return new Lookup(
        client,
        by,
        name,
        type,
        outcome(answer),
        attempts,
        startNs,
        Math.max(startNs, timeNs),
        Math.max(0, askedNs - startNs),
        firstPacket,
        packet,
        answer.addresses());
  }

  private static Lookup.Outcome outcome(DnsMessage answer) {
    return switch (answer.responseCode()) {
      case 0 -> answer.answers() > 0 ? Lookup.Outcome.ANSWERED : Lookup.Outcome.NO_DATA;
      case 2 -> Lookup.Outcome.SERVFAIL;
      case 3 -> Lookup.Outcome.NXDOMAIN;
      default -> Lookup.Outcome.REFUSED;
    };
  }

  /** What it came to without any answer. */
  Lookup unanswered() {
    return new Lookup(
        client,
        resolver,
        name,
        type,
        Lookup.Outcome.UNANSWERED,
        attempts,
        startNs,
        Math.max(startNs, lastNs),
        Math.max(0, lastNs - startNs),
        firstPacket,
        lastPacket,
        List.of());
  }
}
