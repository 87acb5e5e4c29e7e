package io.tcpdx.cli.text;

import io.tcpdx.connection.Side;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.story.Story;
import io.tcpdx.story.StoryLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The story of a connection: a line for each thing that happened, with what it means below. */
final class StoryPage {
  /** Lines told at the story's beginning and end, unless all of them are asked for. */
  private static final int FIRST_LINES = 200;

  private static final int LAST_LINES = 50;

  /** Column at which the waits stand. */
  private static final int WAIT_INDENT = 12;

  private static final int LEAST_PACKET_COLUMNS = 7;
  private static final int LEAST_SECONDS_COLUMNS = 8;

  /** Longer calls are broken where the line ends. */
  private static final int SHORT_CALL = 32;

  private final Page page;
  private final TextOptions options;
  private int packetColumns = LEAST_PACKET_COLUMNS;
  private int secondsColumns = LEAST_SECONDS_COLUMNS;

  StoryPage(Page page, TextOptions options) {
    this.page = page;
    this.options = options;
  }

  void write(Story story) {
    List<StoryChapter> chapters = StoryChapter.of(story.lines(), options.verbose());
    for (StoryChapter chapter : chapters) {
      packetColumns = Math.max(packetColumns, packets(chapter.line()).length());
      String seconds = seconds(chapter.line().sinceStartNs());
      secondsColumns = Math.max(secondsColumns, seconds.length());
    }
    page.gap();
    page.heading("What happened");
    page.paragraph(
        2,
        "→ is the client, ← the server. Calls in brackets are what the segments imply; a capture"
            + " does not show them. Runs of like segments are put together.");
    page.line(columns("seconds", "after", "packets").stripTrailing());
    boolean cut = !options.verbose() && chapters.size() > FIRST_LINES + LAST_LINES;
    int resume = chapters.size() - LAST_LINES;
    for (int i = 0; i < chapters.size(); i++) {
      if (cut && i == FIRST_LINES) {
        page.block(
            WAIT_INDENT,
            "… " + Figures.count(resume - FIRST_LINES) + " lines left out here: -v shows them",
            page.palette()::strong);
        i = resume;
      }
      writeChapter(chapters.get(i));
    }
    if (story.segmentsLeftOut() > 0) {
      page.paragraph(
          2,
          "The story ends here: "
              + Figures.count(story.segmentsLeftOut(), "more segment is", "more segments are")
              + " beyond what is kept of one.");
    }
  }

  private void writeChapter(StoryChapter chapter) {
    StoryLine line = chapter.line();
    for (String wait : line.waits()) {
      page.block(WAIT_INDENT, "… " + wait, page.palette()::faint);
    }
    String lead =
        columns(
            seconds(line.sinceStartNs()),
            line.sinceStartNs() == 0 ? "" : after(line.afterNs()),
            page.printable(packets(line)));
    String arrow = line.side() == Side.CLIENT ? "→ " : "← ";
    int indent = lead.length() + page.printable(arrow).length();
    page.paragraph(lead + arrow, indent, line.text(), look -> look);
    if (!line.calls().isEmpty()) {
      page.block(indent, "[" + calls(line) + "]", page.palette()::faint);
    }
    for (Finding finding : line.findings()) {
      page.block(
          indent, "! " + finding.title(), text -> page.palette().level(finding.level(), text));
    }
    writeRepeats(chapter);
  }

  /** Short calls stand on one line each. */
  private static String calls(StoryLine line) {
    return line.calls().stream()
        .map(call -> call.length() <= SHORT_CALL ? call.replace(" ", Page.NO_BREAK) : call)
        .collect(Collectors.joining("; "));
  }

  private void writeRepeats(StoryChapter chapter) {
    if (chapter.repeats() == 0) {
      return;
    }
    String what = chapter.length() == 1 ? "the same" : "the last " + chapter.length() + " lines";
    page.block(
        WAIT_INDENT,
        "… "
            + what
            + " "
            + Figures.count(chapter.repeats(), "time", "times")
            + " more, up to packet "
            + chapter.untilPacket()
            + " (-v shows them)",
        text -> page.palette().level(Level.NOTE, text));
  }

  private String columns(String seconds, String after, String packets) {
    String format = "  %" + secondsColumns + "s %8s  %-" + packetColumns + "s ";
    return String.format(Locale.ROOT, format, seconds, after, packets);
  }

  private static String after(long ns) {
    return (ns < 0 ? "" : "+") + Quantity.compact(ns);
  }

  private static String seconds(long ns) {
    return BigDecimal.valueOf(ns, 9).setScale(6, RoundingMode.HALF_UP).toPlainString();
  }

  private static String packets(StoryLine line) {
    return line.firstPacket() == line.lastPacket()
        ? Long.toString(line.firstPacket())
        : line.firstPacket() + "–" + line.lastPacket();
  }
}
