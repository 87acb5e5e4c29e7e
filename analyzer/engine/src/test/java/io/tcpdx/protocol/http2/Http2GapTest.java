package io.tcpdx.protocol.http2;

import static io.tcpdx.connection.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.connection.Direction.SERVER_TO_CLIENT;
import static io.tcpdx.protocol.http2.H2.END_HEADERS;
import static io.tcpdx.protocol.http2.H2.END_STREAM;
import static io.tcpdx.protocol.http2.H2.GET_AGAIN;
import static io.tcpdx.protocol.http2.H2.GET_EXAMPLE;
import static io.tcpdx.protocol.http2.H2.data;
import static io.tcpdx.protocol.http2.H2.frame;
import static io.tcpdx.protocol.http2.H2.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of conversations that the capture has not as a whole. */
class Http2GapTest {
  private static final int ENDS = END_STREAM | END_HEADERS;

  @Test
  void contentThatIsMissingIsCounted() {
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .server(headers(END_HEADERS, 1, "88"), data(END_STREAM, 1, 1000).substring(0, 218))
            .gap(SERVER_TO_CLIENT, 300)
            .server("61".repeat(600))
            .client(headers(ENDS, 3, GET_AGAIN))
            .server(headers(ENDS, 3, "88"));
    Conversation conversation = talk.read();
    Message answer = answer(conversation.transactions().get(0));
    assertThat(answer.bodyBytes()).isEqualTo(1000);
    assertThat(answer.missingBytes()).isEqualTo(300);
    assertThat(answer.complete()).isTrue();
    assertThat(conversation.transactions()).hasSize(2).allMatch(Transaction::certain);
    assertThat(summary(conversation).resynchronised()).isZero();
  }

  @Test
  void contentThatIsMissingInARequestHasNoDigest() {
    H2 talk =
        H2.begun()
            .client(headers(END_HEADERS, 1, GET_EXAMPLE), data(END_STREAM, 1, 100).substring(0, 58))
            .gap(CLIENT_TO_SERVER, 80);
    Message asked = request(talk.read().transactions().get(0)).message();
    assertThat(asked.bodyBytes()).isEqualTo(100);
    assertThat(asked.digest()).isEqualTo(-1);
    assertThat(asked.complete()).isTrue();
  }

  @Test
  void afterFramesThatAreMissingItGoesOnAtTheNext() {
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .client(headers(ENDS, 3, GET_AGAIN))
            .server(headers(END_HEADERS, 1, "88"), data(0, 1, 10))
            .gap(SERVER_TO_CLIENT, 500)
            .server("61".repeat(50))
            .server(headers(ENDS, 3, "8d"))
            .client(headers(ENDS, 5, "828486be"))
            .server(headers(ENDS, 5, "88"));
    Conversation conversation = talk.read();
    List<Transaction> all = conversation.transactions();
    assertThat(all).extracting(Transaction::certain).containsExactly(false, false, true);
    assertThat(answer(all.get(0)).complete()).isFalse();
    assertThat(all.get(1).complete()).isTrue();
    assertThat(all.get(2).ahead()).as("the first may have ended in the gap").isZero();
    assertThat(summary(conversation).maxPipelineDepth()).isEqualTo(2);
    assertThat(summary(conversation).resynchronised()).isEqualTo(1);
    assertThat(summary(conversation).unanswered()).isZero();
  }

  @Test
  void requestsThatAreMissingLeaveTheirAnswers() {
    H2 talk =
        H2.begun()
            .gap(CLIENT_TO_SERVER, 26)
            .server(headers(END_HEADERS, 1, "88"), data(END_STREAM, 1, 10))
            .client(headers(ENDS, 3, "828684be"))
            .server(headers(ENDS, 3, "88"));
    List<Transaction> all = talk.read().transactions();
    assertThat(all).extracting(Transaction::stream).containsExactly(1, 3);
    assertThat(all.get(0).request()).isNull();
    assertThat(all.get(0).certain()).isFalse();
    assertThat(answer(all.get(0)).complete()).isTrue();
    assertThat(request(all.get(1)).host()).as("was in the request that is missing").isNull();
    assertThat(request(all.get(1)).target()).isEqualTo("/");
  }

  @Test
  void anAnswerMayBeSeenBeforeItsRequest() {
    H2 talk =
        H2.begun()
            .server(headers(END_HEADERS, 1, "88"), data(END_STREAM, 1, 10))
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .client(headers(ENDS, 3, GET_AGAIN));
    Conversation conversation = talk.read();
    assertThat(conversation.transactions()).hasSize(2);
    assertThat(conversation.transactions().get(0).complete()).isTrue();
    assertThat(conversation.transactions().get(1).ahead()).isZero();
    assertThat(summary(conversation).requests()).isEqualTo(2);
    assertThat(summary(conversation).responses()).isEqualTo(1);
  }

  @Test
  void aFieldBlockThatIsMissingLeavesNoFalseFields() {
    String long1 = headers(ENDS, 1, GET_EXAMPLE);
    H2 talk =
        H2.begun()
            .client(long1.substring(0, 24))
            .gap(CLIENT_TO_SERVER, long1.length() / 2 - 12)
            .server(headers(ENDS, 1, "88"))
            .client(headers(ENDS, 3, "828684be"))
            .server(headers(ENDS, 3, "88"));
    Conversation conversation = talk.read();
    assertThat(conversation.transactions().get(0).request()).isNull();
    assertThat(request(conversation.transactions().get(1)).host()).isNull();
    assertThat(summary(conversation).requests()).isEqualTo(2);
    assertThat(summary(conversation).unanswered()).isZero();
  }

  @Test
  void fromTheMiddleNothingIsInvented() {
    H2 talk =
        new H2()
            .fromTheMiddle()
            .server("61".repeat(700))
            .client(headers(ENDS, 41, "828684be"), headers(ENDS, 43, "bfbe84"))
            .server(headers(END_HEADERS, 39, "88"), data(END_STREAM, 39, 5))
            .server(headers(ENDS, 41, "be"), headers(ENDS, 43, "88"))
            .client(headers(ENDS, 45, GET_EXAMPLE))
            .client(headers(ENDS, 47, "828684be"))
            .server(headers(ENDS, 45, "88"));
    Conversation conversation = talk.read();
    List<Transaction> all = conversation.transactions();
    assertThat(all).extracting(Transaction::stream).containsExactly(41, 43, 39, 45, 47);
    assertThat(request(all.get(0)).method()).isEqualTo("GET");
    assertThat(request(all.get(0)).host()).isNull();
    assertThat(all.get(0).response()).as("its status refers to what was not seen").isNull();
    assertThat(all.get(1).request()).as("its method refers to what was not seen").isNull();
    assertThat(all.get(2).request()).isNull();
    assertThat(request(all.get(4)).host()).isEqualTo("www.example.com");
    assertThat(summary(conversation).fromStart()).isFalse();
    assertThat(summary(conversation).resynchronised()).isZero();
    assertThat(summary(conversation).maxPipelineDepth()).isEqualTo(2);
    assertThat(summary(conversation).unanswered()).isEqualTo(1);
  }

  @Test
  void framesOfSixteenMebibytesAreSkipped() {
    int length = (1 << 24) - 1;
    H2 talk =
        H2.begun()
            .client(headers(END_HEADERS, 1, "8384"))
            .client("%06x0001%08x".formatted(length, 1))
            .gap(CLIENT_TO_SERVER, length - 3L)
            .client("616161", headers(ENDS, 3, "8284"));
    List<Transaction> all = talk.read().transactions();
    assertThat(request(all.get(0)).message().bodyBytes()).isEqualTo(length);
    assertThat(request(all.get(1)).message().complete()).isTrue();
  }

  @Test
  void aFieldBlockThatIsTooLongIsNotKept() {
    String part = "00".repeat(16_000);
    H2 talk = H2.begun().client(headers(END_STREAM, 1, GET_EXAMPLE + part), frame(9, 0, 1, part));
    for (int i = 0; i < 5; i++) {
      talk.client(frame(9, 0, 1, part));
    }
    talk.client(frame(9, END_HEADERS, 1, ""), headers(ENDS, 3, GET_EXAMPLE));
    Conversation conversation = talk.read();
    assertThat(conversation.transactions()).extracting(Transaction::stream).containsExactly(3);
    assertThat(summary(conversation).requests()).isEqualTo(2);
    assertThat(conversation.limitsHit())
        .containsExactly("a field block of more than 64 KiB was not read");
  }

  @Test
  void aBlockThatIsInterruptedIsNotGuessed() {
    H2 talk =
        H2.begun()
            .client(headers(END_STREAM, 1, GET_EXAMPLE), frame(6, 0, 0, "00".repeat(8)))
            .client(frame(9, END_HEADERS, 1, "84"), headers(ENDS, 3, "828684be"));
    Conversation conversation = talk.read();
    assertThat(conversation.transactions()).extracting(Transaction::stream).containsExactly(3);
    assertThat(request(conversation.transactions().get(0)).host()).isNull();
    assertThat(summary(conversation).requests()).isEqualTo(2);
  }

  @Test
  void moreOpenStreamsThanAreFollowedCountAllTheSame() {
    H2 talk = H2.begun();
    for (int stream = 1; stream < 2 * (Streams.MAX_OPEN + 50); stream += 2) {
      talk.client(headers(ENDS, stream, "8284"));
    }
    Conversation conversation = talk.read();
    assertThat(conversation.transactions()).hasSize(Streams.MAX_OPEN);
    assertThat(summary(conversation).requests()).isEqualTo(Streams.MAX_OPEN + 50);
    assertThat(summary(conversation).maxPipelineDepth()).isEqualTo(Streams.MAX_OPEN);
    assertThat(conversation.limitsHit()).hasSize(1);
  }

  @Test
  void streamsOfWhichTheEndMayBeMissingMakeRoom() {
    H2 talk = H2.begun();
    for (int stream = 1; stream < 2 * Streams.MAX_OPEN; stream += 2) {
      talk.client(headers(ENDS, stream, "8284"));
    }
    talk.gap(SERVER_TO_CLIENT, 5).server(frame(4, 1, 0, ""));
    int next = 2 * Streams.MAX_OPEN + 1;
    talk.client(headers(ENDS, next, "8284")).server(headers(ENDS, next, "88"));
    Conversation conversation = talk.read();
    assertThat(conversation.limitsHit()).isEmpty();
    assertThat(conversation.transactions()).hasSize(Streams.MAX_OPEN + 1);
    assertThat(conversation.transactions().get(Streams.MAX_OPEN).complete()).isTrue();
  }

  private static HttpSummary summary(Conversation conversation) {
    return Objects.requireNonNull(conversation.http());
  }

  private static Request request(Transaction transaction) {
    return Objects.requireNonNull(transaction.request());
  }

  private static Message answer(Transaction transaction) {
    return Objects.requireNonNull(transaction.response()).message();
  }
}
