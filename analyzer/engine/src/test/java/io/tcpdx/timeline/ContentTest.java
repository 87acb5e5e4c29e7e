package io.tcpdx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentTest {
  @Test
  void aQuotedPayloadGivesItsBytesAndLength() {
    Content content = Content.of("+0 > P. *(\"A \\\"b\\\"|\\x00\" + 3) ack * // finds http://x");

    assertThat(content.line()).isEqualTo("+0 > P. *(11) ack * // finds http://x");
    assertThat(new String(content.bytes().array(), StandardCharsets.ISO_8859_1))
        .isEqualTo("A \"b\"\r\n\0xxx");
  }

  @Test
  void soDoesAPayloadInHexadecimal() {
    Content content = Content.of("+0 > P. *(hex 16030a) ack *");

    assertThat(content.line()).isEqualTo("+0 > P. *(3) ack *");
    assertThat(content.bytes().array()).containsExactly(0x16, 3, 0x0a);
  }

  @Test
  void aLengthStaysALength() {
    Content content = Content.of("+0 > P. *(100) ack *");

    assertThat(content.line()).isEqualTo("+0 > P. *(100) ack *");
    assertThat(content.bytes().capacity()).isZero();
  }
}
