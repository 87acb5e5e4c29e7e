package io.tcpdx.lab.software;

import io.tcpdx.lab.program.Peer;
import io.tcpdx.lab.sys.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one side of a run has programs that are not the lab's own: a directory for their files, and
 * the processes started there. They run in the namespace of the thread that starts them, because a
 * child process inherits it. {@link #close()} ends them and deletes the directory.
 */
public final class Workplace implements AutoCloseable {

  private static final long LIMIT_SECONDS = 40;
  private static final long START_LIMIT_NS = 15_000_000_000L;
  private static final long END_LIMIT_SECONDS = 10;
  private static final long POLL_MS = 5;

  private final Peer me;
  private final Path directory;
  private final List<Process> running = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();
  private final Thread hook = new Thread(this::kill, "end programs");

  /**
   * What a program did.
   *
   * @param status with which it exited
   * @param output on standard output
   * @param errors on standard error
   */
  public record Result(int status, String output, String errors) {}

  public Workplace(Peer me) throws IOException {
    this.me = me;
    this.directory = Files.createTempDirectory("tcpdx-software");
    // Servers that give up root's rights write their logs here, too.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Runtime.getRuntime().addShutdownHook(hook);
    me.log().unwatched();
  }

  /** The lab's program that works here. */
  public Peer me() {
    return me;
  }

  public Path directory() {
    return directory;
  }

  public void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** A file's text; empty where nobody wrote it. */
  public String read(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /** The lines of a file, without empty ones. */
  public List<String> lines(String name) throws IOException {
    return read(name).lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * Starts a server.
   *
   * @param output the file for what it prints
   */
  void start(Program program, String output, List<String> arguments) throws IOException {
    Process process =
        builder(List.of(program.path().toString()), arguments)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(output).toFile())
            .start();
    process.getOutputStream().close();
    running.add(process);
    me.log().event("started", "program", program.name(), "arguments", shown(arguments));
  }

  /** Waits until somebody listens at that port of this namespace. */
  void awaitPort(String transport, int port) throws IOException, InterruptedException {
    long until = System.nanoTime() + START_LIMIT_NS;
    String option = transport.equals("udp") ? "-Hlun" : "-Hltn";
    while (Commands.run("ss", option, "sport = :" + port).isBlank()) {
      if (System.nanoTime() > until || running.stream().noneMatch(Process::isAlive)) {
        throw new IOException("nobody listens at port " + port + ": " + complaints());
      }
      Thread.sleep(POLL_MS);
    }
  }

  private String complaints() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".out")).toList()) {
        String text = read(file.getFileName().toString()).strip();
        if (!text.isEmpty()) {
          return text.lines().reduce((first, second) -> second).orElse("");
        }
      }
    }
    return "it printed nothing";
  }

  /** Runs a program to its end, which must be a success. */
  public Result run(Program program, String... arguments) throws IOException, InterruptedException {
    Result result = attempt(List.of(), program, List.of(arguments));
    if (result.status() != 0) {
      throw new IOException(
          program + " exited with " + result.status() + ": " + result.errors().strip());
    }
    return result;
  }

  /**
   * Runs a program to its end, however it ends.
   *
   * @param before a command that runs it, such as {@code chrt}; may be empty
   */
  public Result attempt(List<String> before, Program program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(program.path().toString());
    Path output = Files.createTempFile(directory, "run", ".stdout");
    Path errors = Files.createTempFile(directory, "run", ".stderr");
    me.log().event("runs", "program", program.name(), "arguments", shown(arguments));
    Process process =
        builder(command, arguments)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    running.add(process);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(program + " did not end within " + LIMIT_SECONDS + " s");
    }
    running.remove(process);
    me.log().event("ended", "program", program.name(), "status", process.exitValue());
    return new Result(
        process.exitValue(),
        Files.readString(output, StandardCharsets.ISO_8859_1),
        Files.readString(errors, StandardCharsets.ISO_8859_1));
  }

  private ProcessBuilder builder(List<String> command, List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    // No proxy, no locale and no settings of whoever records.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", directory.toString());
    return builder;
  }

  /** Arguments as they stand in the log, which must not depend on where this directory is. */
  private String shown(List<String> arguments) {
    return String.join(" ", arguments).replace(directory.toString(), "DIR");
  }

  /** What else {@link #stop} ends. */
  void whenDone(Runnable end) {
    ends.add(end);
  }

  /** Asks all servers to end, and waits until they have: then their logs are whole. */
  public void stop() throws IOException, InterruptedException {
    ends.forEach(Runnable::run);
    running.forEach(Process::destroy);
    for (Process process : running) {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a server did not end: " + process.info().commandLine().orElse("?"));
      }
    }
    running.clear();
  }

  private void kill() {
    ends.forEach(Runnable::run);
    running.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }

  @Override
  public void close() throws IOException {
    kill();
    removeHook();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted((a, b) -> b.compareTo(a)).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook does its work.
    }
  }

  /** A number of a log; null where the log has none ({@code -} or nothing). */
  static @Nullable Long number(String text) {
    return text.matches("-?[0-9]+") ? (Long) Long.parseLong(text) : null;
  }

  static @Nullable Integer port(String text) {
    Long number = number(text);
    return number == null ? null : (Integer) number.intValue();
  }
}
