package io.tcpdx.cli;

import io.tcpdx.capture.CaptureException;
import io.tcpdx.capture.CaptureFileSummary;
import io.tcpdx.capture.CaptureReader;
import io.tcpdx.capture.Captures;
import io.tcpdx.capture.FilteredCapture;
import io.tcpdx.capture.MergedCapture;
import io.tcpdx.capture.ReaderChoice;
import io.tcpdx.capture.StreamCapture;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The captures named on the command line: those that could be opened, and why others could not. */
final class Inputs implements Closeable {
  private final List<CaptureReader> readers = new ArrayList<>();
  private final List<CaptureFileSummary> unreadable = new ArrayList<>();
  private final List<CommandFailure> failures = new ArrayList<>();
  private final Console console;
  private final Interruption interruption;

  Inputs(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /**
   * Opens every name; remembers those that cannot be.
   *
   * @param filter as in pcap-filter(7), or null for all packets
   */
  void open(List<String> names, ReaderChoice choice, @Nullable String filter)
      throws CommandFailure {
    for (String name : names) {
      try {
        CaptureReader reader = open(name, choice);
        readers.add(filter == null ? reader : FilteredCapture.of(reader, filter));
      } catch (CaptureException e) {
        if (CommandFailure.status(e) != ExitStatus.UNREADABLE) {
          throw CommandFailure.of(e);
        }
        fail(name, CommandFailure.of(e));
      } catch (IOException e) {
        fail(
            name,
            new CommandFailure(
                ExitStatus.UNREADABLE, name + " cannot be read: " + e.getMessage(), e));
      }
    }
  }

  private void fail(String name, CommandFailure failure) {
    failures.add(failure);
    unreadable.add(
        new CaptureFileSummary(
            name, "unknown", List.of(), 0, 0, 0, null, null, failure.line(), null));
  }

  private CaptureReader open(String name, ReaderChoice choice) throws CaptureException {
    if (!name.equals(Captures.STANDARD_INPUT) || choice == ReaderChoice.LIBPCAP) {
      return Captures.open(name, choice);
    }
    StoppableInput in = StoppableInput.of(console.in());
    interruption.onRequest(in::stop);
    try {
      return StreamCapture.open(name, in);
    } catch (IOException e) {
      throw new CaptureException(
          CaptureException.Reason.UNREADABLE,
          "standard input cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** Whether nothing could be opened. */
  boolean isEmpty() {
    return readers.isEmpty();
  }

  /** All that could be opened, as one capture. */
  CaptureReader capture() {
    return readers.size() == 1 ? readers.get(0) : new MergedCapture(readers);
  }

  /** The operating system failed while reading. */
  void stopped(IOException e) {
    String message = "reading stopped: " + e.getMessage() + "; reported is what came before";
    failures.add(new CommandFailure(ExitStatus.UNREADABLE, message, e));
    console.error(message);
  }

  /** Whether anything was not read as a whole; tells what, a line for each file. */
  boolean damaged(List<CaptureFileSummary> files) {
    boolean damaged = !failures.isEmpty();
    for (CaptureFileSummary file : files) {
      String problem = file.problem();
      boolean cut = problem != null || file.truncatedAt() != null;
      if (cut && !unreadable.contains(file)) {
        damaged = true;
        console.error(
            (file.name().equals(Captures.STANDARD_INPUT) ? "standard input" : file.name())
                + ": "
                + (problem == null ? "cannot be read beyond byte " + file.truncatedAt() : problem)
                + "; the "
                + (file.packets() == 1 ? "packet" : file.packets() + " packets")
                + " before are reported");
      }
    }
    return damaged;
  }

  @Override
  public void close() throws IOException {
    for (CaptureReader reader : readers) {
      reader.close();
    }
  }

  /** What could not be opened at all, as the report lists it. */
  List<CaptureFileSummary> unreadable() {
    return unreadable;
  }

  /** Why. */
  List<CommandFailure> failures() {
    return failures;
  }

  /** Refuses command lines that would destroy an input or read standard input twice. */
  static void check(List<String> names, @Nullable Path output) throws CommandFailure {
    if (names.stream().filter(Captures.STANDARD_INPUT::equals).count() > 1) {
      throw new CommandFailure(ExitStatus.USAGE, "'-' is given twice; standard input is read once");
    }
    if (output == null || !Files.isRegularFile(output)) {
      return;
    }
    for (String name : names) {
      if (same(name, output)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--output " + output + " would overwrite the capture; name another file");
      }
    }
  }

  private static boolean same(String name, Path output) {
    try {
      Path path = Path.of(name);
      return Files.exists(path) && Files.isSameFile(path, output);
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }
}
