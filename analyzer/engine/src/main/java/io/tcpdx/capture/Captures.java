package io.tcpdx.capture;

import io.tcpdx.capture.CaptureException.Reason;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens captures: the front door of this package. */
public final class Captures {
  /** The name that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private Captures() {}

  /**
   * Opens a capture file.
   *
   * @param name a path, or {@code -} for standard input
   * @throws CaptureException if it cannot be read or is no capture; the message is one line
   */
  public static CaptureReader open(String name, ReaderChoice choice) throws CaptureException {
    if (name.equals(STANDARD_INPUT)) {
      return openStandardInput(choice);
    }
    try {
      return open(Path.of(name), choice);
    } catch (InvalidPathException e) {
      throw unreadable(name, "is not a file name", e);
    }
  }

  /**
   * Opens a capture file.
   *
   * @throws CaptureException if it cannot be read or is no capture; the message is one line
   */
  public static CaptureReader open(Path path, ReaderChoice choice) throws CaptureException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw unreadable(name, "is a directory", null);
    }
    try {
      return openExisting(path, choice);
    } catch (NoSuchFileException e) {
      throw unreadable(name, "does not exist", e);
    } catch (AccessDeniedException e) {
      throw unreadable(name, "may not be read by this user (permission denied)", e);
    } catch (IOException e) {
      throw unreadable(name, "cannot be read: " + reason(e), e);
    }
  }

  private static CaptureReader openExisting(Path path, ReaderChoice choice)
      throws CaptureException, IOException {
    boolean streamed = !Files.isRegularFile(path) || isGzip(path);
    if (choice == ReaderChoice.LIBPCAP && streamed) {
      throw unreadable(
          path.toString(),
          "is packed or no regular file, which libpcap does not read here: use --reader auto",
          null);
    }
    if (streamed) {
      return StreamCapture.open(path.toString(), Files.newInputStream(path));
    }
    return choice == ReaderChoice.LIBPCAP ? LibpcapCapture.open(path) : MappedCapture.open(path);
  }

  private static CaptureReader openStandardInput(ReaderChoice choice) throws CaptureException {
    if (choice == ReaderChoice.LIBPCAP) {
      throw unreadable(
          "standard input", "is not read through libpcap here: use --reader auto", null);
    }
    try {
      return StreamCapture.open(STANDARD_INPUT, new FileInputStream(FileDescriptor.in));
    } catch (IOException e) {
      throw unreadable("standard input", "cannot be read: " + reason(e), e);
    }
  }

  private static boolean isGzip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    }
  }

  private static String reason(IOException e) {
    return Signatures.printable(Objects.requireNonNullElse(e.getMessage(), e.toString()));
  }

  private static CaptureException unreadable(String name, String what, @Nullable Exception cause) {
    String message = Signatures.printable(name) + " " + what;
    return cause == null
        ? new CaptureException(Reason.UNREADABLE, message)
        : new CaptureException(Reason.UNREADABLE, message, cause);
  }
}
