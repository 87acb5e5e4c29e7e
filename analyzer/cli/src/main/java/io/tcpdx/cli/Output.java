package io.tcpdx.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the report goes: standard output, or a file that appears only once it is whole. The file is
 * written beside its place and moved there, so that an interrupted run leaves the old one as it
 * was.
 */
final class Output implements Closeable {
  private final OutputStream stream;
  private final Charset charset;
  private final @Nullable Path file;
  private final @Nullable Path partial;

  private Output(
      OutputStream stream, Charset charset, @Nullable Path file, @Nullable Path partial) {
    this.stream = stream;
    this.charset = charset;
    this.file = file;
    this.partial = partial;
  }

  /** Standard output. */
  static Output standard(Console console) {
    return new Output(console.out(), console.charset(), null, null);
  }

  /**
   * A file; UTF-8.
   *
   * @throws CommandFailure if it cannot be written there
   */
  static Output to(Path file) throws CommandFailure {
    try {
      return open(file);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, "--output " + file + " " + reason(e), e);
    }
  }

  private static Output open(Path file) throws IOException, CommandFailure {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--output " + file + " is a directory; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return new Output(
          buffered(file, StandardOpenOption.WRITE), StandardCharsets.UTF_8, null, null);
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path partial = target.resolveSibling(name);
    OutputStream stream =
        buffered(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new Output(stream, StandardCharsets.UTF_8, target, partial);
  }

  private static OutputStream buffered(Path path, StandardOpenOption... options)
      throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(path, options));
  }

  OutputStream stream() {
    return stream;
  }

  Charset charset() {
    return charset;
  }

  /** The report is whole: flushes, and puts the file in its place. */
  void commit() throws IOException {
    stream.flush();
    Path from = partial;
    Path to = file;
    if (from == null || to == null) {
      return;
    }
    stream.close();
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what is not whole; does nothing after {@link #commit}. */
  @Override
  public void close() throws IOException {
    Path unfinished = partial;
    if (unfinished != null) {
      stream.close();
      Files.deleteIfExists(unfinished);
    }
  }

  /** Whether a write failed because the reader went away, as {@code head} does. */
  static boolean readerGone(IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return message.toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** Why a file could not be written, in words. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "cannot be written: its directory does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "cannot be written: permission denied";
    }
    String detail = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return "cannot be written: " + Objects.requireNonNullElse(detail, e.toString());
  }
}
