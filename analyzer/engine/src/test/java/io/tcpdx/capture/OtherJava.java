package io.tcpdx.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the tests in another Java, which lacks something that this one has. */
final class OtherJava {
  /**
   * From this release on Java wants to be told that native code may be loaded, and warns if not.
   */
  private static final int ASKS_FOR_NATIVE_ACCESS = 24;

  private OtherJava() {}

  /**
   * Runs {@code program} with one argument to its end.
   *
   * @param launcher what is to start Java; nothing where it starts by itself
   * @return the lines that the program printed
   */
  static List<String> run(List<String> launcher, String javaOption, Class<?> program, Path argument)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(javaOption);
    if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.add(argument.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
