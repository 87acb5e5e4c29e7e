package io.tcpdx.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands within the test, and keeps what they print. */
final class TestConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = new Interruption();
  private byte[] in = new byte[0];
  private OutputStream target = out;
  private boolean terminal;
  private Map<String, String> environment = Map.of();

  TestConsole stdin(byte[] bytes) {
    in = bytes;
    return this;
  }

  TestConsole onTerminal(Map<String, String> variables) {
    terminal = true;
    environment = variables;
    return this;
  }

  /** Standard output whose reader is gone. */
  TestConsole closedStdout() {
    target =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    return this;
  }

  /** Standard output on a full disk. */
  TestConsole fullStdout() {
    target =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return this;
  }

  Interruption interruption() {
    return interruption;
  }

  int run(String... args) {
    return Main.run(
        args,
        new Console(
            new ByteArrayInputStream(in),
            target,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            terminal,
            false,
            environment),
        interruption);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
