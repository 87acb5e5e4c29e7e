package io.tcpdx.lab.sys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands (ip, ss) and gives back what they printed. */
public final class Commands {

  private static final long LIMIT_SECONDS = 10;

  private Commands() {}

  /**
   * Runs a command to its end.
   *
   * @return standard output and standard error together
   * @throws IOException where it exits with another status than 0, or hangs
   */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", List.of(command)) + ": " + output.strip());
    }
    return output;
  }
}
