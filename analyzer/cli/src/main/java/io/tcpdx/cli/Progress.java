package io.tcpdx.cli;

import io.tcpdx.capture.CaptureFileSummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** One line on standard error that tells how far the reading of long captures is. */
final class Progress {
  private static final long FIRST_AFTER_NS = 1_000_000_000L;
  private static final long EVERY_NS = 250_000_000L;

  private final PrintStream err;
  private final boolean shown;
  private final long startNs = System.nanoTime();
  private long nextNs = startNs + FIRST_AFTER_NS;
  private boolean dirty;

  Progress(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  /** Tells the count of packets, now and then. */
  void update(List<CaptureFileSummary> files) {
    long now = System.nanoTime();
    if (!shown || now - nextNs < 0) {
      return;
    }
    nextNs = now + EVERY_NS;
    dirty = true;
    long packets = files.stream().mapToLong(CaptureFileSummary::packets).sum();
    long bytes = files.stream().mapToLong(CaptureFileSummary::capturedBytes).sum();
    double seconds = (now - startNs) / 1e9;
    err.printf(
        Locale.ROOT,
        "\r%,d packets, %,d MB, %,.0f packets/s ",
        packets,
        bytes / 1_000_000,
        packets / seconds);
    err.flush();
  }

  /** Clears the line. */
  void end() {
    if (dirty) {
      err.print("\r" + " ".repeat(70) + "\r");
      err.flush();
    }
  }
}
