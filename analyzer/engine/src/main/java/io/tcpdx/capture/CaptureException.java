package io.tcpdx.capture;

/** A capture could not be opened at all; the message is one line for a person. */
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a capture could not be opened. */
  public enum Reason {
    /** Missing, unreadable, a directory, empty, or not a capture. */
    UNREADABLE,
    /** This user may not capture. */
    NOT_PERMITTED,
    /** libpcap (or Npcap) is missing or could not be loaded. */
    NO_NATIVE_LIBRARY,
    /** The capture filter does not compile. */
    BAD_FILTER,
    /** There is no interface of that name. */
    NO_SUCH_INTERFACE
  }

  private final Reason reason;

  public CaptureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public CaptureException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why: the command line turns it into an exit status. */
  public Reason reason() {
    return reason;
  }
}
