package io.tcpdx.protocol.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection speaks is found out by what is said, at whatever port. */
class RecognitionTest {
  private static final String HANDSHAKE = "connection 40000 9999\nhandshake rtt 20ms\n";

  private static Conversation said(String timeline) {
    Report report = Timeline.of("ipv4\n" + timeline).report();
    return report.conversation(report.connections().get(0));
  }

  @Test
  void httpAtAnyPort() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("GET / HTTP/1.1|Host: h||") ack *
                +.020 < P. *("HTTP/1.1 200 OK|Content-Length: 2||hi") ack *
                """);

    assertThat(said.application()).isEqualTo(Application.HTTP);
    assertThat(said.transactions()).singleElement().matches(Transaction::complete);
  }

  @Test
  void aRequestThatComesInTinySegments() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("G") ack *
                +.020 < .  *(0) ack *
                +.001 > P. *("ET") ack *
                +.020 < .  *(0) ack *
                +.001 > P. *(" / HTTP/1.1|Host: h||") ack *
                +.020 < P. *("HT") ack *
                +.001 < P. *("TP/1.1 200 OK|Content-Length: 2||hi") ack *
                """);

    assertThat(said.transactions())
        .singleElement()
        .matches(Transaction::complete)
        .matches(t -> t.firstPacket() == 4 && t.lastPacket() == 10);
  }

  @Test
  void aServerThatSpeaksFirstInAnotherProtocol() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 < P. *("220 mail ESMTP|") ack *
                +.020 > P. *("EHLO me|") ack *
                +.020 < P. *("250 mail|") ack *
                +.020 > P. *("GET / HTTP/1.1|Host: h||") ack *
                """);

    assertThat(said).isEqualTo(Conversation.NONE);
  }

  @Test
  void aCaptureThatBeginsWithinABody() {
    Conversation said =
        said(
            """
            connection 40000 9999
            +.001 < P. *("<html>of a body") ack *
            +.020 > .  *(0) ack *
            +.020 > P. *("GET /next HTTP/1.1|Host: h||") ack *
            +.020 < P. *("HTTP/1.1 204 No Content||") ack *
            """);

    assertThat(said.transactions()).singleElement().matches(Transaction::complete);
  }

  @Test
  void whatOnlyLooksLikeHttpIsNone() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("GET /x SOMETHING/3.0|Host: h||") ack *
                +.020 < P. *("no answer of HTTP") ack *
                """);

    assertThat(said.application()).isEqualTo(Application.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS HTTP/1.1|Host: h||",
        "OPTIONSHTTP/1.1|Host: h||",
        "OPTIONS|Host: h||",
        "GET/ HTTP/1.1|Host: h||",
        "GET/HTTP/1.1|Host: h||",
        "GET /HTTP/1.1|Host: h||",
        "GET / HTTP/2.0|Host: h||",
        "GET / HTTP/1.|Host: h||",
        "get / HTTP/1.1|Host: h||",
        "\\xC3\\x83\\xC3 / HTTP/1.|Host: h||",
        "hello|",
        "hello|how are you|",
        "SSH-2.0-Go|",
      })
  void whatAServerOfHttpRefusesIsARequest(String malformed) {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("%s") ack *
                +.020 < P. *("HTTP/1.1 400 Bad Request|Content-Length: 2||no") ack *
                +.001 < F. *(0) ack *
                +.001 > F. *(0) ack *
                """
                    .formatted(malformed));

    assertThat(said.application()).isEqualTo(Application.HTTP);
    assertThat(said.http().requests()).isEqualTo(1);
    assertThat(said.http().excess()).isEmpty();
    Transaction only = said.transactions().get(0);
    assertThat(said.transactions()).hasSize(1);
    assertThat(malformed.replace("\\xC3", "Ã").replace("\\x83", "\u0083"))
        .startsWith(only.request().method());
    assertThat(only.response().status()).isEqualTo(400);
  }

  @Test
  void theRestOfAHeadThatWasRefusedIsNoMessage() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("GET / HTTP/1.1|X: 1|") ack *
                +.020 < P. *("HTTP/1.1 408 Timeout|Content-Length: 2|Connection: close||no") ack *
                +.001 > P. *("Y: 2||") ack *
                +.001 < F. *(0) ack *
                """);

    Transaction only = said.transactions().get(0);
    assertThat(said.transactions()).hasSize(1);
    assertThat(only.request().target()).isEqualTo("/");
    assertThat(only.response().status()).isEqualTo(408);
    assertThat(said.http().excess()).isEmpty();
  }

  @Test
  void aBinaryQuestionThatAServerOfHttpRefuses() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *(hex 0300000b06e00000000000) ack *
                +.020 < P. *("HTTP/1.1 400 Bad Request|Content-Length: 2||no") ack *
                """);

    assertThat(said.application()).isEqualTo(Application.HTTP);
    assertThat(said.transactions()).singleElement().matches(t -> t.request() == null);
  }

  @Test
  void anOddMethodIsKnownByItsVersionAlone() {
    Conversation said =
        said(
            "only client\n"
                + HANDSHAKE
                + """
                +.001 > P. *("get /a HTTP/1.1|Host: h||") ack *
                """);

    assertThat(said.application()).isEqualTo(Application.HTTP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '!',
      value = {
        "\"OPTIONS rtsp://a/ RTSP/1.0|CSeq: 1||\"; \"RTSP/1.0 200 OK|CSeq: 1||\"",
        "\"OPTIONS * RTSP/1.0|CSeq: 1||\"; \"RTSP/1.0 200 OK|CSeq: 1||\"",
        "\"INVITE sip:a@b SIP/2.0|Via: c||\"; \"SIP/2.0 100 Trying|Via: c||\"",
        "\"GET /stream ICY/1.0|Host: h||\"; \"ICY 200 OK|icy-name: x||\"",
        "\"EHLO me|\"; \"250 you|\"",
        "\"hello HTTP/1|\"; \"and you|\"",
        "hex 0000000804d2162f; hex 53",
        "hex 030000130ee000000000000100080003000000; hex 030000130ed000001234000209080002000000",
        "hex 10100004; hex 160303004a020000",
        "hex 0aff22334455667788990a0b0c0d0e0f; hex 00000604000000000000030000000a",
        "\"*1|$4|PING|\"; \"+PONG|\"",
      })
  void whatHttpIsNot(String asked, String answered) {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *(%s) ack *
                +.020 < P. *(%s) ack *
                +.001 > P. *(%s) ack *
                +.020 < P. *("HTTP/1.1 200 OK|Content-Length: 0||") ack *
                """
                    .formatted(asked, answered, asked));

    assertThat(said).isEqualTo(Conversation.NONE);
  }

  @Test
  void aLongUploadInAnotherProtocolIsNotKept() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. *("PUT-FILE|"+ 1000) ack *
                +.001 > P. *("x"+ 1200) ack *
                +.020 < P. *("HTTP/1.1 400 Bad Request|Content-Length: 0||") ack *
                """);

    assertThat(said).isEqualTo(Conversation.NONE);
  }

  @Test
  void oneDirectionAloneHasNoUnansweredRequests() {
    Conversation said =
        said(
            "only client\n"
                + HANDSHAKE
                + """
                +.001 > P. *("GET /a HTTP/1.1|Host: h||") ack *
                +.020 < P. *("HTTP/1.1 204 No Content||") ack *
                +.001 > P. *("GET /b HTTP/1.1|Host: h||") ack *
                +.020 < P. *("HTTP/1.1 204 No Content||") ack *
                """);

    assertThat(said.transactions()).hasSize(2).noneMatch(t -> t.certain() || t.pipelined());
    assertThat(said.http().unanswered()).isZero();
  }

  @Test
  void afterAGapAtTheStartTheNextMessageIsFound() {
    Conversation said =
        said(
            HANDSHAKE
                + """
                +.001 > P. 301:318("GET /b HTTP/1.1|") ack *
                +.020 < .  *(0) ack 318
                +.001 > P. *("Host: h||") ack *
                +.020 < P. *("HTTP/1.1 204 No Content||") ack *
                """);

    assertThat(said.transactions()).singleElement().matches(Transaction::complete);
  }
}
