package io.tcpdx.cli.text;

import java.nio.charset.Charset;
import java.util.Locale;

/**
 * Makes text safe to print: nothing that came from a file name or from the wire may steer the
 * terminal, and where the terminal's charset lacks a sign, another stands for it.
 */
public final class Printable {
  private static final String NEEDED = "·→←µ…–█─";

  private static final int NO_BREAK = Page.NO_BREAK.codePointAt(0);

  private final boolean unicode;

  private Printable(boolean unicode) {
    this.unicode = unicode;
  }

  /** For output in that charset. */
  public static Printable in(Charset charset) {
    return new Printable(charset.canEncode() && charset.newEncoder().canEncode(NEEDED));
  }

  /** The text on one line, without any control character. */
  public String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private void append(StringBuilder safe, int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      safe.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else if (steers(c)) {
      safe.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c));
    } else if (c < 0x80 || c == NO_BREAK || unicode) {
      safe.appendCodePoint(c);
    } else {
      safe.append(ascii(c));
    }
  }

  /** Control characters, and those that reorder or hide what stands beside them. */
  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String ascii(int c) {
    return switch (c) {
      case '·' -> "-";
      case '→' -> "->";
      case '←' -> "<-";
      case '↔' -> "<->";
      case 'µ', 'μ' -> "u";
      case '…' -> "...";
      case '–', '—', '─' -> "-";
      case '’', '‘' -> "'";
      case '“', '”' -> "\"";
      case '≥' -> ">=";
      case '≤' -> "<=";
      case '×' -> "x";
      case '÷' -> "/";
      case '≈' -> "~";
      case '§' -> "section ";
      case '█', '▉', '▊', '▋', '▌' -> "#";
      case '▍', '▎', '▏' -> ".";
      default -> "?";
    };
  }
}
