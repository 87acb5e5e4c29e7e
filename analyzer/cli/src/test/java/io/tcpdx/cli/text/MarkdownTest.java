package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MarkdownTest {
  private static String shown(String markdown) {
    StringBuilder out = new StringBuilder();
    new Markdown(StandardCharsets.UTF_8, false).write(markdown, out);
    return out.toString();
  }

  @Test
  void aListWithinAListKeepsItsItemsApart() {
    assertThat(
            shown(
                """
                - outer
                  - inner one
                  - inner two
                    goes on
                1. first
                   - of the first
                """))
        .isEqualTo(
            """
            - outer
              - inner one
              - inner two goes on
            1. first
               - of the first
            """);
  }

  @Test
  void aWideTableIsToldAsAList() {
    String wide = "x".repeat(72);

    String text = shown("| code | what |\n|---|---|\n| `a` | " + wide + " y |\n| b | z |\n");

    assertThat(text).isEqualTo("- a: " + wide + " y\n- b: z\n");
  }

  @Test
  void aNarrowTableStaysATable() {
    assertThat(shown("| code | what |\n|---|---|\n| `a` | b |\n"))
        .isEqualTo("| code | what |\n|---|---|\n| a | b |\n");
  }
}
