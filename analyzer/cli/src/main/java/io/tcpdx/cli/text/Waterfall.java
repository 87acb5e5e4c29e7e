package io.tcpdx.cli.text;

import io.tcpdx.cli.text.PhaseSpan.Phase;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Level;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The requests over time, for each client and host: a browser's network panel in a terminal. */
final class Waterfall {
  /** Columns of what was asked. */
  private static final int WHAT_COLUMNS = 24;

  private static final int BAR_COLUMNS = 20;

  /** Of what is too long, what stays at its end: file names tell more than directories. */
  private static final int END_COLUMNS = 10;

  private static final int FIRST_ERROR_STATUS = 400;
  private static final int FIRST_SERVER_ERROR_STATUS = 500;

  private final Page page;
  private final TextOptions options;
  private boolean pausesCut;

  Waterfall(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  /** Writes the slowest requests; nothing where there are none. */
  void write(Report report) {
    SlowestRows slowest = new SlowestRows(options.rows());
    WaterfallRow.forEach(report, slowest::add);
    List<WaterfallRow> shown = slowest.inOrder();
    if (shown.isEmpty()) {
      return;
    }
    page.gap();
    page.heading(heading(report, shown.size(), slowest.count()));
    Map<SlowestRows.Group, List<WaterfallRow>> groups = new LinkedHashMap<>();
    for (WaterfallRow row : shown) {
      groups.computeIfAbsent(SlowestRows.Group.of(row), group -> new ArrayList<>()).add(row);
    }
    Long captureStartNs = report.capture().startNs();
    long originNs = slowest.beganNs();
    long startNs = captureStartNs == null ? originNs : Math.min(originNs, captureStartNs);
    String titles = row("start", "conn", "request", "code", "bytes", "time");
    page.line(titles.stripTrailing(), page.palette()::faint);
    groups.forEach(
        (group, rows) -> writeGroup(group.toString(), rows, slowest.count(group), startNs));
    writeLegend(shown);
    if (shown.size() < slowest.count()) {
      page.paragraph(2, "All of them: -v or --top " + slowest.count() + ".");
    }
  }

  private static String heading(Report report, long shown, long all) {
    boolean http =
        report.connections().stream()
            .anyMatch(connection -> !report.conversation(connection).transactions().isEmpty());
    String what = http ? "Requests" : "Encrypted connections";
    String some = " (" + Figures.count(shown) + " of " + Figures.count(all) + ", the slowest)";
    return shown == all ? what : what + some;
  }

  private void writeGroup(String name, List<WaterfallRow> rows, long count, long originNs) {
    TimeAxis axis = TimeAxis.of(rows.stream().flatMap(row -> row.spans().stream()).toList());
    pausesCut |= axis.cut();
    String some =
        rows.size() == count ? "" : " (" + rows.size() + " of " + Figures.count(count) + ")";
    int columns = Page.WIDTH - BAR_COLUMNS - 3;
    String lead = shortened(name, columns - some.length()) + some;
    String scale = Quantity.compact(axis.lengthNs());
    page.line(
        List.of(
            new Page.Part("  " + padded(lead, columns) + " ", page.palette()::strong),
            new Page.Part(
                "0" + String.format(Locale.ROOT, "%" + (BAR_COLUMNS - 1) + "s", scale),
                page.palette()::faint)));
    rows.forEach(row -> writeRow(row, originNs, axis));
  }

  private static String padded(String text, int columns) {
    return String.format(Locale.ROOT, "%-" + columns + "s", text);
  }

  private void writeRow(WaterfallRow row, long originNs, TimeAxis axis) {
    Integer status = row.status();
    String lead =
        row(
            "+" + Quantity.compact(row.beganNs() - originNs),
            Integer.toString(row.connection().id()),
            shortened(row.what(), WHAT_COLUMNS),
            (status == null ? "" : status.toString()) + row.mark(),
            Figures.bytes(row.bytes()),
            Quantity.compact(row.tookNs()));
    List<Page.Part> parts = new ArrayList<>();
    Level level = level(row);
    parts.add(
        new Page.Part(lead, text -> level == null ? text : page.palette().level(level, text)));
    addBar(parts, row, axis);
    page.line(parts);
  }

  private static @Nullable Level level(WaterfallRow row) {
    Integer status = row.status();
    boolean failed = status != null && status >= FIRST_SERVER_ERROR_STATUS;
    boolean broken =
        row.mark().equals(WaterfallRow.NOT_WHOLE) || row.mark().equals(WaterfallRow.UNANSWERED);
    if (failed || broken) {
      return Level.ERROR;
    }
    return status != null && status >= FIRST_ERROR_STATUS ? Level.WARNING : null;
  }

  private static String row(
      String start, String connection, String what, String status, String bytes, String took) {
    return String.format(
        Locale.ROOT,
        "%8s %4s %-" + WHAT_COLUMNS + "s %-4s %7s %7s ",
        start,
        connection,
        what,
        status,
        bytes,
        took);
  }

  /** A column is of the phase that takes most of it; what is shorter has one all the same. */
  private void addBar(List<Page.Part> parts, WaterfallRow row, TimeAxis axis) {
    double columnNs = axis.lengthNs() / (double) BAR_COLUMNS;
    int first = column(axis.at(row.beganNs()), columnNs);
    int last = Math.max(first, column(axis.at(row.endedNs()) - 1, columnNs));
    parts.add(new Page.Part(" ".repeat(first), UnaryOperator.identity()));
    int column = first;
    while (column <= last) {
      Phase phase = most(row, axis, columnNs, column);
      int from = column;
      while (column <= last && most(row, axis, columnNs, column) == phase) {
        column++;
      }
      parts.add(part(phase, column - from));
    }
  }

  private Page.Part part(@Nullable Phase phase, int columns) {
    return phase == null
        ? new Page.Part(" ".repeat(columns), UnaryOperator.identity())
        : new Page.Part(String.valueOf(phase.sign()).repeat(columns), text -> look(phase, text));
  }

  private static int column(long ns, double columnNs) {
    return (int) Math.min(BAR_COLUMNS - 1, Math.max(0, ns / columnNs));
  }

  /** The phase that takes most of a column; where all that it holds is a moment, that. */
  private static @Nullable Phase most(
      WaterfallRow row, TimeAxis axis, double columnNs, int column) {
    long startNs = Math.round(column * columnNs);
    long endNs = Math.round((column + 1) * columnNs);
    Phase most = null;
    long mostNs = -1;
    for (PhaseSpan span : row.spans()) {
      long fromNs = Math.max(startNs, axis.at(span.fromNs()));
      long ns = Math.min(endNs, axis.at(span.toNs())) - fromNs;
      if (ns > mostNs && ns >= 0) {
        mostNs = ns;
        most = span.phase();
      }
    }
    return most;
  }

  private String look(Phase phase, String sign) {
    return switch (phase) {
      case DNS, CONNECT, TLS -> page.palette().level(Level.NOTE, sign);
      case SEND, RECEIVE -> page.palette().strong(sign);
      case BLOCKED, WAIT -> page.palette().faint(sign);
      case VAIN -> page.palette().level(Level.ERROR, sign);
    };
  }

  private void writeLegend(List<WaterfallRow> shown) {
    Set<Phase> present = EnumSet.noneOf(Phase.class);
    for (WaterfallRow row : shown) {
      row.spans().stream()
          .filter(span -> span.toNs() > span.fromNs())
          .forEach(span -> present.add(span.phase()));
    }
    String legend =
        present.stream()
            .map(phase -> phase.sign() + Page.NO_BREAK + phase.words())
            .collect(Collectors.joining(", "));
    String marks =
        marked(shown, WaterfallRow.NOT_WHOLE, "; ! not whole")
            + marked(shown, WaterfallRow.NOT_CAPTURED, "; ~ not captured as a whole");
    String pauses = pausesCut ? " Bars leave long pauses out." : "";
    page.paragraph(2, legend + marks + "." + pauses);
  }

  private static String marked(List<WaterfallRow> rows, String mark, String words) {
    return rows.stream().anyMatch(row -> row.mark().equals(mark)) ? words : "";
  }

  /** The text in that many columns, its middle left out where it is too long. */
  private String shortened(String text, int columns) {
    String printable = page.printable(text);
    if (printable.length() <= columns) {
      return printable;
    }
    String dots = page.printable("…");
    int head = columns - END_COLUMNS - dots.length();
    return printable.substring(0, head)
        + dots
        + printable.substring(printable.length() - END_COLUMNS);
  }
}
