package io.tcpdx.capture;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.tcpdx.capture.CaptureException.Reason;
import java.sql.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;

/** What all that goes through libpcap shares: its numbers, its errors, its time. */
final class Libpcap {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private static final int PCAP_ERROR_PERM_DENIED = -8;
  private static final int PCAP_ERROR_PROMISC_PERM_DENIED = -11;

  /** What Pcap4j puts before libpcap's words. */
  private static final String PREFIX = "Error occurred: ";

  /** Where the exception of a callback goes that Pcap4j did not catch, in a thread that asks. */
  private static final ThreadLocal<@Nullable CallbackFailure> FAILURE = new ThreadLocal<>();

  private static boolean handlerInstalled;

  private Libpcap() {}

  /** What went wrong in a callback, if anything did. */
  static final class CallbackFailure {
    private @Nullable Throwable thrown;

    @Nullable Throwable thrown() {
      return thrown;
    }
  }

  /** Time of the frame that {@code handle} shows in this callback, nanoseconds since the epoch. */
  static long timeNs(PcapHandle handle) {
    Timestamp time = handle.getTimestamp();
    return Math.floorDiv(time.getTime(), 1000L) * NS_PER_SECOND + time.getNanos();
  }

  /**
   * Catches, in this thread, what a callback throws inside Pcap4j before it reaches our listener (a
   * time that {@link Timestamp} refuses): JNA would print it and go on.
   */
  static synchronized CallbackFailure watchCallbacks() {
    if (!handlerInstalled) {
      Callback.UncaughtExceptionHandler previous = Native.getCallbackExceptionHandler();
      Native.setCallbackExceptionHandler((callback, thrown) -> note(previous, callback, thrown));
      handlerInstalled = true;
    }
    CallbackFailure failure = new CallbackFailure();
    FAILURE.set(failure);
    return failure;
  }

  private static void note(
      Callback.UncaughtExceptionHandler previous, Callback callback, Throwable thrown) {
    CallbackFailure failure = FAILURE.get();
    if (failure == null) {
      previous.uncaughtException(callback, thrown);
      return;
    }
    failure.thrown = thrown;
  }

  /** Ends {@link #watchCallbacks} in this thread. */
  static void unwatchCallbacks() {
    FAILURE.remove();
  }

  /** libpcap, Npcap or JNA's own library could not be loaded. */
  static CaptureException missing(LinkageError e) {
    String what = Platform.isWindows() ? "Npcap" : "libpcap";
    // From the second attempt on, Java says only that the class is not there.
    String why = e instanceof UnsatisfiedLinkError ? " (" + oneLine(e) + ")" : "";
    return new CaptureException(
        Reason.NO_NATIVE_LIBRARY,
        what
            + " could not be loaded"
            + why
            + ": install it, see native-notes/; reading capture files does without it",
        e);
  }

  /** Whether this is libpcap's word for a lack of permission. */
  static boolean isPermissionDenied(PcapNativeException e) {
    int code = code(e);
    return code == PCAP_ERROR_PERM_DENIED || code == PCAP_ERROR_PROMISC_PERM_DENIED;
  }

  /** The message of what was thrown, on one line without control characters. */
  static String oneLine(Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    String line = message.lines().findFirst().orElse("").strip().replaceFirst(":$", "");
    return Signatures.printable(line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line);
  }

  /** What libpcap's functions return where they fail; 0 where it does not say. */
  static int code(PcapNativeException e) {
    Integer code = e.getReturnCode();
    return code == null ? 0 : code;
  }
}
