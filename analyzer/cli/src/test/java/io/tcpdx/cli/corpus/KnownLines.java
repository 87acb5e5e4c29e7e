package io.tcpdx.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A file of what is known to differ: one line each, fields between tabs, the capture first and the
 * kind of the difference last. What the kinds are is told on top of the file, once each, in lines
 * that begin with {@code kind}. A difference that has no line, a line without a kind, and a line
 * whose difference is gone all fail. {@code *} as a field stands for whatever stands there.
 */
final class KnownLines {
  private static final String TAB = "\t";
  private static final String ANY = "*";
  private static final String KIND = "kind" + TAB;

  private final Path file;
  private final boolean update;
  private final List<String> head = new ArrayList<>();
  private final Map<String, Set<String>> kinds = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> met = new TreeMap<>();

  /**
   * @param name of the file, beside this class
   * @param updateProperty a system property that asks to write the file anew
   */
  KnownLines(String name, String updateProperty) {
    this.file = Path.of("src", "test", "java", "io", "tcpdx", "cli", "corpus", name);
    this.update = System.getProperty(updateProperty) != null;
    try {
      Files.readAllLines(file).forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) {
    if (line.isBlank() || line.startsWith("#") || line.startsWith(KIND)) {
      head.add(line);
      if (line.startsWith(KIND)) {
        kinds.put(line.split(TAB, -1)[1], new TreeSet<>());
      }
      return;
    }
    int last = line.lastIndexOf(TAB);
    String difference = line.substring(0, last);
    known.put(difference, line.substring(last + 1).strip());
    if (Arrays.asList(difference.split(TAB, -1)).contains(ANY)) {
      open.add(difference);
    }
  }

  /**
   * Holds what differs in one capture against the file.
   *
   * @param differences fields behind the capture's name, joined by tabs; and what to say of each
   */
  void check(String capture, Map<String, String> differences) {
    Map<String, String> lines = new LinkedHashMap<>();
    differences.forEach((difference, said) -> lines.put(capture + TAB + difference, said));
    met.put(capture, lines);
    if (update) {
      return;
    }
    Map<String, String> unexplained = new LinkedHashMap<>(lines);
    unexplained.keySet().removeIf(line -> kinds.containsKey(known.getOrDefault(asKnown(line), "")));
    assertThat(unexplained)
        .as(
            "%s: new. Decide who is right: where tcpdx is not, mend it; else add each line to %s,"
                + " with a kind that is explained on top of it",
            capture, file)
        .isEmpty();
    Set<String> stale = new LinkedHashSet<>(known.keySet());
    stale.removeIf(line -> !line.startsWith(capture + TAB));
    lines.keySet().forEach(line -> stale.remove(asKnown(line)));
    assertThat(stale).as("%s: no longer so; take these lines out of %s", capture, file).isEmpty();
  }

  /** The line as the file has it, where it has it with fields left open. */
  private String asKnown(String line) {
    if (known.containsKey(line)) {
      return line;
    }
    return open.stream().filter(it -> matches(it, line)).findFirst().orElse(line);
  }

  private static boolean matches(String openLine, String line) {
    String[] expected = openLine.split(TAB, -1);
    String[] actual = line.split(TAB, -1);
    boolean matches = expected.length == actual.length;
    for (int i = 0; matches && i < expected.length; i++) {
      matches = expected[i].equals(ANY) || expected[i].equals(actual[i]);
    }
    return matches;
  }

  /** Every line is of a capture that is there, and every kind is somebody's. */
  void checkFile() {
    Set<String> captures = new TreeSet<>();
    for (Corpus group : Corpus.values()) {
      group.captures().forEach(capture -> captures.add(capture.name()));
    }
    Set<String> lost = new TreeSet<>();
    for (String line : known.keySet()) {
      String capture = line.substring(0, line.indexOf(TAB));
      boolean here = !Corpus.of(capture).captures().isEmpty();
      if (here && !captures.contains(capture)) {
        lost.add(capture);
      }
    }
    assertThat(lost).as("captures in %s that are no more", file).isEmpty();
    Set<String> unused = new TreeSet<>(kinds.keySet());
    unused.removeAll(known.values());
    assertThat(unused).as("kinds in %s that explain nothing", file).isEmpty();
  }

  /**
   * Writes the file anew where that was asked for: new lines without a kind, which then fail. What
   * was said of each line goes to a file of the same name in {@code target}.
   */
  void write() throws IOException {
    if (!update) {
      return;
    }
    Map<String, Set<String>> byCapture = new TreeMap<>();
    for (String line : known.keySet()) {
      String capture = line.substring(0, line.indexOf(TAB));
      if (!met.containsKey(capture)) {
        byCapture.computeIfAbsent(capture, c -> new LinkedHashSet<>()).add(line);
      }
    }
    met.forEach(
        (capture, differences) ->
            byCapture.put(
                capture,
                differences.keySet().stream()
                    .map(this::asKnown)
                    .collect(Collectors.toCollection(LinkedHashSet::new))));
    List<String> lines = new ArrayList<>(head);
    byCapture.values().stream()
        .flatMap(Set::stream)
        .forEach(line -> lines.add(line + TAB + known.getOrDefault(line, "")));
    Files.write(file, lines);
    List<String> said = new ArrayList<>();
    met.values().forEach(it -> it.forEach((line, what) -> said.add(line + TAB + what)));
    Files.write(Path.of("target", file.getFileName().toString()), said);
  }

  /** Fields as one line. */
  static String line(Object... fields) {
    return String.join(TAB, Arrays.stream(fields).map(String::valueOf).toList());
  }
}
