package io.tcpdx.cli;

import java.util.Locale;

/** When a thing is done that suits a terminal and little else. */
enum When {
  AUTO,
  ALWAYS,
  NEVER;

  /** Whether to do it. */
  boolean holds(boolean terminal) {
    return this == ALWAYS || (this == AUTO && terminal);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
