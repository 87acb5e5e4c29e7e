package io.tcpdx.cli;

import io.tcpdx.capture.CaptureException;
import org.jspecify.annotations.Nullable;

/** A command cannot go on: one line for a person, and the exit status. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  CommandFailure(int status, String message) {
    this(status, message, null);
  }

  CommandFailure(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** A capture could not be opened. */
  static CommandFailure of(CaptureException e) {
    return new CommandFailure(status(e), line(e), e);
  }

  /** The exit status for a capture that could not be opened. */
  static int status(CaptureException e) {
    return switch (e.reason()) {
      case UNREADABLE -> ExitStatus.UNREADABLE;
      case NOT_PERMITTED, NO_NATIVE_LIBRARY -> ExitStatus.NOT_PERMITTED;
      case BAD_FILTER, NO_SUCH_INTERFACE -> ExitStatus.USAGE;
    };
  }

  /** The line that says why a capture could not be opened. */
  static String line(CaptureException e) {
    String message = e.getMessage();
    return message == null ? "a capture could not be opened" : message;
  }

  int status() {
    return status;
  }

  /** The line for the person. */
  String line() {
    String message = getMessage();
    return message == null ? "failed" : message;
  }
}
