package io.tcpdx.detect.http;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.DurationHistogram;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.proxy.ProxiedRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of one proxy toward one peer in which it passed hop-by-hop fields on. */
final class PassedOn {
  private final Key key;
  private final Evidence evidence = new Evidence();
  private final Set<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final DurationHistogram inside = new DurationHistogram();
  private long messages;

  /**
   * Whose messages they are.
   *
   * @param proxy the proxy's end of the connection on which it passed them on
   * @param peer who got them
   * @param sender the proxy's side of that connection: client where it passed requests on
   * @param certain whether both sides of the proxy show it
   */
  record Key(String proxy, String peer, Side sender, boolean certain) {
    static Key ofRequest(ConnectionSummary outbound, boolean certain) {
      return new Key(
          outbound.client().address(), outbound.server().toString(), Side.CLIENT, certain);
    }

    static Key ofResponse(ConnectionSummary inbound, boolean certain) {
      return new Key(inbound.server().toString(), inbound.client().address(), Side.SERVER, certain);
    }

    /** The client first, as findings name hosts. */
    List<String> hosts() {
      return sender == Side.CLIENT ? List.of(proxy, peer) : List.of(peer, proxy);
    }
  }

  PassedOn(Key key) {
    this.key = key;
  }

  void add(Message message, Set<String> kept, @Nullable ProxiedRequest proxied) {
    messages++;
    fields.addAll(kept);
    Long insideNs = proxied == null ? null : proxied.insideNs();
    if (insideNs != null) {
      inside.sample(insideNs);
    }
    evidence.add(message.startNs(), message.firstPacket());
  }

  Finding finding() {
    boolean timed = inside.samples() > 0;
    FindingBuilder finding =
        FindingBuilder.of(HopByHopForwarded.class)
            .hosts(key.hosts())
            .direction(key.sender().sends())
            .level(key.certain() ? Level.WARNING : Level.NOTE)
            .confidence(key.certain() ? Confidence.CERTAIN : Confidence.LIKELY)
            .occurrences(messages)
            .metric("fields", String.join(",", fields))
            .metric("bothSidesSeen", key.certain())
            .seconds("medianInsideSeconds", timed ? inside.quantileNs(50) : -1)
            .summary(sentence());
    return finding
        .advise(
            "At the proxy "
                + key.proxy()
                + ": remove Connection, every field that it names, and Keep-Alive,"
                + " Proxy-Connection, TE and Upgrade, before a message goes on (RFC 9110 §7.6.1)."
                + " nginx leaves Proxy-Connection in: proxy_set_header Proxy-Connection \"\";")
        .build(evidence);
  }

  private String sentence() {
    boolean requests = key.sender() == Side.CLIENT;
    String count =
        requests
            ? Figures.count(messages, "request", "requests")
            : Figures.count(messages, "answer", "answers");
    String told = Targets.printable(String.join(", ", fields));
    if (!key.certain()) {
      return count
          + " that "
          + key.proxy()
          + " sent to "
          + key.peer()
          + (messages == 1 ? " has" : " have")
          + " passed a proxy and still "
          + (messages == 1 ? "carries " : "carry ")
          + told
          + ", which was meant for the proxy alone.";
    }
    return "The proxy "
        + key.proxy()
        + " passed "
        + count
        + " on to "
        + key.peer()
        + " with fields that were meant for itself alone: "
        + told
        + ".";
  }
}
