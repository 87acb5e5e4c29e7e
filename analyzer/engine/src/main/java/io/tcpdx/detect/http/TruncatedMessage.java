package io.tcpdx.detect.http;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ClosingSegment;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.detect.Confidence;
import io.tcpdx.detect.ConversationDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages whose sender ended the connection before their end. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "truncated-message",
    title = "Message cut short",
    reference = "RFC 9112 §8, §6.3",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HTTP})
public final class TruncatedMessage implements ConversationDetector {
  @Override
  public void onConversation(
      ConnectionSummary connection,
      Conversation conversation,
      Charges charges,
      FindingSink findings) {
    for (Transaction transaction : conversation.transactions()) {
      Request request = transaction.request();
      Response response = transaction.response();
      if (request == null || !transaction.certain()) {
        continue; // without its request it is not known whether an answer has a body (HEAD)
      }
      if (response != null && isCut(response.message(), Side.SERVER, connection)) {
        report(connection, request, response.message(), Side.SERVER, findings);
      }
      if (response == null && isCut(request.message(), Side.CLIENT, connection)) {
        report(connection, request, request.message(), Side.CLIENT, findings);
      }
    }
  }

  /** Whether its sender cut it, not the capture, and not a receiver who wanted no more of it. */
  private static boolean isCut(Message message, Side sender, ConnectionSummary connection) {
    StreamEnd cutBy = message.cutBy();
    if (message.complete() || cutBy == null || cutBy == StreamEnd.UNSEEN) {
      return false;
    }
    return !receiverLeftFirst(message, sender, cutBy, connection.close());
  }

  private static boolean receiverLeftFirst(
      Message message, Side sender, StreamEnd cutBy, CloseSummary close) {
    ClosingSegment reset = close.reset();
    if (cutBy == StreamEnd.RESET && (reset == null || reset.by() != sender)) {
      return true;
    }
    ClosingSegment senders = cutBy == StreamEnd.FIN ? close.fin(sender) : reset;
    ClosingSegment receivers = close.fin(sender.opposite());
    // A client may half-close behind its request and still want the answer.
    return senders != null
        && receivers != null
        && receivers.timeNs() < senders.timeNs()
        && (sender == Side.CLIENT || receivers.timeNs() > message.startNs());
  }

  private static void report(
      ConnectionSummary connection,
      Request request,
      Message message,
      Side sender,
      FindingSink findings) {
    boolean reset = message.cutBy() == StreamEnd.RESET;
    ClosingSegment end = reset ? connection.close().reset() : connection.close().fin(sender);
    Evidence evidence = new Evidence();
    evidence.add(message.startNs(), message.firstPacket(), message.lastPacket());
    if (end != null) {
      evidence.add(end.timeNs(), end.packet());
    }
    boolean likely =
        message.missingBytes() > 0 || (reset && message.delimiter() == BodyDelimiter.CLOSE);
    findings.found(
        FindingBuilder.of(TruncatedMessage.class)
            .connection(connection.id())
            .direction(sender.sends())
            .level(sender == Side.SERVER ? Level.ERROR : Level.WARNING)
            .confidence(likely ? Confidence.LIKELY : Confidence.CERTAIN)
            .metric("declaredBytes", message.declaredBytes())
            .metric("receivedBytes", message.bodyBytes())
            .metric("missingBytes", missing(message))
            .metric("delimiter", message.delimiter().name().toLowerCase(Locale.ROOT))
            .metric("endedBy", reset ? "RST" : "FIN")
            .summary(Cut.sentence(request, message, sender))
            .advise(Cut.advice(message, sender))
            .build(evidence));
  }

  private static @Nullable Long missing(Message message) {
    Long declared = message.declaredBytes();
    return declared == null ? null : declared - message.bodyBytes();
  }
}
