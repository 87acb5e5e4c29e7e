package io.tcpdx.lab.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of {@code sample-captures/README.md} against what the engine says today; {@code
 * sample-captures/record --accuracy}, or this test with {@code -Dgolden.update}, writes them anew.
 */
class AccuracySectionTest {

  private static final Path CAPTURES = Path.of("..");
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  @Test
  void theTablesInTheReadmeAreThoseOfToday() throws IOException {
    if (UPDATE) {
      AccuracySection.update(CAPTURES);
    }
    String page = Files.readString(CAPTURES.resolve("README.md"));
    String tables = Accuracy.of(CAPTURES).tables();
    assertThat(page)
        .as("stale: run sample-captures/record --accuracy, and read what has changed")
        .isEqualTo(AccuracySection.replaced(page, tables));
  }

  @Test
  void onlyWhatStandsBetweenTheMarksIsReplaced() throws IOException {
    String page = "above\n" + AccuracySection.BEGIN + "old\n" + AccuracySection.END + "below\n";
    assertThat(AccuracySection.replaced(page, "new\n"))
        .isEqualTo("above\n" + AccuracySection.BEGIN + "new\n" + AccuracySection.END + "below\n");
  }

  @Test
  void aPageWithoutMarksIsNotTouched() {
    assertThatThrownBy(() -> AccuracySection.replaced("nothing here", "new"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("marks");
  }
}
