package io.tcpdx.protocol.http2;

import static io.tcpdx.protocol.http2.H2.END_HEADERS;
import static io.tcpdx.protocol.http2.H2.END_STREAM;
import static io.tcpdx.protocol.http2.H2.data;
import static io.tcpdx.protocol.http2.H2.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.http.Heads;
import io.tcpdx.protocol.http.HttpReader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** HTTP/1 that becomes HTTP/2 (RFC 7540 §3.2). */
class UpgradeTest {
  private static final int ENDS = END_STREAM | END_HEADERS;
  private static final String ASKING =
      String.join(
          "\r\n",
          "GET /first HTTP/1.1",
          "Host: example.com",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQAAP__",
          "",
          "");
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

  private static H2 upgraded() {
    return new H2()
        .client(H2.hex(ASKING))
        .server(H2.hex(SWITCHING), H2.settings("000300000064"))
        .client(H2.hex(H2.PREFACE), H2.settings());
  }

  @Test
  void theRequestThatAskedIsStreamOnes() {
    H2 talk =
        upgraded()
            .server(headers(END_HEADERS, 1, "88"), data(0, 1, 5))
            .client(headers(ENDS, 3, H2.GET_EXAMPLE))
            .server(data(END_STREAM, 1, 7), headers(ENDS, 3, "8d"))
            .end(StreamEnd.FIN);
    Conversation conversation = read(talk);
    assertThat(conversation.application()).isEqualTo(Application.HTTP2);
    assertThat(conversation.http())
        .isEqualTo(new HttpSummary("2", true, 2, 2, true, 1, 2, 0, 0, List.of(), "h2c"));
    List<Transaction> all = conversation.transactions();
    assertThat(all).extracting(Transaction::index).containsExactly(0, 1);
    assertThat(all).extracting(Transaction::stream).containsExactly(1, 3);
    assertThat(Objects.requireNonNull(all.get(0).request()).target()).isEqualTo("/first");
    assertThat(Objects.requireNonNull(all.get(0).response()).status()).isEqualTo(200);
    assertThat(Objects.requireNonNull(all.get(0).response()).interimCount()).isEqualTo(1);
    assertThat(Objects.requireNonNull(all.get(0).response()).message().bodyBytes()).isEqualTo(12);
    assertThat(all.get(1).ahead()).isEqualTo(1);
    assertThat(all).allMatch(Transaction::complete);
  }

  @Test
  void everySplitGivesTheSame() {
    H2 talk = upgraded().server(headers(END_HEADERS, 1, "88"), data(END_STREAM, 1, 5));
    Conversation whole = read(talk);
    assertThat(whole.transactions()).hasSize(1);
    for (int length = 1; length < 60; length++) {
      HttpReader reader = reader(talk);
      talk.hand(reader, length);
      assertThat(reader.conversation()).as("parts of %d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void withoutAnAnswerTheRequestIsUnanswered() {
    Conversation conversation = read(upgraded().end(StreamEnd.FIN));
    assertThat(conversation.transactions()).hasSize(1);
    assertThat(conversation.transactions().get(0).response()).isNull();
    assertThat(Objects.requireNonNull(conversation.http()).unanswered()).isEqualTo(1);
    assertThat(Objects.requireNonNull(conversation.http()).responses()).isZero();
  }

  @Test
  void requestsBeforeTheUpgradeStay() {
    String plain = "GET /0 HTTP/1.1\r\nHost: example.com\r\n\r\n";
    H2 talk =
        new H2()
            .client(H2.hex(plain))
            .server(H2.hex("HTTP/1.1 204 No Content\r\n\r\n"))
            .client(H2.hex(ASKING))
            .server(H2.hex(SWITCHING), H2.settings(), headers(ENDS, 1, "88"))
            .client(H2.hex(H2.PREFACE), H2.settings(), headers(ENDS, 3, "8284"))
            .server(headers(ENDS, 3, "88"));
    Conversation conversation = read(talk);
    assertThat(conversation.transactions()).extracting(Transaction::index).containsExactly(0, 1, 2);
    assertThat(conversation.transactions())
        .extracting(Transaction::stream)
        .containsExactly(null, 1, 3);
    assertThat(Objects.requireNonNull(conversation.http()).requests()).isEqualTo(3);
    assertThat(Objects.requireNonNull(conversation.http()).responses()).isEqualTo(3);
  }

  @Test
  void anAnswerWithoutItsRequestIsKept() {
    H2 talk =
        new H2()
            .fromTheMiddle()
            .server(H2.hex(SWITCHING), H2.settings("000300000064"))
            .client(H2.hex(H2.PREFACE), H2.settings());
    assertThat(read(talk).transactions()).isEmpty();
    Conversation answered = read(talk.server(headers(ENDS, 1, "88")));
    assertThat(answered.transactions()).hasSize(1);
    assertThat(answered.transactions().get(0).request()).isNull();
  }

  private static HttpReader reader(H2 talk) {
    return new HttpReader(
        new Heads(talk.options().keepAllFields()),
        talk.isFromStart(),
        name -> name.equals("h2c") ? Http2Reader.afterUpgrade(talk.options()) : null);
  }

  private static Conversation read(H2 talk) {
    HttpReader reader = reader(talk);
    talk.hand(reader, Integer.MAX_VALUE);
    return reader.conversation();
  }
}
