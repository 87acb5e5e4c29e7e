package io.tcpdx.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void nothingSteersTheTerminal() {
    Printable printable = Printable.in(StandardCharsets.UTF_8);

    assertThat(printable.of("a\u001b[2Jb\r\n\u0085\u202ec\u007f"))
        .isEqualTo("a\\x1b[2Jb\\r\\n\\x85\\u202ec\\x7f");
  }

  @Test
  void otherLanguagesStayWhereTheCharsetHasThem() {
    assertThat(Printable.in(StandardCharsets.UTF_8).of("Übung → 3 µs")).isEqualTo("Übung → 3 µs");
  }

  @Test
  void asciiStandsInWhereTheCharsetLacksSigns() {
    assertThat(Printable.in(StandardCharsets.US_ASCII).of("a → b · 3 µs … Ü"))
        .isEqualTo("a -> b - 3 us ... ?");
  }
}
