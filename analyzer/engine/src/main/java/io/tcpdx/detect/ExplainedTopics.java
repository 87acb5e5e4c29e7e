package io.tcpdx.detect;

import java.util.List;

/** The pages that explain parts of the report, as the detectors' pages explain findings. */
public final class ExplainedTopics {
  /** Each has its page beside those of the detectors, whose first heading is its title. */
  private static final List<String> CODES = List.of("http", "ledger", "story");

  private ExplainedTopics() {}

  /** All of them, by code. */
  public static List<ExplainedTopic> all() {
    return CODES.stream().map(ExplainedTopics::read).toList();
  }

  private static ExplainedTopic read(String code) {
    String page = Detectors.page(code, ExplainedTopics.class);
    String heading = page.lines().findFirst().orElse("");
    return new ExplainedTopic(code, heading.replaceFirst("^# ", ""), page);
  }
}
