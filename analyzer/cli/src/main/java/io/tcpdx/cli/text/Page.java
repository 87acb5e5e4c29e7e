package io.tcpdx.cli.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Lines of text at 80 columns. All text passes through {@link Printable} here, before it is
 * measured and coloured, so that no writer can forget it.
 */
final class Page {
  /** Columns of a line. */
  static final int WIDTH = 80;

  /** A space at which no line breaks, printed as a space. */
  static final String NO_BREAK = "\u00a0";

  /** A number, and the space between it and its unit or its noun. */
  private static final Pattern FIGURE = Pattern.compile("(?<=^|[ (+-])(\\d[\\d,.]*) (?=[\\p{L}%])");

  private final Appendable out;
  private final Printable printable;
  private final Palette palette;

  Page(Appendable out, Printable printable, Palette palette) {
    this.out = out;
    this.printable = printable;
    this.palette = palette;
  }

  Palette palette() {
    return palette;
  }

  /** The text as it will be printed, for measuring. */
  String printable(String text) {
    return printable.of(text);
  }

  /** An empty line. */
  void gap() {
    append("\n");
  }

  /** One line, as long as it is. */
  void line(String text) {
    append(printable.of(text) + "\n");
  }

  /** One line with a look of its own. */
  void line(String text, UnaryOperator<String> look) {
    append(look.apply(printable.of(text)) + "\n");
  }

  /** One line of parts, of which each has a look of its own. */
  void line(List<String> parts, UnaryOperator<String> look) {
    StringBuilder line = new StringBuilder();
    parts.forEach(part -> line.append(look.apply(printable.of(part))));
    append(line + "\n");
  }

  /**
   * A part of a line.
   *
   * @param text what it says
   * @param look how it looks
   */
  record Part(String text, UnaryOperator<String> look) {}

  /** One line of parts, each with its own look. */
  void line(List<Part> parts) {
    StringBuilder line = new StringBuilder();
    parts.forEach(part -> line.append(part.look().apply(printable.of(part.text()))));
    append(line + "\n");
  }

  /** The heading of a section. */
  void heading(String text) {
    line(text, palette::strong);
  }

  /** Text wrapped at 80 columns, every line indented by that many spaces, all of it that look. */
  void block(int indent, String text, UnaryOperator<String> look) {
    for (String line : wrap(printable.of(text), WIDTH - indent, WIDTH - indent)) {
      append(" ".repeat(indent) + look.apply(line) + "\n");
    }
  }

  /** Text wrapped at 80 columns, every line indented by that many spaces. */
  void paragraph(int indent, String text) {
    paragraph(" ".repeat(indent), indent, text, UnaryOperator.identity());
  }

  /**
   * Text wrapped at 80 columns.
   *
   * @param lead what stands before the first line
   * @param indent spaces before the other lines
   * @param look of the lead, or of what it starts with
   */
  void paragraph(String lead, int indent, String text, UnaryOperator<String> look) {
    String safeLead = printable.of(lead);
    List<String> lines = wrap(printable.of(text), WIDTH - safeLead.length(), WIDTH - indent);
    append(look.apply(safeLead) + lines.get(0) + "\n");
    for (String line : lines.subList(1, lines.size())) {
      append(" ".repeat(indent) + line + "\n");
    }
  }

  /**
   * Breaks at spaces, but not between a number and its unit; a word longer than a line stands alone
   * and sticks out.
   */
  private static List<String> wrap(String text, int firstWidth, int otherWidth) {
    List<String> lines = new ArrayList<>();
    String line = null;
    for (String word : FIGURE.matcher(text).replaceAll("$1" + NO_BREAK).split(" ", -1)) {
      int width = lines.isEmpty() ? firstWidth : otherWidth;
      if (line != null && line.length() + 1 + word.length() > width) {
        lines.add(line);
        line = null;
      }
      line = line == null ? word : line + " " + word;
    }
    lines.add(line == null ? "" : line);
    return lines;
  }

  private void append(String text) {
    try {
      out.append(text.replace(NO_BREAK, " "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
