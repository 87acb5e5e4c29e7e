package io.tcpdx.cli.text;

import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Level;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the time went: a bar for each cause, the longest first. */
final class LedgerBars {
  /** Causes with less than one part in so many, 0.5 %, share a line. */
  private static final long SMALL_PART = 200;

  private static final int BAR_COLUMNS = 18;
  private static final int EIGHTHS = 8;
  private static final String BLOCKS = " ▏▎▍▌▋▊▉";

  private final Page page;

  LedgerBars(Page page) {
    this.page = page;
  }

  /** Writes the sum over so many connections; nothing where they took no time. */
  void write(LedgerSummary ledger, int connections) {
    write(
        ledger,
        " (of "
            + Figures.duration(ledger.totalNs())
            + (connections == 1
                ? " that the connection lived)"
                : " that " + Figures.count(connections) + " connections lived together)"));
  }

  /** The same for the one connection that the page is about. */
  void writeOne(LedgerSummary ledger) {
    write(ledger, " (of " + Figures.duration(ledger.totalNs()) + ")");
  }

  private void write(LedgerSummary ledger, String of) {
    long totalNs = ledger.totalNs();
    if (totalNs <= 0) {
      return;
    }
    page.gap();
    page.paragraph("Where the time went", 2, of, page.palette()::strong);
    List<Cause> small = new ArrayList<>();
    for (Cause cause : CauseWords.charged(ledger)) {
      if (cause != Cause.UNKNOWN && ledger.ns(cause) < totalNs / SMALL_PART) {
        small.add(cause);
      } else {
        writeBar(cause, ledger.ns(cause), totalNs);
      }
    }
    writeSmall(small, ledger, totalNs);
  }

  private void writeBar(Cause cause, long ns, long totalNs) {
    String lead = String.format(Locale.ROOT, "  %-42s", CauseWords.of(cause));
    String bar = String.format(Locale.ROOT, "%-" + BAR_COLUMNS + "s", bar(ns, totalNs));
    page.line(
        List.of(lead, bar, figures(ns, totalNs)),
        text -> text.equals(page.printable(bar)) ? coloured(cause, text) : text);
  }

  private String coloured(Cause cause, String bar) {
    return switch (cause) {
      case SLOW_START,
          CONGESTION_WINDOW,
          RECEIVE_WINDOW,
          ZERO_WINDOW,
          LOSS_RECOVERY,
          NAGLE,
          DELAYED_ACK ->
          page.palette().level(Level.WARNING, bar);
      case IDLE, CLOSE, UNKNOWN -> page.palette().faint(bar);
      case HANDSHAKE, TLS_HANDSHAKE, CLIENT_THINK, SERVER_THINK, NETWORK, TRANSFER ->
          page.palette().level(Level.NOTE, bar);
    };
  }

  private static String bar(long ns, long totalNs) {
    int eighths = (int) Math.round((double) ns / totalNs * BAR_COLUMNS * EIGHTHS);
    String whole = "█".repeat(eighths / EIGHTHS);
    int rest = eighths % EIGHTHS;
    return rest == 0 ? whole : whole + BLOCKS.charAt(rest);
  }

  private static String figures(long ns, long totalNs) {
    String share = Figures.share(ns, totalNs).replace("under ", "<");
    return String.format(Locale.ROOT, "%7s%10s", share, Quantity.compact(ns));
  }

  private void writeSmall(List<Cause> small, LedgerSummary ledger, long totalNs) {
    if (small.isEmpty()) {
      return;
    }
    long ns = small.stream().mapToLong(ledger::ns).sum();
    String names = small.stream().map(CauseWords::of).collect(Collectors.joining(", "));
    String each = small.size() == 1 ? "and " : "and little each: ";
    page.paragraph(
        "  ",
        4,
        each + names + " (" + Figures.share(ns, totalNs) + ", " + Figures.duration(ns) + ")",
        look -> look);
  }
}
