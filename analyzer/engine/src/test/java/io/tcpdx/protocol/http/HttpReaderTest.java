package io.tcpdx.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Excess;
import io.tcpdx.protocol.Irregularity;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpReaderTest {
  private static final String GET = "GET /a HTTP/1.1|Host: h||";
  private static final String OK = "HTTP/1.1 200 OK|Content-Length: 2||hi";

  private static Request request(Transaction transaction) {
    return Objects.requireNonNull(transaction.request());
  }

  private static Response response(Transaction transaction) {
    return Objects.requireNonNull(transaction.response());
  }

  @Test
  void aRequestGetsItsAnswer() {
    Transaction only = new Dialogue().client(GET).server(OK).only();

    assertThat(request(only).method()).isEqualTo("GET");
    assertThat(request(only).target()).isEqualTo("/a");
    assertThat(request(only).host()).isEqualTo("h");
    assertThat(response(only).status()).isEqualTo(200);
    assertThat(response(only).message().declaredBytes()).isEqualTo(2);
    assertThat(response(only).message().bodyBytes()).isEqualTo(2);
    assertThat(only.complete()).isTrue();
    assertThat(only.startNs()).isEqualTo(Dialogue.MS);
    assertThat(only.waitNs()).isEqualTo(Dialogue.MS);
    assertThat(only.firstPacket()).isEqualTo(1);
    assertThat(only.lastPacket()).isEqualTo(2);
  }

  @Test
  void requestsOnOneConnectionAreNumbered() {
    Conversation said =
        new Dialogue()
            .client(GET)
            .server(OK)
            .client("POST /b HTTP/1.1|Host: h|Content-Length: 3||abc")
            .server("HTTP/1.1 404 Not Found|Content-Length: 0||")
            .read();

    assertThat(said.transactions())
        .extracting(Transaction::index, t -> request(t).method(), t -> response(t).status())
        .containsExactly(tuple(0, "GET", 200), tuple(1, "POST", 404));
    assertThat(said.http().persistent()).isTrue();
    assertThat(said.http().maxPipelineDepth()).isEqualTo(1);
    assertThat(said.http().pipelinedRequests()).isZero();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() {
    Conversation said =
        new Dialogue()
            .client(GET + "GET /b HTTP/1.1|Host: h||")
            .client("GET /c HTTP/1.1|Host: h||")
            .server(OK + OK)
            .end(StreamEnd.FIN)
            .read();

    assertThat(said.transactions())
        .extracting(t -> request(t).target(), Transaction::ahead, Transaction::complete)
        .containsExactly(tuple("/a", 0, true), tuple("/b", 1, true), tuple("/c", 2, false));
    assertThat(said.http().maxPipelineDepth()).isEqualTo(3);
    assertThat(said.http().pipelinedRequests()).isEqualTo(2);
    assertThat(said.http().unanswered()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"HEAD,200", "GET,204", "GET,304"})
  void someAnswersHaveNoBodyWhateverTheySay(String method, int status) {
    Conversation said =
        new Dialogue()
            .client(method + " / HTTP/1.1|Host: h||")
            .server("HTTP/1.1 " + status + " X|Content-Length: 500||")
            .client(GET)
            .server(OK)
            .read();

    assertThat(said.transactions()).hasSize(2).allMatch(Transaction::complete);
    assertThat(response(said.transactions().get(0)).message().delimiter())
        .isEqualTo(BodyDelimiter.NONE);
  }

  @Test
  void chunksWithExtensionsAndTrailersAreCountedWithoutTheirFraming() {
    Transaction only =
        new Dialogue()
            .client(GET)
            .server("HTTP/1.1 200 OK|Transfer-Encoding: chunked|Trailer: Via||")
            .server("5;a=b|hello|A|0123456789|0;last|Via: 1.1 x||")
            .only();

    Message message = response(only).message();
    assertThat(message.delimiter()).isEqualTo(BodyDelimiter.CHUNKED);
    assertThat(message.bodyBytes()).isEqualTo(15);
    assertThat(message.complete()).isTrue();
    assertThat(message.fields().first("via")).isEqualTo("1.1 x");
  }

  @Test
  void anAnswerWithoutLengthEndsWithTheConnection() {
    Dialogue answered = new Dialogue().client(GET).server("HTTP/1.1 200 OK||some").server("more");

    Conversation closed = answered.end(StreamEnd.FIN).read();

    Message message = response(closed.transactions().get(0)).message();
    assertThat(message.delimiter()).isEqualTo(BodyDelimiter.CLOSE);
    assertThat(message.bodyBytes()).isEqualTo(8);
    assertThat(message.complete()).isTrue();
    assertThat(closed.http().persistent()).isFalse();
  }

  @Test
  void aResetCutsAnAnswerWithoutLength() {
    Message message =
        response(
                new Dialogue()
                    .client(GET)
                    .server("HTTP/1.1 200 OK||some")
                    .end(StreamEnd.RESET)
                    .only())
            .message();

    assertThat(message.complete()).isFalse();
    assertThat(message.cutBy()).isEqualTo(StreamEnd.RESET);
  }

  @Test
  void fewerBytesThanDeclaredAreTold() {
    Message message =
        response(
                new Dialogue()
                    .client(GET)
                    .server("HTTP/1.1 200 OK|Content-Length: 100||some")
                    .end(StreamEnd.FIN)
                    .only())
            .message();

    assertThat(message.declaredBytes()).isEqualTo(100);
    assertThat(message.bodyBytes()).isEqualTo(4);
    assertThat(message.complete()).isFalse();
    assertThat(message.cutBy()).isEqualTo(StreamEnd.FIN);
  }

  @Test
  void bytesAfterTheDeclaredEndAreExcess() {
    Conversation said =
        new Dialogue().client(GET).server(OK + "xyz").server("more").end(StreamEnd.FIN).read();

    assertThat(said.http().excess())
        .containsExactly(new Excess(Direction.SERVER_TO_CLIENT, 0, 7, 2 * Dialogue.MS, 2));
  }

  @Test
  void interimAnswersAreNoAnswers() {
    Transaction only =
        new Dialogue()
            .client("PUT /x HTTP/1.1|Host: h|Expect: 100-continue|Content-Length: 3||")
            .server("HTTP/1.1 100 Continue||")
            .client("abc")
            .server("HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 201 Created|Content-Length: 0||")
            .only();

    assertThat(response(only).status()).isEqualTo(201);
    assertThat(response(only).interimCount()).isEqualTo(2);
    assertThat(response(only).continueNs()).isEqualTo(2 * Dialogue.MS);
    assertThat(request(only).message().bodyBytes()).isEqualTo(3);
  }

  @Test
  void afterConnectAndUpgradeItIsNoLongerHttp() {
    Conversation connect =
        new Dialogue()
            .client("CONNECT h:443 HTTP/1.1|Host: h:443||")
            .server("HTTP/1.1 200 Connection established||")
            .client("\u0016\u0003\u0001GET / HTTP/1.1||")
            .server("HTTP/1.1 bla||")
            .read();
    Conversation upgrade =
        new Dialogue()
            .client("GET /chat HTTP/1.1|Host: h|Connection: Upgrade|Upgrade: websocket||")
            .server(
                "HTTP/1.1 101 Switching Protocols|Connection: Upgrade|Upgrade: websocket||\u0081")
            .client("GET / HTTP/1.1||")
            .read();

    assertThat(connect.transactions()).singleElement().matches(Transaction::complete);
    assertThat(connect.http().tunnel()).isEqualTo("CONNECT");
    assertThat(connect.http().excess()).isEmpty();
    assertThat(upgrade.transactions()).singleElement().matches(Transaction::complete);
    assertThat(upgrade.http().tunnel()).isEqualTo("websocket");
  }

  @Test
  void theOldestHttpHasNoHeads() {
    Transaction only =
        new Dialogue().client("GET /old|").server("<html>").end(StreamEnd.FIN).only();

    assertThat(request(only).message().version()).isEqualTo("0.9");
    assertThat(response(only).message().version()).isEqualTo("0.9");
    assertThat(response(only).message().bodyBytes()).isEqualTo(6);
    assertThat(only.complete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Content-Length: 3|Transfer-Encoding: chunked; LENGTH_WITH_TRANSFER_ENCODING",
        "Content-Length: 3|Content-Length: 4; DIFFERING_LENGTHS",
        "Content-Length: 3, 4; DIFFERING_LENGTHS",
        "Content-Length: -3; INVALID_LENGTH",
        "Content-Length: 99999999999999999999; INVALID_LENGTH",
        "Content-Length:; INVALID_LENGTH",
        "Transfer-Encoding: chunked, gzip; UNCLEAR_TRANSFER_ENCODING",
        "Content-Length : 3; SPACE_BEFORE_COLON",
        "X-A: b| c; FOLDED_LINE",
      })
  void whatCanBeReadInTwoWaysIsTold(String fields, Irregularity irregularity) {
    Conversation said =
        new Dialogue().client("POST / HTTP/1.1|Host: h|" + fields + "||0|||").server(OK).read();

    assertThat(request(said.transactions().get(0)).message().irregularities())
        .contains(irregularity);
  }

  @Test
  void equalLengthsAreNoConflict() {
    Transaction only =
        new Dialogue().client("POST / HTTP/1.1|Content-Length: 1|Content-Length: 1||x").only();

    assertThat(request(only).message().irregularities()).isEmpty();
    assertThat(request(only).message().complete()).isTrue();
  }

  @Test
  void whatAConnectionOptionNamesIsKept() {
    Transaction only =
        new Dialogue()
            .client("GET / HTTP/1.1|Connection: X-Secret, close|X-Secret: 1|X-Other: 2||")
            .only();

    assertThat(request(only).message().fields().lines())
        .extracting(field -> field.name())
        .containsExactly("Connection", "X-Secret");
    assertThat(request(only).message().keepsConnection()).isFalse();
  }

  @Test
  void allFieldsAreKeptOnDemand() {
    Transaction only =
        new Dialogue().keepingAllFields().client("GET / HTTP/1.1|X-Other: 2||").only();

    assertThat(request(only).message().fields().first("x-other")).isEqualTo("2");
  }

  @Test
  void aGapWithinABodyOfKnownLengthIsCountedAndHarmless() {
    Conversation said =
        new Dialogue()
            .client(GET)
            .server("HTTP/1.1 200 OK|Content-Length: 10||ab")
            .serverGap(6)
            .server("cd")
            .client(GET)
            .server(OK)
            .read();

    assertThat(said.transactions()).hasSize(2).allMatch(Transaction::complete);
    assertThat(response(said.transactions().get(0)).message().missingBytes()).isEqualTo(6);
    assertThat(said.http().resynchronised()).isZero();
    assertThat(said.transactions()).allMatch(Transaction::certain);
  }

  @Test
  void afterALostAnswerTheNextPairIsRightAgain() {
    Conversation said =
        new Dialogue()
            .client(GET)
            .serverGap(400)
            .client("GET /b HTTP/1.1|Host: h||")
            .server("HTTP/1.1 404 Not Found|Content-Length: 0||")
            .read();

    assertThat(said.transactions().get(0).response()).isNull();
    assertThat(said.transactions().get(0).certain()).isFalse();
    assertThat(request(said.transactions().get(1)).target()).isEqualTo("/b");
    assertThat(response(said.transactions().get(1)).status()).isEqualTo(404);
    assertThat(said.transactions().get(1).certain()).isTrue();
    assertThat(said.http().resynchronised()).isEqualTo(1);
  }

  @Test
  void aHeadThatTheCaptureCutsStillTellsWhoAskedWhat() {
    Conversation said =
        new Dialogue()
            .client("GET /a HTTP/1.1|Host: h|Coo")
            .clientGap(300)
            .server("HTTP/1.1 200 OK|Serv")
            .serverGap(5000)
            .server("more")
            .serverGap(96)
            .client("GET /b HTTP/1.1|Host: h|Coo")
            .clientGap(300)
            .server("HTTP/1.1 404 Not Found|Ser")
            .serverGap(100)
            .end(StreamEnd.FIN)
            .read();

    assertThat(said.transactions())
        .extracting(t -> request(t).target(), t -> response(t).status(), Transaction::ahead)
        .containsExactly(tuple("/a", 200, 0), tuple("/b", 404, 0));
    assertThat(said.transactions())
        .allMatch(t -> response(t).message().endUnknown())
        .noneMatch(Transaction::complete);
    assertThat(said.transactions())
        .extracting(t -> response(t).message().unreadBytes())
        .containsExactly(5100L, 100L);
  }

  @Test
  void aCaptureThatBeginsWithinAnAnswerFindsTheNextMessage() {
    Conversation said =
        new Dialogue().fromTheMiddle().server("rest of a body").client(GET).server(OK).read();

    assertThat(said.transactions()).singleElement().matches(Transaction::complete);
    assertThat(said.http().excess()).isEmpty();
    assertThat(said.http().fromStart()).isFalse();
  }

  @Test
  void anAnswerThatNobodyAskedForIsToldApart() {
    Conversation said = new Dialogue().client(GET).server(OK + OK).read();

    assertThat(said.transactions()).hasSize(2);
    assertThat(said.transactions().get(1).request()).isNull();
    assertThat(said.transactions().get(1).certain()).isTrue();
  }

  @Test
  void oneDirectionAloneIsReadWithoutCertainty() {
    Conversation said = new Dialogue().server(OK).server(OK).read();

    assertThat(said.transactions())
        .hasSize(2)
        .noneMatch(Transaction::certain)
        .allMatch(t -> t.request() == null);
  }

  @Test
  void theSameContentGivesTheSameDigest() {
    Transaction one = new Dialogue().client("POST / HTTP/1.1|Content-Length: 3||abc").only();
    Transaction chunked =
        new Dialogue().client("POST / HTTP/1.1|Transfer-Encoding: chunked||1|a|2|bc|0|||").only();
    Transaction other = new Dialogue().client("POST / HTTP/1.1|Content-Length: 3||abd").only();

    assertThat(request(one).message().digest())
        .isEqualTo(request(chunked).message().digest())
        .isNotEqualTo(request(other).message().digest())
        .isNotNegative();
  }

  static List<Dialogue> dialogues() {
    return Stream.of(
            new Dialogue()
                .client(GET + GET)
                .server(OK + "HTTP/1.0 200 OK|Content-Length: 1|Connection: keep-alive||x"),
            new Dialogue()
                .client("POST / HTTP/1.1|Transfer-Encoding: chunked||3;x|abc|0|A: b||")
                .server("HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Transfer-Encoding: chunked||")
                .server("10|0123456789abcdef|0||"),
            new Dialogue().client("GET /old|").server("<html>").end(StreamEnd.FIN),
            new Dialogue().client(GET).server("HTTP/1.1 200 OK||until the end").end(StreamEnd.FIN))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void howItWasCutIntoSegmentsMeansNothing(Dialogue dialogue) {
    Conversation whole = dialogue.read();

    for (int part = 1; part < 40; part++) {
      assertThat(dialogue.read(part)).as("in parts of " + part).isEqualTo(whole);
    }
  }
}
