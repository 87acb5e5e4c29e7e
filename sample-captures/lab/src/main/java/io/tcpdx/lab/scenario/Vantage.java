package io.tcpdx.lab.scenario;

import java.util.Locale;

/** Where a capture is taken. */
public enum Vantage {
  CLIENT,
  BETWEEN,
  SERVER;

  /** As it stands in truth.json and in file names. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
