package io.tcpdx.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private final Heads heads = new Heads(false);

  private Head request(String text) {
    return read(text, true);
  }

  private Head read(String text, boolean request) {
    byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return Objects.requireNonNull(heads.read(bytes, bytes.length, request));
  }

  @Test
  void whatComesForTheThirdTimeIsNotReadAgain() {
    String text = "GET /a HTTP/1.1|Host: a||";
    Head first = request(text);
    Head second = request(text);

    assertThat(request(text)).isSameAs(second).isEqualTo(first);
    assertThat(request("GET /b HTTP/1.1|Host: a||").target()).isEqualTo("/b");
    assertThat(request(text).target()).isEqualTo("/a");
  }

  @Test
  void theSameBytesMayBeAnswerOrRequest() {
    String text = "HTTP/1.1 200 HTTP/1.1||";
    for (int i = 0; i < 4; i++) {
      assertThat(read(text, true).method()).isEqualTo("HTTP/1.1");
      assertThat(read(text, false).status()).isEqualTo(200);
    }
  }

  @Test
  void equalWordsAreKeptOnce() {
    Head one = request("GET /a HTTP/1.1|Host: a.example|User-Agent: x/1||");
    Head other = request("GET /b HTTP/1.1|User-Agent: x/1|Host: a.example||");

    assertThat(other.method()).isSameAs(one.method());
    assertThat(other.fields().first("Host")).isSameAs(one.fields().first("host"));
  }

  @Test
  void aFieldThatConnectionNamedIsKeptEverywhereFromThenOn() {
    String text = "GET /a HTTP/1.1|X-Hop: 1||";
    for (int i = 0; i < 3; i++) {
      assertThat(request(text).fields().has("X-Hop")).isFalse();
    }
    assertThat(request("GET /a HTTP/1.1|Connection: x-hop||").fields().has("X-Hop")).isFalse();
    assertThat(request(text).fields().has("X-Hop")).isTrue();
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 100_000; i++) {
      String text = "GET /" + i + " HTTP/1.1|Connection: n" + i + "|N" + i + ": v||";
      assertThat(request(text).target()).isEqualTo("/" + i);
    }
    assertThat(heads.named()).hasSizeLessThan(100);
  }
}
