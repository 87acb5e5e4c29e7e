package io.tcpdx.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import io.tcpdx.protocol.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLikenessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.1; YES",
        "PROPFIND /x; YES",
        "M-SEARCH * HTTP/1.1; NO",
        "OPTIONS * HTTP/1.1; YES",
        "CONNECT a.example:443 HTTP/1.1; YES",
        "GET http://a.example/ HTTP/1.1; YES",
        "GET HTTP://a.example/ HTTP/1.1; YES",
        "GET ht; PERHAPS",
        "GET FT; PERHAPS",
        "GET file:///a; NO",
        "GE; PERHAPS",
        "PRI * HTTP/2.0; NO",
        "INVITE sip:a@b SIP/2.0; NO",
        "OPTIONS rtsp://a RTSP/1.0; NO",
        "MAIL FROM:<a@b>; NO",
        "EHLO a.example; NO",
        "SET key value; NO",
        "get / HTTP/1.1; NO",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ; NO",
      })
  void requests(String text, Likeness expected) {
    assertThat(likeness(Direction.CLIENT_TO_SERVER, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "get / HTTP/1.1|; YES",
        "Ã / HTTP/1.0|; YES",
        "get / HTTP/1.1; PERHAPS",
        "get / HTTP/1.|; NO",
        "get / HTTP/2.0|; NO",
        "get /HTTP/1.1|; NO",
        "HTTP/1.1|; NO",
        "\u0016 HTTP/1.1|; NO",
        "|; NO",
      })
  void linesThatEndWithTheVersion(String text, Likeness expected) {
    ByteBuffer bytes =
        ByteBuffer.wrap(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(HttpLikeness.requestLine(bytes, 0, bytes.capacity())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1 200 OK, YES", "HTTP/1, PERHAPS", "220 smtp, NO", "GET / HTTP/1.1, NO"})
  void answers(String text, Likeness expected) {
    assertThat(likeness(Direction.SERVER_TO_CLIENT, text)).isEqualTo(expected);
  }

  private static Likeness likeness(Direction direction, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    return HttpLikeness.of(direction, bytes, 0, bytes.capacity());
  }
}
