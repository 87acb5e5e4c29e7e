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
  private static final int LINKTYPE_RAW = 101;
  private static final int DLT_RAW = 12;
  private static final int DLT_RAW_OPENBSD = 14;
  private static final long NS_PER_SECOND = 1_000_000_000L;

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

  /**
   * The LINKTYPE_ value for what libpcap calls a data link type: the two differ where systems gave
   * the same kind different numbers.
   */
  static int linkType(int dataLinkType) {
    return switch (dataLinkType) {
      case DLT_RAW, DLT_RAW_OPENBSD -> LINKTYPE_RAW;
      case 11 -> 100; // ATM, RFC 1483
      case 15 -> 102; // SLIP of BSD/OS
      case 16 -> 103; // PPP of BSD/OS
      case 19 -> 106; // ATM, classical IP
      default -> dataLinkType;
    };
  }

  /** What this system's libpcap calls a LINKTYPE_ value. */
  static int dataLinkType(int linkType) {
    return switch (linkType) {
      case LINKTYPE_RAW -> Platform.isOpenBSD() ? DLT_RAW_OPENBSD : DLT_RAW;
      case 100 -> 11;
      case 102 -> 15;
      case 103 -> 16;
      case 106 -> 19;
      default -> linkType;
    };
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
    return new CaptureException(
        Reason.NO_NATIVE_LIBRARY,
        what
            + " could not be loaded ("
            + oneLine(e)
            + "): install it, see native-notes/; reading capture files does without it",
        e);
  }

  /** The message of what was thrown, on one line without control characters. */
  static String oneLine(Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    return Signatures.printable(message.lines().findFirst().orElse("").strip());
  }

  /** What libpcap's functions return where they fail; 0 where it does not say. */
  static int code(PcapNativeException e) {
    Integer code = e.getReturnCode();
    return code == null ? 0 : code;
  }
}
