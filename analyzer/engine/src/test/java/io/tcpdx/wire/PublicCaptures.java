package io.tcpdx.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Captures that others have published. They stand beside the repository (or where {@code
 * -Dtcpdx.shared} says), not in it: tests that ask for them are skipped where they are missing.
 */
final class PublicCaptures {
  private PublicCaptures() {}

  static List<Path> files() {
    Path directory = directory();
    assumeTrue(Files.isDirectory(directory), () -> "no public captures in " + directory);
    return list(directory).filter(Files::isRegularFile).sorted().toList();
  }

  /** Captures made or cut to show what is hard to read, beside the public ones. */
  static List<Path> cases() {
    Path directory = directory().resolveSibling("cases").resolve("reading");
    assumeTrue(Files.isDirectory(directory), () -> "no captures of cases in " + directory);
    return list(directory).filter(file -> file.toString().contains(".pcap")).sorted().toList();
  }

  private static Path directory() {
    String property = System.getProperty("tcpdx.shared");
    return property != null
        ? Path.of(property)
        : repository().resolveSibling("shared").resolve("captures");
  }

  /** The directory that holds {@code sample-captures}. */
  static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("sample-captures"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException(
            "not inside the repository: " + Path.of("").toAbsolutePath());
      }
    }
    return directory;
  }

  static Stream<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(directory.toString(), e);
    }
  }
}
