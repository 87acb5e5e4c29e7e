package io.tcpdx.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.Transaction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hostile input: nothing is thrown, and nothing is said that cannot be. */
class Http2NoiseTest {
  private static final int ROUNDS = 20_000;

  @Test
  void mutationsOfAConversation() {
    Random random = new Random(7540);
    H2 talk = Http2ReaderTest.every();
    byte[] client = talk.bytes(Direction.CLIENT_TO_SERVER);
    byte[] server = talk.bytes(Direction.SERVER_TO_CLIENT);
    for (int round = 0; round < ROUNDS; round++) {
      Http2Reader reader = new Http2Reader(ProtocolOptions.DEFAULT, round % 3 > 0);
      byte[] asked = mutated(client, random);
      byte[] answered = mutated(server, random);
      hand(reader, Direction.CLIENT_TO_SERVER, asked, random);
      hand(reader, Direction.SERVER_TO_CLIENT, answered, random);
      reader.onEnd(Direction.CLIENT_TO_SERVER, StreamEnd.FIN);
      check(reader.conversation(), asked.length, answered.length);
    }
  }

  @Test
  void noiseBehindThePreface() {
    Random random = new Random(9113);
    for (int round = 0; round < ROUNDS; round++) {
      Http2Reader reader = new Http2Reader(ProtocolOptions.DEFAULT, true);
      byte[] noise = new byte[600];
      random.nextBytes(noise);
      for (int at = 0; at < noise.length - 9; at += 9 + random.nextInt(30)) {
        noise[at] = 0; // mostly short frames, of known types
        noise[at + 1] = 0;
        noise[at + 3] = (byte) random.nextInt(11);
        noise[at + 5] = 0;
        noise[at + 6] = 0;
        noise[at + 7] = 0;
      }
      ByteBuffer preface =
          ByteBuffer.wrap(H2.PREFACE.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      reader.onBytes(Direction.CLIENT_TO_SERVER, preface, 0, preface.capacity(), 0, 1);
      hand(reader, Direction.CLIENT_TO_SERVER, noise, random);
      hand(reader, Direction.SERVER_TO_CLIENT, noise, random);
      check(reader.conversation(), noise.length + 24, noise.length);
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 4));
    for (int i = random.nextInt(6); i > 0; i--) {
      result[random.nextInt(result.length)] = (byte) random.nextInt();
    }
    return result;
  }

  private static void hand(Http2Reader reader, Direction direction, byte[] bytes, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(1 + random.nextInt(200), bytes.length - at);
      if (random.nextInt(10) == 0) {
        reader.onGap(direction, length);
      } else {
        reader.onBytes(direction, buffer, at, length, at, at);
      }
      at += length;
    }
  }

  private static void check(Conversation conversation, int askedBytes, int answeredBytes) {
    HttpSummary summary = Objects.requireNonNull(conversation.http());
    assertThat(summary.requests()).isBetween(0L, (askedBytes + answeredBytes) / 9L);
    assertThat(summary.responses()).isBetween(0L, answeredBytes / 9L);
    assertThat(summary.unanswered()).isBetween(0L, summary.requests());
    assertThat(summary.maxPipelineDepth()).isLessThanOrEqualTo((int) summary.requests());
    assertThat(conversation.transactions().size())
        .isLessThanOrEqualTo((int) (summary.requests() + summary.responses()));
    for (Transaction transaction : conversation.transactions()) {
      assertThat(bodyBytes(transaction)).isBetween(0L, (long) askedBytes + answeredBytes);
      assertThat(transaction.endNs()).isGreaterThanOrEqualTo(transaction.startNs());
    }
  }

  private static long bodyBytes(Transaction transaction) {
    Message asked = transaction.request() == null ? null : transaction.request().message();
    Message answer = transaction.response() == null ? null : transaction.response().message();
    return Stream.of(asked, answer).filter(Objects::nonNull).mapToLong(Message::bodyBytes).sum();
  }
}
