package io.tcpdx.cli.text;

import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.CloseSummary;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.HandshakeSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.Report;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The connections: who, then figures in columns, then where most of the time went. */
final class ConnectionTable {
  private final Page page;
  private final TextOptions options;

  ConnectionTable(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  void write(Report report) {
    List<ConnectionSummary> all = report.connections();
    if (all.isEmpty()) {
      return;
    }
    List<ConnectionSummary> shown = shown(report);
    page.gap();
    page.heading(
        shown.size() == all.size()
            ? "Connections"
            : "Connections ("
                + Figures.count(shown.size())
                + " of "
                + Figures.count(all.size())
                + ", those that lost most time)");
    page.line(row("start", "life", "set-up", "sent →", "← sent", "again", "end"));
    long origin = all.stream().mapToLong(ConnectionSummary::startNs).min().orElse(0);
    Long captureStart = report.capture().startNs();
    for (ConnectionSummary connection : shown) {
      String said = ConversationWords.shortly(report.conversation(connection));
      writeRow(connection, said, captureStart == null ? origin : captureStart);
      writeTime(connection, report.ledger(connection));
    }
    if (shown.size() < all.size()) {
      page.paragraph(
          2, "All of them: -v or --top " + all.size() + ". One in detail: --connection NUMBER.");
    }
  }

  /** Where not all fit, those whose findings cost most; always in the order of their ids. */
  private List<ConnectionSummary> shown(Report report) {
    List<ConnectionSummary> all = report.connections();
    if (all.size() <= options.rows()) {
      return all;
    }
    Map<Integer, Long> costNs = new HashMap<>();
    for (Finding finding : report.findings()) {
      Integer id = finding.connection();
      if (id != null) {
        costNs.merge(id, finding.costNs(), Long::sum);
      }
    }
    return all.stream()
        .sorted(
            Comparator.comparingLong((ConnectionSummary c) -> costNs.getOrDefault(c.id(), 0L))
                .reversed()
                .thenComparing(Comparator.comparingInt(ConnectionSummary::id)))
        .limit(options.rows())
        .sorted(Comparator.comparingInt(ConnectionSummary::id))
        .toList();
  }

  private void writeRow(ConnectionSummary connection, String said, long originNs) {
    page.paragraph(
        String.format(Locale.ROOT, "%4d  ", connection.id()),
        6,
        connection.client()
            + " → "
            + connection.server()
            + (connection.roleCertain() ? "" : " (roles inferred)")
            + (said.isEmpty() ? "" : " · " + said),
        UnaryOperator.identity());
    page.line(
        row(
            "+" + Quantity.compact(connection.startNs() - originNs),
            Quantity.compact(connection.durationNs()),
            setUp(connection.handshake()),
            Figures.bytes(connection.clientToServer().payloadBytes()),
            Figures.bytes(connection.serverToClient().payloadBytes()),
            Figures.count(
                (long) connection.clientToServer().retransmissions().total()
                    + connection.serverToClient().retransmissions().total()),
            end(connection.close())));
  }

  /** Where its time went; of what never opened, the row says it all. */
  private void writeTime(ConnectionSummary connection, LedgerSummary ledger) {
    String time = CauseWords.shortly(ledger);
    if (connection.close().kind() != CloseKind.NEVER_OPENED && !time.isEmpty()) {
      page.block(6, time, page.palette()::faint);
    }
  }

  private static String row(
      String start,
      String life,
      String setUp,
      String sent,
      String received,
      String again,
      String end) {
    return String.format(
            Locale.ROOT,
            "      %-9s %-8s %-9s %-8s %-8s %-5s %s",
            start,
            life,
            setUp,
            sent,
            received,
            again,
            end)
        .stripTrailing();
  }

  private static String setUp(HandshakeSummary handshake) {
    Long totalNs = handshake.totalNs();
    if (handshake.outcome() == HandshakeOutcome.ESTABLISHED && totalNs != null) {
      return Quantity.compact(totalNs);
    }
    return handshake.outcome() == HandshakeOutcome.ESTABLISHED ? "?" : outcome(handshake.outcome());
  }

  /** A word for the outcome of a set-up. */
  static String outcome(HandshakeOutcome outcome) {
    return switch (outcome) {
      case ESTABLISHED -> "established";
      case REFUSED -> "refused";
      case UNANSWERED -> "no answer";
      case INCOMPLETE -> "halfway";
      case NOT_SEEN -> "not seen";
    };
  }

  /** How a connection ended, and who began it where that is not at fault. */
  static String end(CloseSummary close) {
    Side initiator = close.initiator();
    String by = initiator == null ? "" : initiator == Side.CLIENT ? " by client" : " by server";
    return switch (close.kind()) {
      case GRACEFUL, HALF_CLOSE, ABORTIVE -> kind(close.kind()) + by;
      case RESET_DATA_LOSS, RESET_AFTER_IDLE, TIMED_OUT, OPEN_AT_END, NEVER_OPENED ->
          kind(close.kind());
    };
  }

  /** How a connection ended, in a few words. */
  static String kind(CloseKind kind) {
    return switch (kind) {
      case GRACEFUL -> "closed";
      case HALF_CLOSE -> "half-closed";
      case ABORTIVE -> "reset";
      case RESET_DATA_LOSS -> "reset, data lost";
      case RESET_AFTER_IDLE -> "reset after idling";
      case TIMED_OUT -> "timed out";
      case OPEN_AT_END -> "still open";
      case NEVER_OPENED -> "never open";
    };
  }
}
