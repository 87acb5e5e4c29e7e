package io.tcpdx.cli;

import java.util.Locale;

/** Forms in which a report can be written; lower case on the command line. */
enum ReportFormat {
  TEXT,
  JSON,
  NDJSON,
  HAR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
