package io.tcpdx.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the reader answers, and keeps little. */
class HostileHttpTest {
  private static final String GET = "GET / HTTP/1.1|Host: h||";
  private static final List<StreamEnd> ENDS = List.of(StreamEnd.values());
  private static final int ROUNDS = 2_000;
  private static final String[] SEEDS = {
    "GET /a HTTP/1.1\r\nHost: h\r\nConnection: a, b\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nuntil the end",
    "CONNECT h:1 HTTP/1.1\r\n\r\n",
    "HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n\0\1\2",
    "GET /\r\n",
    "\r\n\r\n",
  };

  private final ProtocolOptions options = ProtocolOptions.DEFAULT;

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noiseGivesAnAnswerAndNoException(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS / 20; round++) {
      HttpReader reader =
          new HttpReader(new Heads(options.keepAllFields()), random.nextBoolean(), name -> null);
      for (int piece = 0; piece < 30; piece++) {
        act(reader, random, piece);
      }
      Conversation said = reader.conversation();

      HttpSummary http = said.http();
      assertThat(http == null).isEqualTo(said.transactions().isEmpty());
      assertThat(http == null || http.requests() <= said.transactions().size()).isTrue();
      assertThat(said.transactions())
          .extracting(Transaction::index)
          .isEqualTo(IntStream.range(0, said.transactions().size()).boxed().toList());
      assertThat(said.transactions().stream().flatMap(HostileHttpTest::messages))
          .allMatch(m -> m.bodyBytes() >= m.missingBytes() && m.endNs() >= m.startNs());
    }
  }

  private static Stream<Message> messages(Transaction transaction) {
    return Stream.of(
            transaction.request() == null ? null : transaction.request().message(),
            transaction.response() == null ? null : transaction.response().message())
        .filter(Objects::nonNull);
  }

  private static void act(HttpReader reader, Random random, int packet) {
    Direction direction =
        random.nextBoolean() ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
    int what = random.nextInt(12);
    if (what == 0) {
      reader.onGap(direction, 1 + random.nextInt(20));
    } else if (what == 1 && packet > 25) {
      reader.onEnd(direction, ENDS.get(random.nextInt(ENDS.size())));
    } else {
      byte[] bytes =
          SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.ISO_8859_1).clone();
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int from = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
      int length = 1 + random.nextInt(bytes.length - from);
      reader.onBytes(direction, ByteBuffer.wrap(bytes), from, length, packet, packet);
    }
  }

  @Test
  void anEndlessHeadIsGivenUp() {
    Dialogue dialogue = new Dialogue().client("GET / HTTP/1.1|");
    for (int i = 0; i < 400; i++) {
      dialogue.client("X-" + i + ": " + "y".repeat(1000) + "|");
    }
    Conversation said = dialogue.client(GET).server("HTTP/1.1 200 OK|Content-Length: 0||").read();

    assertThat(said.limitsHit()).singleElement().asString().contains("256 KiB");
    assertThat(said.transactions()).singleElement().matches(Transaction::complete);
  }

  @Test
  void noEndOfALineIsNoHeadEither() {
    Dialogue dialogue = new Dialogue().client("GET /");
    for (int i = 0; i < 400; i++) {
      dialogue.client("a".repeat(1000));
    }

    assertThat(dialogue.read().transactions()).isEmpty();
  }

  @Test
  void aBodyMayBeLargerThan4GiB() {
    long length = 5L << 30;
    Transaction only =
        new Dialogue()
            .client(GET)
            .server("HTTP/1.1 200 OK|Content-Length: " + length + "||ab")
            .serverGap(length - 4)
            .server("cd")
            .only();

    Message message = Objects.requireNonNull(only.response()).message();
    assertThat(message.bodyBytes()).isEqualTo(length);
    assertThat(message.missingBytes()).isEqualTo(length - 4);
    assertThat(message.complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffffffffffffffff", "-1", "g", "0x10", ""})
  void aChunkSizeThatIsNoneEndsTheReadingOfThatMessageOnly(String size) {
    Conversation said =
        new Dialogue()
            .client(GET)
            .server("HTTP/1.1 200 OK|Transfer-Encoding: chunked||" + size + "|abc|")
            .client(GET)
            .server("HTTP/1.1 204 No Content||")
            .read();

    assertThat(said.transactions()).hasSize(2);
    assertThat(said.transactions().get(0).complete()).isFalse();
    assertThat(said.transactions().get(1).complete()).isTrue();
  }

  @Test
  void requestsWithoutEndAndWithoutAnswerAreForgotten() {
    Dialogue dialogue = new Dialogue();
    for (int i = 0; i < HttpReader.MAX_UNANSWERED + 10; i++) {
      dialogue.client(GET);
    }
    Conversation said = dialogue.read();

    assertThat(said.http().unanswered()).isEqualTo(HttpReader.MAX_UNANSWERED + 10);
    assertThat(said.limitsHit()).isNotEmpty();
  }
}
