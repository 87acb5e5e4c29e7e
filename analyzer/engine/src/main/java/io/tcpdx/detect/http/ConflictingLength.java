package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages whose end two readers may see in two places: the shapes of request smuggling. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "conflicting-length",
    title = "Message that can be read in two ways",
    reference = "RFC 9112 §6.3, §6.1, §5.1, §5.2, §11.2",
    requires = {Needs.HTTP})
public final class ConflictingLength implements ConversationDetector {
  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    Tally requests = new Tally(Side.CLIENT);
    Tally responses = new Tally(Side.SERVER);
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      Response response = transaction.response();
      if (request != null) {
        requests.add(request.message(), refused(response));
      }
      if (response != null) {
        responses.add(response.message(), false);
      }
    }
    for (Tally tally : List.of(requests, responses)) {
      if (tally.messages > 0) {
        report(connection, tally, findings);
      }
    }
  }

  /** Whether the server would not have it, as RFC 9112 §6.3 asks. */
  private static boolean refused(@Nullable Response response) {
    return response != null && (response.status() == 400 || response.status() == 501);
  }

  /** The messages of one side. */
  private static final class Tally {
    final Side sender;
    final Evidence evidence = new Evidence();
    final Set<Irregularity> shapes = EnumSet.noneOf(Irregularity.class);
    int messages;
    int refused;
    @Nullable Message first;

    Tally(Side sender) {
      this.sender = sender;
    }

    void add(Message message, boolean isRefused) {
      if (message.irregularities().isEmpty()) {
        return;
      }
      messages++;
      refused += isRefused ? 1 : 0;
      shapes.addAll(message.irregularities());
      evidence.add(message.startNs(), message.firstPacket());
      first = first == null ? message : first;
    }

    Level level() {
      boolean movesTheEnd = shapes.stream().anyMatch(Ambiguity::movesTheEnd);
      if (!movesTheEnd) {
        return sender == Side.CLIENT && refused < messages ? Level.WARNING : Level.NOTE;
      }
      return sender == Side.CLIENT && refused < messages ? Level.ERROR : Level.WARNING;
    }
  }

  private static void report(ConnectionSummary connection, Tally tally, FindingSink findings) {
    Message first = tally.first;
    FindingBuilder finding =
        FindingBuilder.of(ConflictingLength.class)
            .connection(connection.id())
            .direction(tally.sender.sends())
            .level(tally.level())
            .occurrences(tally.messages)
            .metric("declaredBytes", first == null ? null : first.declaredBytes())
            .metric("receivedBytes", first == null ? null : first.bodyBytes())
            .metric("shapes", Ambiguity.names(tally.shapes))
            .metric("refused", tally.refused)
            .summary(sentence(tally));
    finding.advise(
        tally.sender == Side.CLIENT
            ? "At the server and every proxy before it: refuse such requests with 400 and close"
                + " (RFC 9112 §6.3, §11.2); run the same strict parser in front and behind. At the"
                + " client, if it is yours: send one Content-Length or Transfer-Encoding: chunked,"
                + " never both."
            : "At the server: send one Content-Length or Transfer-Encoding: chunked, never both,"
                + " and leave both to the HTTP library. A proxy that gets such an answer must not"
                + " reuse the connection.");
    findings.found(finding.build(tally.evidence));
  }

  private static String sentence(Tally tally) {
    boolean client = tally.sender == Side.CLIENT;
    String count =
        client
            ? Figures.count(tally.messages, "request", "requests")
            : Figures.count(tally.messages, "answer", "answers");
    String said =
        "The "
            + tally.sender.noun()
            + " sent "
            + count
            + " that can be read in two ways: "
            + Ambiguity.told(tally.shapes)
            + ".";
    if (tally.refused == 0) {
      return said;
    }
    return said
        + (tally.refused == tally.messages
            ? " The server refused" + (tally.messages == 1 ? " it." : " all of them.")
            : " The server refused " + tally.refused + " of them.");
  }
}
