package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void noLineBreaksBetweenANumberAndItsUnit() {
    assertThat(paragraph("x".repeat(73) + " of 47 ms")).isEqualTo("x".repeat(73) + " of\n47 ms\n");
    assertThat(paragraph("x".repeat(68) + " in all 39 times"))
        .isEqualTo("x".repeat(68) + " in all\n39 times\n");
  }

  @Test
  void addressesAreNoNumbersWithAUnit() {
    assertThat(paragraph("x".repeat(68) + " 10.0.0.1:80 closed"))
        .isEqualTo("x".repeat(68) + " 10.0.0.1:80\nclosed\n")
        .as("breaks after a port");
  }

  private static String paragraph(String text) {
    StringBuilder out = new StringBuilder();
    new Page(out, Printable.in(StandardCharsets.UTF_8), Palette.PLAIN).paragraph(0, text);
    return out.toString();
  }
}
