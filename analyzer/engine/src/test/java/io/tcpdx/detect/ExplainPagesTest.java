package io.tcpdx.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every detector has its page, in the form that {@code tcpdx explain} and a terminal ask for. */
final class ExplainPagesTest {
  private static final int MIN_LINES = 40;
  private static final int MAX_LINES = 90;
  private static final int MAX_COLUMNS = 100;

  /** A part of the report has more to it than one diagnosis. */
  private static final int MAX_TOPIC_LINES = 120;

  static Stream<DetectorDescription> detectors() {
    return Detectors.descriptions().stream();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void pageHasItsTitleAndSectionsInOrder(DetectorDescription detector) {
    List<String> headings = detector.page().lines().filter(line -> line.startsWith("#")).toList();
    assertThat(headings)
        .containsExactly(
            "# " + detector.title(),
            "## What it is",
            "## How it is recognised",
            "## What it costs",
            "## What to do",
            "## Check it yourself",
            "## References");
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void pageIsReadableInATerminal(DetectorDescription detector) {
    assertReadable(detector.page(), MAX_LINES);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void pageNamesTheStandardsThatTheDetectorNames(DetectorDescription detector) {
    String references = detector.page().substring(detector.page().indexOf("## References"));
    assertThat(detector.reference().split("[,;] |  *and ", -1))
        .allSatisfy(
            reference ->
                assertThat(references).contains(reference.startsWith("RFC") ? rfc(reference) : ""));
  }

  static Stream<ExplainedTopic> topics() {
    return ExplainedTopics.all().stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void pageOfAPartOfTheReportIsReadableInATerminal(ExplainedTopic topic) {
    assertThat(topic.title()).isNotEmpty().doesNotContain("#");
    assertReadable(topic.page(), MAX_TOPIC_LINES);
    assertThat(topic.page().lines().filter(line -> line.startsWith("## ")))
        .startsWith("## What it is")
        .contains("## How it is recognised", "## Check it yourself")
        .endsWith("## References");
  }

  private static void assertReadable(String page, int maxLines) {
    List<String> lines = page.lines().toList();
    assertThat(lines).hasSizeBetween(MIN_LINES, maxLines);
    assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= MAX_COLUMNS);
    assertThat(lines).noneMatch(line -> line.contains("\t") || line.endsWith(" "));
    assertThat(page).endsWith("\n").doesNotContain("\r").doesNotContain("\n\n\n");
  }

  /** {@code RFC 9293} of {@code RFC 9293 §3.6}. */
  private static String rfc(String reference) {
    return reference.replaceFirst(" §.*", "");
  }
}
