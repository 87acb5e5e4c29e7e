package io.tcpdx.cli.text;

import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of the waterfall: an HTTP transaction, or all turns of an encrypted connection.
 *
 * @param connection where it took place
 * @param host who was asked, as far as the client names it
 * @param what was asked
 * @param status of the answer, or null where none was seen or it is encrypted
 * @param mark what stands behind the status: {@code !} where the answer is not whole, {@code ~}
 *     where the capture does not show its end
 * @param bytes that the server answered with
 * @param tookNs how long it took: the sum of its phases, or until nothing more could come
 * @param spans its phases, in their order
 */
record WaterfallRow(
    ConnectionSummary connection,
    String host,
    String what,
    @Nullable Integer status,
    String mark,
    long bytes,
    long tookNs,
    List<PhaseSpan> spans) {
  static final String WHOLE = "";
  static final String NOT_WHOLE = "!";
  static final String NOT_CAPTURED = "~";
  static final String UNANSWERED = "–";

  /** When the first of its phases began. */
  long beganNs() {
    return spans.stream().mapToLong(PhaseSpan::fromNs).min().orElse(connection.startNs());
  }

  /** When the last of its phases ended. */
  long endedNs() {
    return spans.stream().mapToLong(PhaseSpan::toNs).max().orElse(connection.endNs());
  }

  /** Makes all rows of a report, by connection. */
  static void forEach(Report report, Consumer<WaterfallRow> rows) {
    for (ConnectionSummary connection : report.connections()) {
      Conversation conversation = report.conversation(connection);
      List<Phases> phases = Phases.ofTransactions(connection, conversation);
      for (int i = 0; i < phases.size(); i++) {
        rows.accept(
            of(connection, conversation, conversation.transactions().get(i), phases.get(i)));
      }
      if (conversation.tls() != null) {
        rows.accept(ofTls(connection, conversation, conversation.tls()));
      }
    }
  }

  private static WaterfallRow of(
      ConnectionSummary connection,
      Conversation conversation,
      Transaction transaction,
      Phases phases) {
    Request request = transaction.request();
    Response response = transaction.response();
    String host = request == null ? null : request.host();
    List<PhaseSpan> spans = PhaseSpan.of(connection, conversation, transaction, phases);
    Message message = response == null ? null : response.message();
    return new WaterfallRow(
        connection,
        host == null || host.isEmpty() ? connection.server().toString() : host,
        what(request),
        response == null || response.status() == 0 ? null : response.status(),
        mark(message),
        message == null ? 0 : message.passedBytes(),
        took(phases, transaction, connection.times()),
        spans);
  }

  private static String mark(@Nullable Message answer) {
    if (answer == null) {
      return UNANSWERED;
    }
    if (answer.endUnknown()) {
      return NOT_CAPTURED;
    }
    return answer.complete() ? WHOLE : NOT_WHOLE;
  }

  /** What was asked; of an absolute target only what stands behind the host. */
  static String what(@Nullable Request request) {
    if (request == null) {
      return "(request not captured)";
    }
    return request.method() + " " + request.path();
  }

  private static WaterfallRow ofTls(
      ConnectionSummary connection, Conversation conversation, TlsHandshake tls) {
    List<Phases> phases = Phases.ofTurns(connection, conversation);
    List<PhaseSpan> spans = new ArrayList<>();
    long bytes = 0;
    long tookNs = 0;
    for (int i = 0; i < phases.size(); i++) {
      Turn turn = conversation.turns().get(i);
      spans.addAll(PhaseSpan.of(connection, conversation, turn, phases.get(i)));
      bytes += turn.responseBytes();
      tookNs += took(phases.get(i), turn, connection.times());
    }
    if (phases.isEmpty()) {
      spans.addAll(PhaseSpan.ofSetUp(connection, conversation, tls));
      tookNs = spans.stream().mapToLong(span -> span.toNs() - span.fromNs()).sum();
    }
    String name = tls.serverName();
    TlsAlert failure = tls.alerts().stream().filter(TlsAlert::fatal).findFirst().orElse(null);
    return new WaterfallRow(
        connection,
        name == null || name.isEmpty() ? connection.server().toString() : name,
        what(tls, failure, phases.size()),
        null,
        failure == null ? WHOLE : NOT_WHOLE,
        bytes,
        tookNs,
        spans);
  }

  private static String what(TlsHandshake tls, @Nullable TlsAlert failure, int turns) {
    if (failure != null) {
      String description = failure.description();
      return "TLS " + (description == null ? "fatal alert" : description);
    }
    return tls.protocolName() + ", " + Figures.count(turns, "turn", "turns");
  }

  /** Where the capture's clock jumped meanwhile: the phases that are known. */
  private static long took(Phases phases, Exchange exchange, CaptureTimes times) {
    Long totalNs = phases.totalNs();
    Long vainNs = phases.vainNs();
    if (totalNs != null) {
      return totalNs;
    }
    if (times.jumpedBetween(exchange.startNs(), exchange.endNs())) {
      return orZero(phases.sendNs()) + orZero(phases.waitNs()) + orZero(phases.receiveNs());
    }
    return Math.max(0, exchange.endNs() - exchange.startNs()) + orZero(vainNs);
  }

  private static long orZero(@Nullable Long ns) {
    return ns == null ? 0 : ns;
  }
}
