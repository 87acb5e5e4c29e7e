package io.tcpdx.protocol.tls;

import static io.tcpdx.protocol.tls.TlsDialogue.FINISHED;
import static io.tcpdx.protocol.tls.TlsDialogue.MS;
import static io.tcpdx.protocol.tls.TlsDialogue.TICKET;
import static io.tcpdx.protocol.tls.TlsDialogue.alert;
import static io.tcpdx.protocol.tls.TlsDialogue.alpn;
import static io.tcpdx.protocol.tls.TlsDialogue.changeCipherSpec;
import static io.tcpdx.protocol.tls.TlsDialogue.clientHello;
import static io.tcpdx.protocol.tls.TlsDialogue.data;
import static io.tcpdx.protocol.tls.TlsDialogue.encryptedHandshake;
import static io.tcpdx.protocol.tls.TlsDialogue.extension;
import static io.tcpdx.protocol.tls.TlsDialogue.message;
import static io.tcpdx.protocol.tls.TlsDialogue.serverHello;
import static io.tcpdx.protocol.tls.TlsDialogue.serverName;
import static io.tcpdx.protocol.tls.TlsDialogue.tls13;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.Direction;
import io.tcpdx.connection.Side;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Exchange;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Turn;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReaderTest {
  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
  private static final byte[] EARLY_DATA = extension(Extension.EARLY_DATA, new byte[0]);
  private static final byte[] PRE_SHARED_KEY = extension(Extension.PRE_SHARED_KEY, new byte[2]);

  private static TlsDialogue full12() {
    return new TlsDialogue()
        .client(clientHello(serverName("www.example.org"), alpn("h2", "http/1.1")))
        .server(
            serverHello(0xc02f, alpn("h2")), message(11, 3000), message(12, 300), message(14, 0))
        .client(message(16, 66), changeCipherSpec(), encryptedHandshake())
        .server(message(4, 200), changeCipherSpec(), encryptedHandshake());
  }

  private static TlsDialogue full13() {
    return new TlsDialogue()
        .client(clientHello(serverName("a"), alpn("h2"), tls13()))
        .server(serverHello(0x1301, tls13()), changeCipherSpec(), data(3000))
        .client(changeCipherSpec(), data(FINISHED));
  }

  private static TlsHandshake handshake(TlsDialogue dialogue) {
    return Objects.requireNonNull(dialogue.read().tls());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100, 1460, Integer.MAX_VALUE})
  void aFullHandshakeOfTls12HoweverItIsCut(int partLength) {
    Conversation said = full12().client(data(100)).server(data(500)).read(partLength);
    TlsHandshake tls = Objects.requireNonNull(said.tls());

    assertThat(tls.version()).isEqualTo("1.2");
    assertThat(tls.serverName()).isEqualTo("www.example.org");
    assertThat(tls.offeredAlpn()).containsExactly("h2", "http/1.1");
    assertThat(tls.alpn()).isEqualTo("h2");
    assertThat(tls.cipherSuite()).isEqualTo(0xc02f);
    assertThat(tls.resumed()).isFalse();
    assertThat(tls.roundTrips()).isEqualTo(2);
    assertThat(tls.finishedNs()).isEqualTo(4 * MS);
    assertThat(tls.firstDataNs()).isEqualTo(5 * MS);
    assertThat(tls.endPacket()).isEqualTo(4);
    assertThat(said.turns())
        .containsExactly(new Turn(5 * MS, 5 * MS, 6 * MS, 6 * MS, 5, 6, 105, 505));
  }

  @Test
  void aResumedHandshakeOfTls12() {
    TlsHandshake tls =
        handshake(
            new TlsDialogue()
                .client(clientHello())
                .server(serverHello(0xc02f), changeCipherSpec(), encryptedHandshake())
                .client(changeCipherSpec(), encryptedHandshake(), data(20)));

    assertThat(tls.resumed()).isTrue();
    assertThat(tls.roundTrips()).isEqualTo(1);
  }

  @Test
  void falseStartDoesNotWaitForTheServersFinished() {
    TlsHandshake tls =
        handshake(
            new TlsDialogue()
                .client(clientHello())
                .server(serverHello(0xc02f), message(11, 900), message(14, 0))
                .client(message(16, 66), changeCipherSpec(), encryptedHandshake(), data(99))
                .server(changeCipherSpec(), encryptedHandshake(), data(99)));

    assertThat(tls.roundTrips()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, Integer.MAX_VALUE})
  void aFullHandshakeOfTls13(int partLength) {
    Conversation said = full13().client(data(100)).server(data(2000)).read(partLength);
    TlsHandshake tls = Objects.requireNonNull(said.tls());

    assertThat(tls.version()).isEqualTo("1.3");
    assertThat(tls.alpn()).as("the only one offered").isEqualTo("h2");
    assertThat(tls.resumed()).isFalse();
    assertThat(tls.roundTrips()).isEqualTo(1);
    assertThat(tls.finishedNs()).isEqualTo(3 * MS);
    assertThat(said.turns())
        .containsExactly(new Turn(4 * MS, 4 * MS, 5 * MS, 5 * MS, 4, 5, 105, 2005));
  }

  @Test
  void ticketsAreNoAnswerWhereAnswersFollow() {
    Conversation said =
        full13()
            .client(data(100))
            .server(data(TICKET), data(TICKET))
            .server(data(700))
            .client(data(100))
            .server(data(TICKET))
            .read();

    assertThat(said.turns()).extracting(Turn::answerNs).containsExactly(6 * MS, 8 * MS);
    assertThat(said.turns()).extracting(Turn::responseBytes).containsExactly(705L, 255L);
  }

  @Test
  void whatLooksLikeATicketIsTheAnswerWhereNothingFollows() {
    Conversation said = full13().client(data(100)).server(data(TICKET)).client(data(9)).read();

    assertThat(said.turns()).hasSize(2);
    assertThat(said.turns().get(0).answerNs()).isEqualTo(5 * MS);
    assertThat(said.turns().get(1).complete()).isFalse();
  }

  @Test
  void ticketsBeforeTheFirstQuestionBelongToNoTurn() {
    Conversation said = full13().server(data(TICKET), data(TICKET)).read();

    assertThat(said.turns()).isEmpty();
    assertThat(said.tls()).extracting(TlsHandshake::finishedNs).isEqualTo(3 * MS);
  }

  @Test
  void aClientsCertificateGoesBeforeItsFinished() {
    Conversation said =
        new TlsDialogue()
            .client(clientHello(tls13()))
            .server(serverHello(0x1302, tls13()), data(3000))
            .client(data(1500), data(300))
            .client(data(69))
            .client(data(40))
            .read();

    assertThat(said.tls()).extracting(TlsHandshake::finishedNs).isEqualTo(4 * MS);
    assertThat(said.tls()).extracting(TlsHandshake::firstDataNs).isEqualTo(5 * MS);
    assertThat(said.turns()).extracting(Turn::startNs).containsExactly(5 * MS);
  }

  @Test
  void aRetryAndAResumedSessionWithEarlyData() {
    TlsHandshake retried =
        handshake(
            new TlsDialogue()
                .client(clientHello(tls13()))
                .server(serverHello(RETRY, 0x1301, tls13()), changeCipherSpec())
                .client(changeCipherSpec(), clientHello(tls13()))
                .server(serverHello(0x1301, tls13()), data(900))
                .client(data(FINISHED), data(30)));
    assertThat(retried.helloRetry()).isTrue();
    assertThat(retried.roundTrips()).isEqualTo(2);
    assertThat(retried.startPacket()).isEqualTo(1);

    Conversation early =
        new TlsDialogue()
            .client(clientHello(tls13(), EARLY_DATA, PRE_SHARED_KEY), data(400))
            .server(serverHello(0x1301, tls13(), PRE_SHARED_KEY), data(200))
            .client(data(21), data(FINISHED))
            .client(data(99))
            .read();
    TlsHandshake tls = Objects.requireNonNull(early.tls());
    assertThat(tls.resumed()).isTrue();
    assertThat(tls.earlyData()).isTrue();
    assertThat(tls.roundTrips()).isZero();
    assertThat(tls.finishedNs()).isEqualTo(3 * MS);
    assertThat(tls.firstDataNs()).isEqualTo(4 * MS);
  }

  @Test
  void alertsAreNamedWhereTheyAreInClear() {
    TlsHandshake refused = handshake(new TlsDialogue().client(clientHello()).server(alert(2, 40)));
    assertThat(refused.alerts())
        .containsExactly(new TlsAlert(Side.SERVER, true, "handshake_failure", 2 * MS, 2));

    TlsHandshake closed =
        handshake(full12().client(TlsDialogue.record(ContentType.ALERT, new byte[26])));
    assertThat(closed.alerts()).containsExactly(new TlsAlert(Side.CLIENT, false, null, 5 * MS, 5));

    TlsHandshake hidden =
        handshake(
            new TlsDialogue()
                .client(clientHello(tls13()))
                .server(serverHello(0x1301, tls13()), data(3000))
                .client(changeCipherSpec(), data(19)));
    assertThat(hidden.finishedNs()).isNull();
    assertThat(hidden.alerts()).containsExactly(new TlsAlert(Side.CLIENT, true, null, 3 * MS, 3));
  }

  @Test
  void aCloseIsNoQuestion() {
    Conversation said = full13().client(data(100)).server(data(2000)).client(data(19)).read();

    assertThat(said.turns()).hasSize(1);
  }

  @Test
  void withinAConnectionThereAreTurnsButNoHandshake() {
    Conversation said =
        new TlsDialogue()
            .fromTheMiddle()
            .server(new byte[700])
            .client(data(100))
            .server(data(2000))
            .client(data(100))
            .read();

    assertThat(said.tls()).isNull();
    assertThat(said.turns()).hasSize(2);
    assertThat(said.turns().get(1).answerNs()).isEqualTo(Exchange.NEVER);
  }

  @Test
  void afterAGapItGoesOnWithTheNextRecord() {
    Conversation said =
        full12()
            .client(data(10))
            .server(data(10))
            .serverGap(5000)
            .client(data(20))
            .server(data(30))
            .read();

    assertThat(said.turns()).extracting(Turn::responseBytes).containsExactly(15L, 35L);
    TlsHandshake holed =
        handshake(
            new TlsDialogue()
                .client(clientHello())
                .serverGap(4000)
                .client(message(16, 66), changeCipherSpec(), encryptedHandshake()));
    assertThat(holed.version()).isNull();
    assertThat(holed.roundTrips()).isNull();
    assertThat(holed.resumed()).isNull();
  }

  @Test
  void spoiltBytesGiveAnAnswerAndNoException() {
    List<byte[]> sent = full12().client(data(100)).server(data(500)).bytes();
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      TlsReader reader = new TlsReader(random.nextBoolean());
      for (int i = 0; i < sent.size(); i++) {
        byte[] spoilt = sent.get(i).clone();
        for (int times = random.nextInt(6); times > 0; times--) {
          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
        }
        Direction way = i % 2 == 0 ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
        int length = 1 + random.nextInt(spoilt.length);
        reader.onBytes(way, ByteBuffer.wrap(spoilt), 0, length, i, i);
        if (random.nextInt(10) == 0) {
          reader.onGap(way, 1 + random.nextInt(1 << 20));
        }
      }
      Conversation said = reader.conversation();
      assertThat(said.turns()).allMatch(turn -> turn.endNs() >= turn.startNs());
    }
  }

  @Test
  void aHelloWithoutEndIsNotKept() {
    byte[] endless = TlsDialogue.record(ContentType.HANDSHAKE, new byte[] {1, -1, -1, -1, 0, 0});
    TlsReader reader = new TlsReader(true);
    ByteBuffer more = ByteBuffer.wrap(TlsDialogue.record(ContentType.HANDSHAKE, new byte[16384]));
    reader.onBytes(Direction.CLIENT_TO_SERVER, ByteBuffer.wrap(endless), 0, endless.length, 0, 1);
    for (int i = 0; i < 1000; i++) {
      reader.onBytes(Direction.CLIENT_TO_SERVER, more, 0, more.capacity(), i, i);
    }

    assertThat(reader.conversation()).isEqualTo(Conversation.NONE);
  }
}
