package io.tcpdx.lab.record;

import io.tcpdx.lab.sys.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A tcpdump inside a namespace, with nanosecond time stamps. */
final class Tcpdump implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final List<String> command;
  private boolean ended;

  private Tcpdump(Process process, BufferedReader output, List<String> command) {
    this.process = process;
    this.output = output;
    this.command = command;
  }

  /**
   * Starts capturing and waits until the kernel has the filter in place.
   *
   * @param snaplen bytes kept of each frame; 0 keeps all
   * @param expression which packets are kept (BPF)
   */
  static Tcpdump start(Namespace namespace, Path file, int snaplen, String expression)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace.name()));
    command.addAll(arguments(file.toString(), snaplen, expression));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    while (line != null && !line.contains("listening on")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("tcpdump did not start in " + namespace.name());
    }
    return new Tcpdump(process, output, command);
  }

  /** The command as SOURCE.md tells it. */
  static List<String> arguments(String file, int snaplen, String expression) {
    List<String> command = new ArrayList<>(List.of("tcpdump", "-i", Topology.DEVICE, "-n"));
    command.addAll(List.of("--time-stamp-precision=nano", "--immediate-mode", "-U"));
    command.addAll(List.of("-B", "8192", "-Z", "root"));
    if (snaplen > 0) {
      command.addAll(List.of("-s", Integer.toString(snaplen)));
    }
    command.addAll(List.of("-w", file));
    command.add(expression);
    return command;
  }

  /** Ends the capture as Ctrl-C would, and fails where the kernel dropped packets. */
  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    // Not Process.destroy: that closes the pipe before the closing summary is read.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": did not end");
      }
      String summary = output.lines().collect(Collectors.joining("; "));
      if (!summary.contains("; 0 packets dropped by kernel")) {
        throw new IOException("tcpdump lost packets: " + summary);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
