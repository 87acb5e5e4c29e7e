package io.tcpdx.cli.text;

import java.nio.charset.Charset;
import java.util.function.UnaryOperator;

/** Shows the Markdown of the detectors' pages: headings, lists, code, paragraphs; no more. */
public final class Markdown {
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
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      boolean fence = line.startsWith("```");
      if (code || fence || startsBlock(line)) {
        flush(page, paragraph);
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
        page.line(plain(line));
      } else {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    flush(page, paragraph);
  }

  private static boolean startsBlock(String line) {
    return line.isBlank()
        || line.startsWith("#")
        || line.startsWith("|")
        || line.startsWith("- ")
        || line.matches("\\d+\\. .*");
  }

  private static void flush(Page page, StringBuilder paragraph) {
    if (paragraph.isEmpty()) {
      return;
    }
    String text = plain(paragraph.toString());
    paragraph.setLength(0);
    boolean item = text.startsWith("- ") || text.matches("\\d+\\. .*");
    int indent = item ? text.indexOf(' ') + 1 : 0;
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
