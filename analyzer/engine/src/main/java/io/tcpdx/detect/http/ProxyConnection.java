package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field Proxy-Connection, which no standard has. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "proxy-connection",
    title = "Proxy-Connection field",
    reference = "RFC 9112 §C.2.2, RFC 9110 §7.6.1",
    requires = {Needs.HTTP})
public final class ProxyConnection implements ConversationDetector {
  private static final String FIELD = "Proxy-Connection";

  private final Map<Group, Tally> tallies = new LinkedHashMap<>();

  private record Group(HostPair pair, Side sender) {}

  private static final class Tally {
    final Evidence evidence = new Evidence();
    final String value;
    long messages;

    Tally(String value) {
      this.value = value;
    }
  }

  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      Response response = transaction.response();
      note(connection, Side.CLIENT, request == null ? null : request.message());
      note(connection, Side.SERVER, response == null ? null : response.message());
    }
  }

  private void note(ConnectionSummary connection, Side sender, @Nullable Message message) {
    String value = message == null ? null : message.fields().first(FIELD);
    if (message == null || value == null) {
      return;
    }
    Group group = new Group(HostPair.of(connection), sender);
    Tally tally = tallies.computeIfAbsent(group, key -> new Tally(value));
    tally.messages++;
    tally.evidence.add(message.startNs(), message.firstPacket());
  }

  @Override
  public void onEnd(FindingSink findings) {
    tallies.forEach((group, tally) -> findings.found(finding(group, tally)));
  }

  private static Finding finding(Group group, Tally tally) {
    boolean client = group.sender() == Side.CLIENT;
    String who = client ? group.pair().client() : group.pair().server().toString();
    String whom = client ? group.pair().server().toString() : group.pair().client();
    return FindingBuilder.of(ProxyConnection.class)
        .hosts(group.pair().hosts())
        .direction(group.sender().sends())
        .occurrences(tally.messages)
        .metric("fields", FIELD)
        .summary(
            who
                + " sent Proxy-Connection ("
                + Targets.printable(tally.value)
                + ") to "
                + whom
                + " in "
                + Figures.count(
                    tally.messages, client ? "request" : "answer", client ? "requests" : "answers")
                + ": no standard has this field, and a proxy that does not know it passes it on.")
        .advise(
            client
                ? "At the client: use Connection alone; HTTP/1.1 persists without either. curl sends"
                    + " it to HTTP proxies unasked; --proxy-header \"Proxy-Connection:\" leaves it out."
                : "At the proxy: answer with Connection alone.")
        .build(tally.evidence);
  }
}
