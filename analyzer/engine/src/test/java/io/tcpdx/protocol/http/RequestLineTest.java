package io.tcpdx.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be made out of the first line of a request. */
class RequestLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "GET / HTTP/1.1;GET;/;1.1;true",
        "GET / HTTP/1.0 ;GET;/;1.0;true",
        "GET /a b HTTP/1.1;GET;/a b;1.1;true",
        "get / HTTP/1.1;get;/;1.1;true",
        "GET /old;GET;/old;0.9;true",
        "GET /HTTP/1.1;GET;/;1.1;false",
        "GET/ HTTP/1.1;GET/;'';1.1;false",
        "GET/HTTP/1.1;GET/;'';1.1;false",
        "GET / HTTP/1.;GET;/;1.1;false",
        "GET / HTTP/1.10;GET;/;1.1;false",
        "GET / HTTP/2.0;GET;/;1.1;false",
        "GET / http/1.0;GET;/;1.0;false",
        "GET / SOMETHING/3.0;GET;/ SOMETHING/3.0;1.1;false",
        "OPTIONS;OPTIONS;'';1.1;false",
        "OPTIONSHTTP/1.1;OPTIONS;'';1.1;false",
        " GET / HTTP/1.1;GET;/;1.1;false",
        "HTTP/1.1;'';'';1.1;false",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ / HTTP/1.1;ABCDEFGHIJKLMNOPQRSTUVWX;/;1.1;true",
      })
  void parts(String line, String method, String target, String version, boolean wellFormed) {
    assertThat(RequestLine.of(line))
        .isEqualTo(new RequestLine(method, target, version, wellFormed));
  }

  @Test
  void anEmptyLineIsNone() {
    assertThat(RequestLine.of(" ")).isNull();
  }
}
