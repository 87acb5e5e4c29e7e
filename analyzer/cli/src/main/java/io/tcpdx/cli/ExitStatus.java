package io.tcpdx.cli;

/** What the process tells who started it. */
final class ExitStatus {
  /** Analysed. */
  static final int ANALYSED = 0;

  /** Analysed, and a finding reached the level of {@code --fail-on}. */
  static final int FOUND = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** An input could not be read, or only a part of it; or the report could not be written. */
  static final int UNREADABLE = 3;

  /** Capture is not permitted, or a native library is missing. */
  static final int NOT_PERMITTED = 4;

  /** Interrupted; what was seen until then is reported. 128 and the number of SIGINT. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
