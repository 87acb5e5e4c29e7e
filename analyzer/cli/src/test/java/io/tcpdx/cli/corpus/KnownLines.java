package io.tcpdx.cli.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of what is known to be amiss or to differ: one line each, fields between tabs, the capture
 * first and the reason in plain words last. {@code *} within a field stands for anything. What has
 * no line, a line without a reason, and a line that no longer matches anything all fail.
 */
final class KnownLines {
  private static final String TAB = "\t";
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "tcpdx", "cli", "corpus");

  private final Path file;
  private final boolean update;
  private final List<String> head = new ArrayList<>();
  private final List<Line> known = new ArrayList<>();
  private final Map<String, Map<String, String>> met = new TreeMap<>();

  /**
   * A line of the file.
   *
   * @param text all but the reason
   */
  private record Line(String text, Pattern pattern, String reason) {
    static Line of(String line) {
      int last = line.lastIndexOf(TAB);
      String text = line.substring(0, last);
      String pattern =
          Arrays.stream(text.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining("[^\t]*"));
      return new Line(text, Pattern.compile(pattern), line.substring(last + 1).strip());
    }

    boolean isOf(String capture) {
      return text.startsWith(capture + TAB);
    }

    String capture() {
      return text.substring(0, text.indexOf(TAB));
    }

    /** The field behind the capture. */
    String change() {
      return text.split(TAB, -1)[1];
    }

    boolean matches(String difference) {
      return pattern.matcher(difference).matches();
    }
  }

  /**
   * Reads the file.
   *
   * @param name of the file, among the resources of this package
   * @param updateProperty a system property that asks to write the file anew
   */
  KnownLines(String name, String updateProperty) {
    this.file = FOLDER.resolve(name);
    this.update = System.getProperty(updateProperty) != null;
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.isBlank() || line.startsWith("#")) {
          head.add(line);
        } else {
          known.add(Line.of(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds what differs in one capture against the file.
   *
   * @param differences fields behind the capture's name, joined by tabs; and what to say of each
   * @param tried whether what a line's second field names was looked at, so that the line is stale
   *     where nothing matches it
   */
  void check(String capture, Map<String, String> differences, Predicate<String> tried) {
    Map<String, String> lines = new LinkedHashMap<>();
    differences.forEach((difference, said) -> lines.put(capture + TAB + difference, said));
    met.put(capture, lines);
    if (update) {
      return;
    }
    Map<String, String> unexplained = new LinkedHashMap<>(lines);
    unexplained.keySet().removeIf(line -> known.stream().anyMatch(it -> it.matches(line)));
    assertThat(unexplained)
        .as(
            "%s: new. Decide who is right: where tcpdx is not, mend it; else add each line to %s,"
                + " with the reason in plain words behind it",
            capture, file)
        .isEmpty();
    List<String> stale =
        known.stream()
            .filter(line -> line.isOf(capture) && tried.test(line.change()))
            .filter(line -> lines.keySet().stream().noneMatch(line::matches))
            .map(Line::text)
            .toList();
    assertThat(stale).as("%s: no longer so; take these lines out of %s", capture, file).isEmpty();
  }

  /** Every line is of a capture that is there, and has a reason. */
  void checkFile() {
    Set<String> captures = new TreeSet<>();
    for (Corpus group : Corpus.values()) {
      group.captures().forEach(capture -> captures.add(capture.name()));
    }
    assertThat(known)
        .as("captures in %s that are no more", file)
        .filteredOn(line -> !Corpus.of(line.capture()).captures().isEmpty())
        .extracting(Line::capture)
        .isSubsetOf(captures);
    assertThat(known)
        .as("lines in %s without a reason", file)
        .filteredOn(line -> line.reason().isEmpty())
        .isEmpty();
  }

  /**
   * Writes the file anew where that was asked for: new lines without a reason, which then fail.
   * What was said of each line goes to a file of the same name in {@code target}.
   */
  void write() throws IOException {
    if (!update) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Line line : known) {
      Map<String, String> now = met.get(line.capture());
      if (now == null || now.keySet().stream().anyMatch(line::matches)) {
        lines.add(line.text() + TAB + line.reason());
      }
    }
    met.values().stream()
        .flatMap(now -> now.keySet().stream())
        .filter(difference -> known.stream().noneMatch(line -> line.matches(difference)))
        .forEach(difference -> lines.add(difference + TAB));
    Files.write(file, Stream.concat(head.stream(), lines.stream().sorted()).toList());
    List<String> said = new ArrayList<>();
    met.values().forEach(it -> it.forEach((line, what) -> said.add(line + TAB + what)));
    Files.write(Path.of("target").resolve(file.getFileName()), said);
  }

  /** Fields as one line. */
  static String line(Object... fields) {
    return String.join(TAB, Arrays.stream(fields).map(String::valueOf).toList());
  }
}
