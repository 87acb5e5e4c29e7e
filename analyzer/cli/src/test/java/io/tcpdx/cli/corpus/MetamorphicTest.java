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
 * The same traffic captured otherwise: where that takes nothing away the report says the same, and
 * where it does nothing is made up. What fails on a capture although we know of it stands in {@code
 * metamorphic.tsv}; {@code -Dmetamorphic.update} writes that anew.
 */
final class MetamorphicTest {
  private static final KnownLines KNOWN = new KnownLines("metamorphic.tsv", "metamorphic.update");

  @TestFactory
  Stream<DynamicNode> ofSamples() {
    return Corpus.SAMPLES.tests(MetamorphicTest::test);
  }

  @TestFactory
  Stream<DynamicNode> ofPublicCaptures() {
    return Corpus.CAPTURES.tests(MetamorphicTest::test);
  }

  @Test
  void listIsInOrder() {
    KNOWN.checkFile();
  }

  @AfterAll
  static void writeList() throws IOException {
    KNOWN.write();
  }

  /** Unless everything is tried, a line for several changes may be of those that are not. */
  private static boolean isTried(String change, List<Transformation> all) {
    return Corpus.isEverythingAskedFor() || all.stream().anyMatch(it -> it.name().equals(change));
  }

  private static DynamicNode test(Capture capture) {
    return DynamicTest.dynamicTest(capture.name(), () -> check(capture));
  }

  private static void check(Capture capture) {
    Frames whole = Frames.read(capture);
    Report report = whole.analyze();
    List<Transformation> all = new ArrayList<>(Transformations.harmless());
    all.addAll(Transformations.partial(whole.size()));
    Map<String, String> violations = new TreeMap<>();
    for (Transformation transformation : all) {
      Optional<Frames> changed = whole.size() == 0 ? Optional.empty() : transformation.of(whole);
      if (changed.isPresent()) {
        Comparison comparison =
            new Comparison(transformation, whole, report, changed.get(), changed.get().analyze());
        comparison
            .violations()
            .forEach((what, said) -> violations.put(transformation.name() + "\t" + what, said));
      }
    }
    KNOWN.check(capture.name(), violations, change -> isTried(change, all));
  }
}
