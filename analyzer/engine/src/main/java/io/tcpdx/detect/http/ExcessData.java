package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.ConnectionSummary;
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
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Excess;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import org.jspecify.annotations.Nullable;

/** Bytes behind the end that a message gave itself: whoever reads on takes them for the next. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "excess-data",
    title = "Data after a message's end",
    reference = "RFC 9112 §6.3, §9.2, §11.1",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP})
public final class ExcessData implements ConversationDetector {
  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    HttpSummary http = conversation.http();
    if (http == null) {
      return;
    }
    for (Excess excess : http.excess()) {
      Transaction before = transaction(conversation, excess.index());
      boolean seenWhole = connection.halfStream(excess.direction()).missingBytes() == 0;
      if (before != null && before.request() != null && before.certain() && seenWhole) {
        report(connection, excess, before, findings);
      }
    }
  }

  private static @Nullable Transaction transaction(Conversation conversation, int index) {
    return conversation.transactions().stream()
        .filter(transaction -> transaction.index() == index)
        .findFirst()
        .orElse(null);
  }

  private static void report(
      ConnectionSummary connection, Excess excess, Transaction before, FindingSink findings) {
    Side sender = excess.direction().sender();
    Message message = message(before, sender);
    if (message == null || !message.complete() || !message.irregularities().isEmpty()) {
      return; // where it ends is not known
    }
    Evidence evidence = new Evidence();
    evidence.add(excess.timeNs(), message.firstPacket(), excess.packet());
    findings.found(
        FindingBuilder.of(ExcessData.class)
            .connection(connection.id())
            .direction(excess.direction())
            .level(Level.WARNING)
            .confidence(message.missingBytes() > 0 ? Confidence.LIKELY : Confidence.CERTAIN)
            .metric("declaredBytes", message.declaredBytes())
            .metric("receivedBytes", message.bodyBytes() + excess.bytes())
            .metric("excessBytes", excess.bytes())
            .summary(sentence(before, message, excess, sender))
            .advise(advice(before, message, sender))
            .build(evidence));
  }

  private static @Nullable Message message(Transaction transaction, Side sender) {
    Request request = transaction.request();
    Response response = transaction.response();
    if (sender == Side.CLIENT) {
      return request == null ? null : request.message();
    }
    return response == null ? null : response.message();
  }

  private static String sentence(Transaction before, Message message, Excess excess, Side sender) {
    Request request = before.request();
    String which = request == null ? "" : Targets.told(request);
    return "The "
        + sender.noun()
        + " sent "
        + Figures.count(excess.bytes(), "byte", "bytes")
        + " after the end of "
        + (sender == Side.SERVER ? "its answer to " : "its request ")
        + which
        + end(before, message)
        + ": they are no message, and a receiver that reads on takes them for one.";
  }

  private static String end(Transaction before, Message message) {
    Long declared = message.declaredBytes();
    if (message.delimiter() == BodyDelimiter.LENGTH && declared != null) {
      return ", which Content-Length put at " + Figures.count(declared, "byte", "bytes");
    }
    if (message.delimiter() == BodyDelimiter.CHUNKED) {
      return ", behind its last chunk";
    }
    Response response = before.response();
    Request request = before.request();
    if (request != null && request.method().equals("HEAD")) {
      return ", and an answer to HEAD has no body";
    }
    return response != null && response.message().equals(message)
        ? ", and an answer of status " + response.status() + " has no body"
        : ", which declares no body";
  }

  private static String advice(Transaction before, Message message, Side sender) {
    String at = "At the " + sender.noun() + ": ";
    if (message.delimiter() == BodyDelimiter.LENGTH) {
      return at
          + "let the HTTP library count the body, or count bytes as they are sent: not characters"
          + " before encoding, not the size before compression.";
    }
    if (sender == Side.CLIENT) {
      return at + "send Content-Length or chunks with every body.";
    }
    Request request = before.request();
    return request != null && request.method().equals("HEAD")
        ? at + "send no body in answer to HEAD (RFC 9110 §9.3.2)."
        : at + "send nothing behind a body's end, and no body with 204 and 304 (RFC 9110 §15).";
  }
}
