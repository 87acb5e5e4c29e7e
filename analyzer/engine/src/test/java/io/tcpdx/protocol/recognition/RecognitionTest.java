package io.tcpdx.protocol.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

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
