package io.tcpdx.cli.text;

import io.tcpdx.cli.text.PhaseSpan.Phase;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Figures;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Phases;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every question and answer of one connection, with what its time went into. */
final class TransactionList {
  /** Told unless all are asked for. */
  private static final int SHOWN = 100;

  private static final int INDENT = 16;

  private final Page page;
  private final TextOptions options;

  TransactionList(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  void write(ConnectionSummary connection, Conversation conversation) {
    List<? extends Exchange> transactions = conversation.transactions();
    write(
        "Requests",
        connection,
        conversation,
        transactions,
        Phases.ofTransactions(connection, conversation));
    write(
        "Turns of encrypted data",
        connection,
        conversation,
        conversation.turns(),
        Phases.ofTurns(connection, conversation));
  }

  private void write(
      String heading,
      ConnectionSummary connection,
      Conversation conversation,
      List<? extends Exchange> exchanges,
      List<Phases> phases) {
    if (exchanges.isEmpty()) {
      return;
    }
    page.gap();
    page.heading(heading);
    int shown = options.verbose() ? exchanges.size() : Math.min(SHOWN, exchanges.size());
    for (int i = 0; i < shown; i++) {
      Exchange exchange = exchanges.get(i);
      List<PhaseSpan> spans = PhaseSpan.of(connection, conversation, exchange, phases.get(i));
      page.paragraph(
          String.format(
              Locale.ROOT,
              "%5d %9s ",
              i,
              "+" + Quantity.compact(exchange.startNs() - connection.startNs())),
          INDENT,
          what(exchange),
          lead -> lead);
      page.block(INDENT, phases(phases.get(i), spans), page.palette()::faint);
    }
    if (shown < exchanges.size()) {
      page.paragraph(
          2, "… and " + Figures.count(exchanges.size() - shown) + " more: -v shows them.");
    }
  }

  private static String what(Exchange exchange) {
    List<String> parts = new ArrayList<>();
    if (exchange instanceof Transaction transaction) {
      parts.add(WaterfallRow.what(transaction.request()) + " → " + answer(transaction));
      if (transaction.pipelined()) {
        parts.add("pipelined behind " + Figures.count(transaction.ahead()));
      }
      if (!transaction.certain()) {
        parts.add("which may not belong together");
      }
    } else if (exchange instanceof Turn turn) {
      parts.add(Figures.bytes(turn.requestBytes()) + " → " + Figures.bytes(turn.responseBytes()));
    }
    parts.add("packets " + exchange.firstPacket() + "–" + exchange.lastPacket());
    return String.join(", ", parts);
  }

  private static String answer(Transaction transaction) {
    if (transaction.response() == null) {
      return "no answer";
    }
    Message message = transaction.response().message();
    long bytes = message.passedBytes();
    Long declared = message.declaredBytes();
    String of = declared == null || declared == bytes ? "" : " of " + Figures.bytes(declared);
    String whole = message.complete() || message.endUnknown() ? "" : ", not whole";
    String about = message.endUnknown() ? "about " : "";
    int status = transaction.response().status();
    return (status == 0 ? "" : status + ", ") + about + Figures.bytes(bytes) + of + whole;
  }

  /** {@code connect 40 ms, send 0 s, wait 20 ms, receive 40 ms; 100 ms in all}. */
  private static String phases(Phases phases, List<PhaseSpan> spans) {
    String each =
        spans.stream()
            .filter(span -> span.phase() != Phase.SEND || span.toNs() > span.fromNs())
            .map(span -> span.phase().words() + " " + Figures.duration(span.toNs() - span.fromNs()))
            .collect(Collectors.joining(", "));
    Long totalNs = phases.totalNs();
    return totalNs == null ? each : each + "; " + Figures.duration(totalNs) + " in all";
  }
}
