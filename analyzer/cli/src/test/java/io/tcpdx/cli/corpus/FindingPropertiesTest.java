package io.tcpdx.cli.corpus;

import io.tcpdx.cli.corpus.Corpus.Capture;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds of every report: on every capture as it is, cut, and damaged. What fails although we
 * know of it stands in {@code properties.tsv}; {@code -Dproperties.update} writes that anew.
 */
final class FindingPropertiesTest {
  private static final KnownLines KNOWN = new KnownLines("properties.tsv", "properties.update");

  /** The capture as it is. */
  private static final String WHOLE = "whole";

  @TestFactory
  Stream<DynamicNode> ofSamples() {
    return Corpus.SAMPLES.tests(FindingPropertiesTest::test);
  }

  @TestFactory
  Stream<DynamicNode> ofPublicCaptures() {
    return Corpus.CAPTURES.tests(FindingPropertiesTest::test);
  }

  @TestFactory
  Stream<DynamicNode> ofCases() {
    return Corpus.CASES.tests(FindingPropertiesTest::test);
  }

  @Test
  void listIsInOrder() {
    KNOWN.checkFile();
  }

  @AfterAll
  static void writeList() throws IOException {
    KNOWN.write();
  }

  private static DynamicNode test(Capture capture) {
    return DynamicTest.dynamicTest(capture.name(), () -> check(capture));
  }

  private static void check(Capture capture) throws IOException {
    Frames whole = Frames.read(capture);
    Map<String, String> violations = new TreeMap<>();
    Report report = whole.analyze();
    add(WHOLE, FindingProperties.violations(whole, report), violations);
    add(WHOLE, WrittenProperties.violations(report), violations);
    if (whole.size() > 0) {
      for (Transformation transformation : transformations(whole)) {
        Optional<Frames> changed = transformation.of(whole);
        if (changed.isPresent()) {
          Report other = changed.get().analyze();
          add(
              transformation.name(),
              FindingProperties.violations(changed.get(), other),
              violations);
        }
      }
    }
    KNOWN.check(capture.name(), violations, change -> isTried(change, whole));
  }

  /** Unless everything is tried, a line for several changes may be of those that are not. */
  private static boolean isTried(String change, Frames whole) {
    return Corpus.isEverythingAskedFor()
        || change.equals(WHOLE)
        || transformations(whole).stream().anyMatch(it -> it.name().equals(change));
  }

  private static List<Transformation> transformations(Frames whole) {
    List<Transformation> all = new ArrayList<>(Transformations.partial(whole.size()));
    all.addAll(Transformations.damaging());
    return all;
  }

  private static void add(String change, Map<String, String> from, Map<String, String> to) {
    from.forEach((property, example) -> to.put(KnownLines.line(change, property), example));
  }
}
