package io.tcpdx.protocol.http2;

import static io.tcpdx.protocol.http2.H2.END_HEADERS;
import static io.tcpdx.protocol.http2.H2.END_STREAM;
import static io.tcpdx.protocol.http2.H2.GET_AGAIN;
import static io.tcpdx.protocol.http2.H2.GET_EXAMPLE;
import static io.tcpdx.protocol.http2.H2.GET_INDEX;
import static io.tcpdx.protocol.http2.H2.MS;
import static io.tcpdx.protocol.http2.H2.PADDED;
import static io.tcpdx.protocol.http2.H2.PRIORITY;
import static io.tcpdx.protocol.http2.H2.data;
import static io.tcpdx.protocol.http2.H2.field;
import static io.tcpdx.protocol.http2.H2.frame;
import static io.tcpdx.protocol.http2.H2.goAway;
import static io.tcpdx.protocol.http2.H2.headers;
import static io.tcpdx.protocol.http2.H2.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.StreamReset;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What the frames of whole conversations say. */
class Http2ReaderTest {
  private static final int ENDS = END_STREAM | END_HEADERS;
  private static final String OK = "88";
  private static final String POST = "838684418cf1e3c2e5f23a6ba0ab90f4ff";

  /** Three requests at once, of which the second is answered first. */
  static H2 multiplexed() {
    return H2.begun()
        .client(headers(ENDS, 1, GET_EXAMPLE))
        .client(headers(ENDS, 3, GET_AGAIN), headers(ENDS, 5, GET_INDEX))
        .server(headers(END_HEADERS, 3, OK + field("content-length", "70")), data(0, 3, 50))
        .server(headers(END_HEADERS, 1, OK), data(0, 1, 10), data(END_STREAM, 3, 20))
        .server(data(END_STREAM, 1, 1), headers(ENDS, 5, "8d"));
  }

  @Test
  void requestsAreReadByRfc7541sExample() {
    List<Transaction> all = multiplexed().read().transactions();
    assertThat(all).extracting(Transaction::stream).containsExactly(1, 3, 5);
    assertThat(all).extracting(Transaction::index).containsExactly(0, 1, 2);
    assertThat(all).extracting(one -> request(one).method()).containsOnly("GET");
    assertThat(all)
        .extracting(one -> request(one).target())
        .containsExactly("/", "/", "/index.html");
    assertThat(all).extracting(one -> request(one).host()).containsOnly("www.example.com");
    assertThat(all).extracting(one -> response(one).status()).containsExactly(200, 200, 404);
    assertThat(all).allMatch(Exchange::complete).allMatch(Transaction::certain);
  }

  @Test
  void theConnectionIsHttp2AndItsDepthTheStreamsMultiplexed() {
    Conversation conversation = multiplexed().end(StreamEnd.FIN).read();
    assertThat(conversation.application()).isEqualTo(Application.HTTP2);
    assertThat(conversation.http())
        .isEqualTo(new HttpSummary("2", true, 3, 3, true, 2, 3, 0, 0, List.of(), null));
    assertThat(conversation.transactions()).extracting(Transaction::ahead).containsExactly(0, 1, 2);
    assertThat(conversation.transactions()).noneMatch(Transaction::pipelined);
    assertThat(conversation.limitsHit()).isEmpty();
  }

  @Test
  void timesAndPacketsAreThoseOfTheFrames() {
    Transaction third = multiplexed().read().transactions().get(1);
    assertThat(third.startNs()).isEqualTo(5 * MS);
    assertThat(third.askedNs()).isEqualTo(5 * MS);
    assertThat(third.answerNs()).isEqualTo(6 * MS);
    assertThat(third.endNs()).isEqualTo(7 * MS);
    assertThat(third.firstPacket()).isEqualTo(5);
    assertThat(third.lastPacket()).isEqualTo(7);
    assertThat(third.waitNs()).isEqualTo(MS);
  }

  @Test
  void contentIsCountedWithoutItsFrames() {
    Message answer = response(multiplexed().read().transactions().get(1)).message();
    assertThat(answer.version()).isEqualTo("2");
    assertThat(answer.delimiter()).isEqualTo(BodyDelimiter.FRAMES);
    assertThat(answer.declaredBytes()).isEqualTo(70);
    assertThat(answer.bodyBytes()).isEqualTo(70);
    assertThat(answer.framingBytes()).isEqualTo(2 * 9);
    assertThat(answer.headBytes()).isEqualTo(1 + 19);
    assertThat(answer.complete()).isTrue();
    assertThat(answer.keepsConnection()).isTrue();
  }

  @Test
  void everySplitOfTheSegmentsGivesTheSame() {
    H2 talk = every();
    Conversation whole = talk.read();
    assertThat(whole.transactions()).hasSize(5);
    for (int length = 1; length < 80; length++) {
      assertThat(talk.read(length)).as("parts of %d bytes", length).isEqualTo(whole);
    }
  }

  /** All types of frames, padded, with priority, continued, pushed, reset, unknown. */
  static H2 every() {
    String block = GET_EXAMPLE + field("x-long", "y".repeat(300));
    return H2.begun()
        .client(
            frame(
                1,
                END_STREAM | PADDED | PRIORITY,
                1,
                "03" + "8000000010" + block.substring(0, 20) + "000000"),
            frame(9, 0, 1, block.substring(20, 100)),
            frame(9, END_HEADERS, 1, block.substring(100)))
        .client(frame(2, 0, 3, "000000000f"), headers(END_HEADERS, 3, POST), data(0, 3, 100))
        .server(frame(5, END_HEADERS | PADDED, 1, "01" + "00000002" + GET_EXAMPLE + "00"))
        .server(frame(6, 0, 0, "0102030405060708"), frame(8, 0, 0, "00001000"))
        .client(frame(0, END_STREAM | PADDED, 3, "02" + "6162" + "0000"))
        .server(headers(END_HEADERS, 1, "8b"), data(0, 1, 30), headers(END_HEADERS, 2, OK))
        .server(frame(0xbe, 0xff, 77, "00".repeat(500)), data(END_STREAM, 2, 5))
        .client(headers(ENDS, 5, "828485be"), headers(ENDS, 7, "8284be"), reset(5, 8))
        .server(headers(ENDS, 1, field("x-checksum", "1")), headers(ENDS, 3, OK))
        .server(goAway(7, 0), headers(END_HEADERS, 7, OK), data(0, 7, 9))
        .end(StreamEnd.RESET);
  }

  @Test
  void paddingPriorityAndContinuationLeaveTheSameHead() {
    Transaction first = every().keepingAllFields().read().transactions().get(0);
    assertThat(request(first).host()).isEqualTo("www.example.com");
    assertThat(request(first).message().fields().first("X-Long")).hasSize(300);
    assertThat(request(first).message().headBytes()).isEqualTo(17 + 1 + 7 + 3 + 300);
    assertThat(request(first).message().complete()).isTrue();
  }

  @Test
  void trailersFollowTheFields() {
    Response partial = response(every().keepingAllFields().read().transactions().get(0));
    assertThat(partial.status()).isEqualTo(304);
    assertThat(partial.message().fields().first("x-checksum")).isEqualTo("1");
    assertThat(partial.message().complete()).isTrue();
  }

  @Test
  void aRequestsContentIsDigestedWithoutPadding() {
    CRC32C expected = new CRC32C();
    expected.update("a".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    expected.update(new byte[] {'a', 'b'});
    Message asked = request(every().read().transactions().get(1)).message();
    assertThat(asked.bodyBytes()).isEqualTo(102);
    assertThat(asked.framingBytes()).isEqualTo(9 + 9 + 1 + 2);
    assertThat(asked.digest()).isEqualTo(expected.getValue());
  }

  @Test
  void aPushedAnswerIsATransactionButNotMultiplexed() {
    Conversation conversation = every().read();
    Transaction pushed = conversation.transactions().get(2);
    assertThat(pushed.stream()).isEqualTo(2);
    assertThat(request(pushed).host()).isEqualTo("www.example.com");
    assertThat(response(pushed).message().bodyBytes()).isEqualTo(5);
    assertThat(pushed.complete()).isTrue();
    assertThat(pushed.ahead()).isZero();
  }

  @Test
  void aStreamGivenUpSaysByWhom() {
    Transaction cancelled = every().read().transactions().get(3);
    assertThat(cancelled.stream()).isEqualTo(5);
    assertThat(cancelled.response()).isNull();
    assertThat(cancelled.reset()).isEqualTo(new StreamReset(Side.CLIENT, "CANCEL", 11 * MS, 11));
  }

  @Test
  void whatTheConnectionsEndCutsIsNotComplete() {
    Conversation conversation = every().read();
    Transaction last = conversation.transactions().get(4);
    assertThat(request(last).message().complete()).isTrue();
    assertThat(request(last).message().cutBy()).isNull();
    assertThat(response(last).message().complete()).isFalse();
    assertThat(response(last).message().cutBy()).isEqualTo(StreamEnd.RESET);
    assertThat(conversation.http()).isNotNull();
    assertThat(conversation.http().persistent()).as("after GOAWAY").isFalse();
    assertThat(conversation.http().unanswered()).as("the cancelled one").isEqualTo(1);
    assertThat(conversation.http().requests()).isEqualTo(5);
    assertThat(conversation.http().responses()).isEqualTo(4);
  }

  @Test
  void anAnswerThatItsSenderGivesUpIsCut() {
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .server(headers(END_HEADERS, 1, OK), data(0, 1, 10), reset(1, 2), data(0, 1, 10));
    Transaction only = talk.read().transactions().get(0);
    assertThat(response(only).message().cutBy()).isEqualTo(StreamEnd.RESET);
    assertThat(response(only).message().bodyBytes()).isEqualTo(10);
    assertThat(only.reset()).isEqualTo(new StreamReset(Side.SERVER, "INTERNAL_ERROR", 5 * MS, 5));
  }

  @Test
  void anAnswerThatTheClientCancelsIsNotTheServersFault() {
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .server(headers(END_HEADERS, 1, OK), data(0, 1, 10))
            .client(reset(1, 8));
    Transaction only = talk.read().transactions().get(0);
    assertThat(response(only).message().complete()).isFalse();
    assertThat(response(only).message().cutBy()).isNull();
    assertThat(only.reset()).isNotNull();
  }

  @Test
  void interimAnswersAreCounted() {
    H2 talk =
        H2.begun()
            .client(headers(END_HEADERS, 1, POST))
            .server(headers(END_HEADERS, 1, field(":status", "100")))
            .client(data(END_STREAM, 1, 10))
            .server(headers(END_HEADERS, 1, field(":status", "103")))
            .server(headers(ENDS, 1, "89"));
    Response answer = response(talk.read().transactions().get(0));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.interimCount()).isEqualTo(2);
    assertThat(answer.continueNs()).isEqualTo(5 * MS);
    assertThat(answer.message().startNs()).isEqualTo(8 * MS);
  }

  @Test
  void aLengthSaysNothingWhereThereIsNoContent() {
    String head = field(":method", "HEAD") + "8684";
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, head), headers(ENDS, 3, GET_EXAMPLE))
            .server(headers(ENDS, 1, OK + field("content-length", "500")))
            .server(headers(ENDS, 3, "8b" + field("content-length", "500")));
    assertThat(talk.read().transactions())
        .hasSize(2)
        .allMatch(one -> response(one).message().declaredBytes() == null);
  }

  @Test
  void lengthsThatDifferOrAreNoneAreIrregular() {
    String length = field("content-length", "5");
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, POST + length + field("content-length", "6")))
            .client(headers(ENDS, 3, "8386be84" + field("content-length", "-1")));
    List<Transaction> all = talk.read().transactions();
    assertThat(request(all.get(0)).message().irregularities())
        .containsExactly(Irregularity.DIFFERING_LENGTHS);
    assertThat(request(all.get(0)).message().declaredBytes()).isEqualTo(5);
    assertThat(request(all.get(1)).message().irregularities())
        .containsExactly(Irregularity.INVALID_LENGTH);
    assertThat(request(all.get(1)).message().declaredBytes()).isNull();
  }

  @Test
  void connectAsksForAnAuthority() {
    String connect = field(":method", "CONNECT") + field(":authority", "example.com:443");
    Request asked =
        request(H2.begun().client(headers(END_HEADERS, 1, connect)).read().transactions().get(0));
    assertThat(asked.target()).isEqualTo("example.com:443");
    assertThat(asked.host()).isEqualTo("example.com:443");
  }

  @Test
  void requestsOneAfterTheOtherAreNotMultiplexed() {
    H2 talk = H2.begun();
    for (int stream = 1; stream < 20; stream += 2) {
      talk.client(headers(ENDS, stream, "828684")).server(headers(ENDS, stream, OK));
    }
    HttpSummary summary = Objects.requireNonNull(talk.read().http());
    assertThat(summary.requests()).isEqualTo(10);
    assertThat(summary.maxPipelineDepth()).isEqualTo(1);
    assertThat(summary.pipelinedRequests()).isZero();
  }

  @Test
  void theServerMaySpeakFirst() {
    H2 talk =
        new H2()
            .server(H2.settings("000300000064"))
            .client(H2.hex(H2.PREFACE), H2.settings(), headers(ENDS, 1, GET_EXAMPLE))
            .server(headers(ENDS, 1, OK));
    assertThat(talk.read().transactions()).hasSize(1).allMatch(Exchange::complete);
  }

  @Test
  void onlyWhatDiagnosesNeedIsKept() {
    String fields = GET_EXAMPLE + field("cookie", "secret") + field("user-agent", "x");
    H2 talk = H2.begun().client(headers(ENDS, 1, fields));
    assertThat(request(talk.read().transactions().get(0)).message().fields().lines())
        .extracting(io.tcpdx.protocol.Field::name)
        .containsExactly("user-agent");
    assertThat(
            request(talk.keepingAllFields().read().transactions().get(0))
                .message()
                .fields()
                .lines())
        .hasSize(2);
  }

  @Test
  void noAnswerAtAllLeavesPersistenceOpen() {
    H2 talk = H2.begun().client(headers(ENDS, 1, GET_EXAMPLE)).end(StreamEnd.FIN);
    HttpSummary summary = Objects.requireNonNull(talk.read().http());
    assertThat(summary.persistent()).isNull();
    assertThat(summary.unanswered()).isEqualTo(1);
  }

  @Test
  void aClientsGoAwayIsItsWayToClose() {
    H2 talk =
        H2.begun()
            .client(headers(ENDS, 1, GET_EXAMPLE))
            .server(headers(ENDS, 1, OK))
            .client(goAway(0, 0));
    assertThat(Objects.requireNonNull(talk.read().http()).persistent()).isTrue();
  }

  private static Request request(Transaction transaction) {
    return Objects.requireNonNull(transaction.request());
  }

  private static Response response(Transaction transaction) {
    return Objects.requireNonNull(transaction.response());
  }
}
