package io.tcpdx.detect.dns;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Look-ups of names that take long, get no answer, or ask for names that do not exist. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "dns-delay",
    title = "Waiting for DNS",
    reference = "RFC 1035 §4.2.1, RFC 8305 §3",
    requires = {Needs.LOOKUP})
public final class DnsDelay implements ConversationDetector {
  /** What is asked for before a connection; names of addresses and the like are for logs. */
  private static final Set<String> CONNECTED_TO = Set.of("A", "AAAA", "CNAME", "SRV", "HTTPS");

  /** Clients judged; of more, the later ones are not. */
  private static final int MAX_CLIENTS = 10_000;

  /** Less than this in all is not worth a change. */
  private static final long WARNING_COST_NS = 50_000_000L;

  private final Map<String, ClientLookups> clients = new LinkedHashMap<>();
  private CaptureTimes times = new CaptureTimes();

  @Override
  public void configure(DetectorSettings settings) {
    times = settings.times();
  }

  @Override
  public void onLookup(Lookup lookup, FindingSink findings) {
    Long durationNs = lookup.durationNs(times);
    if (!CONNECTED_TO.contains(lookup.type()) || durationNs == null) {
      return;
    }
    ClientLookups known = clients.get(lookup.client());
    if (known == null && clients.size() < MAX_CLIENTS) {
      known = new ClientLookups();
      clients.put(lookup.client(), known);
    }
    if (known != null) {
      known.add(lookup, durationNs);
    }
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    Lookup used = conversation.lookup();
    ClientLookups client = used == null ? null : clients.get(used.client());
    if (used != null && client != null && used.durationNs(times) != null) {
      client.waitedFor(used);
    }
  }

  @Override
  public void onEnd(FindingSink findings) {
    clients.forEach(
        (client, lookups) -> {
          if (occurrences(lookups) > 0) {
            report(client, lookups, findings);
          }
        });
  }

  /** Look-ups with anything wrong, each once. */
  private static long occurrences(ClientLookups lookups) {
    long answeredLate = Math.max(lookups.slow, lookups.retried - lookups.unanswered);
    return answeredLate + lookups.unanswered + lookups.refused + lookups.missesBeforeAnswers;
  }

  private static void report(String client, ClientLookups lookups, FindingSink findings) {
    boolean lost = lookups.unanswered > 0 || lookups.retried > 0 || lookups.refused > 0;
    boolean dear = lookups.waitedNs >= WARNING_COST_NS;
    List<String> hosts = new ArrayList<>(List.of(client));
    hosts.addAll(lookups.resolvers);
    FindingBuilder finding =
        FindingBuilder.of(DnsDelay.class)
            .hosts(hosts)
            .level(lost || dear ? Level.WARNING : Level.NOTE)
            .confidence(lookups.waitedNs > 0 ? Confidence.CERTAIN : Confidence.LIKELY)
            .occurrences(occurrences(lookups))
            .costNs(lookups.waitedNs)
            .seconds("medianSeconds", lookups.durations.quantileNs(50))
            .seconds("maxSeconds", lookups.durations.maxNs())
            .metric("lookups", lookups.all)
            .metric("slow", lookups.slow)
            .metric("retried", lookups.retried)
            .metric("attempts", lookups.attempts)
            .metric("unanswered", lookups.unanswered)
            .metric("failed", lookups.refused)
            .metric("searchMisses", lookups.missesBeforeAnswers)
            .summary(summary(client, lookups));
    advise(finding, lookups);
    findings.found(finding.build(lookups.evidence));
  }

  private static String summary(String client, ClientLookups lookups) {
    List<String> parts = new ArrayList<>();
    if (lookups.slow > 0) {
      parts.add(
          Figures.count(lookups.slow)
              + " took "
              + Figures.duration(ClientLookups.SLOW_NS)
              + " or more (the longest "
              + Figures.duration(lookups.durations.maxNs())
              + ")");
    }
    if (lookups.retried > 0) {
      parts.add(Figures.count(lookups.retried) + " had to be asked again");
    }
    if (lookups.unanswered > 0) {
      parts.add(Figures.count(lookups.unanswered) + " got no answer");
    }
    if (lookups.refused > 0) {
      parts.add(Figures.count(lookups.refused) + " failed at the resolver");
    }
    if (lookups.missesBeforeAnswers > 0) {
      parts.add(
          Figures.count(lookups.missesBeforeAnswers)
              + " asked for a name with a search domain behind it that does not exist");
    }
    String waited =
        lookups.waitedNs > 0
            ? " Connections waited "
                + Figures.duration(lookups.waitedNs)
                + (occurrences(lookups) == 1 ? " for it." : " for them.")
            : "";
    return "Of "
        + Figures.count(lookups.all, "look-up", "look-ups")
        + " by "
        + client
        + ", "
        + String.join(", ", parts)
        + ": "
        + String.join(", ", lookups.names)
        + "."
        + waited;
  }

  private static void advise(FindingBuilder finding, ClientLookups lookups) {
    if (lookups.retried > 0 || lookups.unanswered > 0) {
      finding.advise(
          "Find out why the resolver ("
              + (lookups.resolvers.isEmpty()
                  ? "on the client's own host; what it asks itself"
                  : String.join(", ", lookups.resolvers))
              + ") does not answer: a lost datagram costs a whole time-out (5 s on Linux). Until then, at"
              + " the client: options timeout:1 attempts:2 in resolv.conf, and a second nameserver.");
    }
    if (lookups.refused > 0) {
      finding.advise(
          "At the resolver: SERVFAIL and REFUSED say that it could not or would not answer (a forwarder"
              + " that is down, DNSSEC, an access list); its log has the reason.");
    }
    if (lookups.missesBeforeAnswers > 0) {
      finding.advise(
          "At the client: write names that are complete with a dot at the end, or lower ndots in"
              + " resolv.conf (Kubernetes sets 5: dnsConfig), so that they are asked for first.");
    }
    if (lookups.slow > 0) {
      finding.advise(
          "At the client: a local cache (systemd-resolved, dnsmasq, NodeLocal DNSCache), and keep"
              + " connections open: a connection that is reused needs no look-up.");
    }
  }
}
