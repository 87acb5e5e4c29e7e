package io.tcpdx.cli.text;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Shows the Markdown of the detectors' pages: headings, lists, code, paragraphs; no more. */
public final class Markdown {
  /** Rows of a table that say what its columns are. */
  private static final int TABLE_HEAD = 2;

  private final Charset charset;
  private final boolean colours;

  /**
   * @param charset of the output
   * @param colours whether it goes to a terminal that shows them
   */
  public Markdown(Charset charset, boolean colours) {
    this.charset = charset;
    this.colours = colours;
  }

  /** Writes a page. */
  public void write(String markdown, Appendable out) {
    Page page = new Page(out, Printable.in(charset), colours ? Palette.ANSI : Palette.PLAIN);
    StringBuilder paragraph = new StringBuilder();
    List<String> table = new ArrayList<>();
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      boolean fence = line.startsWith("```");
      if (code || fence || startsBlock(line)) {
        flush(page, paragraph);
      }
      if (!line.startsWith("|")) {
        flushTable(page, table);
      }
      if (fence) {
        code = !code;
      } else if (code) {
        page.line("    " + line);
      } else if (line.startsWith("#")) {
        page.heading(plain(line.replaceFirst("^#+ *", "")));
      } else if (line.isBlank()) {
        page.gap();
      } else if (line.startsWith("|")) {
        table.add(plain(line));
      } else {
        paragraph.append(paragraph.isEmpty() ? line.stripTrailing() : " " + line.strip());
      }
    }
    flush(page, paragraph);
    flushTable(page, table);
  }

  /** A table as it stands, or, where it is too wide, as a list: what, and what is said of it. */
  private static void flushTable(Page page, List<String> table) {
    boolean fits = table.stream().allMatch(row -> row.length() <= Page.WIDTH);
    if (fits) {
      table.forEach(page::line);
    } else {
      table.stream().skip(TABLE_HEAD).forEach(row -> writeRow(page, row));
    }
    table.clear();
  }

  private static void writeRow(Page page, String row) {
    List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
    List<String> filled = cells.stream().filter(cell -> !cell.isEmpty()).toList();
    String rest = String.join("; ", filled.subList(Math.min(1, filled.size()), filled.size()));
    String text = filled.isEmpty() ? "" : filled.get(0) + ": " + rest;
    page.paragraph("- ", 2, text, UnaryOperator.identity());
  }

  private static boolean startsBlock(String line) {
    return line.isBlank() || line.startsWith("#") || line.startsWith("|") || isItem(line);
  }

  /** Whether it is an item of a list, or of a list within one. */
  private static boolean isItem(String line) {
    String text = line.strip();
    return text.startsWith("- ") || text.matches("\\d+\\. .*");
  }

  private static void flush(Page page, StringBuilder paragraph) {
    if (paragraph.isEmpty()) {
      return;
    }
    String text = plain(paragraph.toString());
    paragraph.setLength(0);
    int nesting = text.length() - text.stripLeading().length();
    int indent = isItem(text) ? text.indexOf(' ', nesting) + 1 : 0;
    page.paragraph(
        text.substring(0, indent), indent, text.substring(indent), UnaryOperator.identity());
  }

  /** Without the marks of Markdown within a line. */
  private static String plain(String text) {
    return text.replace("`", "")
        .replace("**", "")
        .replaceAll("\\[([^\\]]*)\\]\\(([^)]*)\\)", "$1 ($2)");
  }
}
