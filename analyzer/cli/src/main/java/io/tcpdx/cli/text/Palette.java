package io.tcpdx.cli.text;

import io.tcpdx.detect.Level;

/** Colours and weight on a terminal; plain text elsewhere. */
public final class Palette {
  /** Leaves text as it is. */
  public static final Palette PLAIN = new Palette(false);

  /** Marks text with ANSI escape sequences. */
  public static final Palette ANSI = new Palette(true);

  private static final String RESET = "\u001b[0m";

  private final boolean ansi;

  private Palette(boolean ansi) {
    this.ansi = ansi;
  }

  String strong(String text) {
    return mark("\u001b[1m", text);
  }

  String faint(String text) {
    return mark("\u001b[2m", text);
  }

  String level(Level level, String text) {
    return switch (level) {
      case ERROR -> mark("\u001b[1;31m", text);
      case WARNING -> mark("\u001b[1;33m", text);
      case NOTE -> mark("\u001b[36m", text);
    };
  }

  private String mark(String code, String text) {
    return ansi && !text.isEmpty() ? code + text + RESET : text;
  }
}
