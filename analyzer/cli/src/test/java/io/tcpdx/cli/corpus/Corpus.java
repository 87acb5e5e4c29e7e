package io.tcpdx.cli.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * All captures there are, in groups. The samples are the repository's own; the public captures and
 * the cases stand beside the repository (or where {@code -Dtcpdx.shared} says the captures are).
 */
enum Corpus {
  SAMPLES,
  CAPTURES,
  CASES;

  /** Lists, tables and scripts that lie among the captures. */
  private static final Set<String> NO_CAPTURES = Set.of("tsv", "txt", "md", "py", "sh");

  /**
   * A capture.
   *
   * @param name under which the lists of differences know it
   */
  record Capture(String name, Path path) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The captures of this group, by name; empty where the group is not on this machine. */
  List<Capture> captures() {
    return switch (this) {
      case SAMPLES ->
          list(repository().resolve("sample-captures"), 1)
              .map(folder -> new Capture(folder.getFileName() + "", folder.resolve("capture.pcap")))
              .filter(capture -> Files.exists(capture.path()))
              .toList();
      case CAPTURES ->
          list(publicCaptures(), 1)
              .filter(Corpus::mayBeCapture)
              .map(file -> new Capture("captures/" + file.getFileName(), file))
              .toList();
      case CASES ->
          list(publicCaptures().resolveSibling("cases"), 2)
              .filter(Corpus::mayBeCapture)
              .map(file -> new Capture("cases/" + lastTwo(file), file))
              .toList();
    };
  }

  /** What to run for each capture of this group; one test that is skipped where there is none. */
  Stream<DynamicNode> tests(Function<Capture, DynamicNode> test) {
    List<Capture> captures = captures();
    if (captures.isEmpty()) {
      String reason = "no " + this + " beside " + repository();
      return Stream.of(DynamicTest.dynamicTest(reason, () -> assumeTrue(false, reason)));
    }
    return captures.stream().map(test);
  }

  /** Whether to try all changes on all captures: {@code -Dcorpus=all}. Without, a part of them. */
  static boolean isEverythingAskedFor() {
    return "all".equals(System.getProperty("corpus"));
  }

  /** The group of the capture of that name. */
  static Corpus of(String name) {
    if (name.startsWith("captures/")) {
      return CAPTURES;
    }
    return name.startsWith("cases/") ? CASES : SAMPLES;
  }

  private static boolean mayBeCapture(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file)
        && !NO_CAPTURES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String lastTwo(Path file) {
    int count = file.getNameCount();
    return file.getName(count - 2) + "/" + file.getName(count - 1);
  }

  private static Path publicCaptures() {
    return Optional.ofNullable(System.getProperty("tcpdx.shared"))
        .map(Path::of)
        .orElseGet(() -> repository().resolveSibling("shared").resolve("captures"));
  }

  /** The directory that holds {@code sample-captures}. */
  static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("sample-captures"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return directory;
  }

  /** What lies so deep in a folder, sorted; nothing where there is no such folder. */
  private static Stream<Path> list(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found
          .filter(path -> path.getNameCount() == folder.getNameCount() + depth)
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
