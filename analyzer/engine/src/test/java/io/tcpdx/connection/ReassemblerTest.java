package io.tcpdx.connection;

import static io.tcpdx.connection.Direction.CLIENT_TO_SERVER;
import static io.tcpdx.connection.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.wire.TcpView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReassemblerTest {
  private static final int PSH_ACK = TcpView.PSH | TcpView.ACK;
  private static final int FIN_ACK = TcpView.FIN | TcpView.ACK;
  private static final int RST_ACK = TcpView.RST | TcpView.ACK;
  private static final byte[] NOTHING = {};

  private final ReassemblerRecord told = new ReassemblerRecord();
  private final ReassemblerConversation talk = new ReassemblerConversation(told);

  @Test
  void handsOnInOrderBytesWhereTheyStand() {
    talk.handshake().data(CLIENT_TO_SERVER, 0, "GET ").data(CLIENT_TO_SERVER, 4, "/");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("GET /");
    assertThat(told.buffers).hasSize(2);
    assertThat(told.buffers.get(0)).isSameAs(talk.frameBytes());
    assertThat(told.buffers.get(1)).isSameAs(talk.frameBytes());
    assertThat(told.offsets).containsExactly(40, 40);
    assertThat(talk.heldBytes()).isZero();
  }

  @Test
  void holdsEarlyBytesAndKeepsTheirTimeAndPacket() {
    talk.handshake().data(CLIENT_TO_SERVER, 3, "def");
    long earlyNs = talk.nowNs();
    long early = talk.packets();
    assertThat(told.text(CLIENT_TO_SERVER)).isEmpty();
    assertThat(talk.heldBytes()).isPositive();
    talk.data(CLIENT_TO_SERVER, 0, "abc");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("abcdef");
    assertThat(told.packets).containsExactly(talk.packets(), early);
    assertThat(told.times).containsExactly(talk.nowNs(), earlyNs);
    assertThat(talk.heldBytes()).isZero();
  }

  @Test
  void firstCopyOfOverlappingBytesWins() {
    talk.handshake()
        .data(CLIENT_TO_SERVER, 4, "EF")
        .data(CLIENT_TO_SERVER, 2, "cdxxgh")
        .data(CLIENT_TO_SERVER, 0, "abyyyyyyij");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("abcdEFghij");
  }

  @Test
  void bytesSentAgainAreNotToldAgain() {
    talk.handshake()
        .data(CLIENT_TO_SERVER, 0, "abc")
        .data(CLIENT_TO_SERVER, 0, "abc")
        .data(CLIENT_TO_SERVER, 1, "bcd");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("abcd");
  }

  @Test
  void bytesThatTheCaptureCutOffAreAGap() {
    byte[] payload = "abcdef".getBytes(StandardCharsets.US_ASCII);
    talk.handshake()
        .send(CLIENT_TO_SERVER, PSH_ACK, 0, 0, payload, 2)
        .send(CLIENT_TO_SERVER, PSH_ACK, 12, 0, payload, 2)
        .send(CLIENT_TO_SERVER, PSH_ACK, 6, 0, payload, 0)
        .data(CLIENT_TO_SERVER, 18, "!");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("ab" + "____" + "______" + "ab____!");
  }

  @Test
  void acknowledgedHoleIsAGapOnceSomethingFollows() {
    talk.handshake().data(CLIENT_TO_SERVER, 3, "def").ack(SERVER_TO_CLIENT, 6);
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("___def");
    talk.ack(SERVER_TO_CLIENT, 9).data(CLIENT_TO_SERVER, 9, "jkl");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("___def___jkl");
  }

  @Test
  void acknowledgedPartOfAHoleOnlyIsGivenUp() {
    talk.handshake().data(CLIENT_TO_SERVER, 4, "ef").ack(SERVER_TO_CLIENT, 2);
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("__");
    talk.data(CLIENT_TO_SERVER, 0, "abcd");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("__cdef");
  }

  @Test
  void ackThatTheCaptureShowsBeforeItsDataLosesNothing() {
    talk.handshake().ack(SERVER_TO_CLIENT, 3).data(CLIENT_TO_SERVER, 0, "abc");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("abc");
  }

  @Test
  void requestThatTheCaptureMissedIsToldBeforeItsAnswer() {
    talk.handshake()
        .send(SERVER_TO_CLIENT, PSH_ACK, 0, 5, "ok".getBytes(StandardCharsets.US_ASCII), 2);
    assertThat(told.inOrderOfTelling()).containsExactly("client _____", "server ok");
  }

  @Test
  void finEndsItsDirectionOnly() {
    talk.handshake()
        .data(CLIENT_TO_SERVER, 0, "ab")
        .send(CLIENT_TO_SERVER, FIN_ACK, 2, 0, NOTHING, 0)
        .data(SERVER_TO_CLIENT, 0, "late");
    assertThat(told.inOrderOfTelling()).containsExactly("client ab", "client FIN", "server late");
    talk.finish();
    assertThat(told.end(SERVER_TO_CLIENT)).isEqualTo(StreamEnd.UNSEEN);
  }

  @Test
  void finWaitsForWhatBelongsBeforeIt() {
    talk.handshake()
        .send(CLIENT_TO_SERVER, FIN_ACK, 2, 0, "cd".getBytes(StandardCharsets.US_ASCII), 2)
        .data(CLIENT_TO_SERVER, 4, "beyond");
    assertThat(told.end(CLIENT_TO_SERVER)).isNull();
    talk.data(CLIENT_TO_SERVER, 0, "ab");
    assertThat(told.inOrderOfTelling()).containsExactly("client ab", "client cd", "client FIN");
  }

  @Test
  void bytesBeyondTheFinAreDroppedWhicheverCameFirst() {
    talk.handshake()
        .data(CLIENT_TO_SERVER, 3, "def")
        .data(CLIENT_TO_SERVER, 8, "x")
        .send(CLIENT_TO_SERVER, FIN_ACK, 4, 0, NOTHING, 0)
        .data(CLIENT_TO_SERVER, 0, "abc");
    assertThat(told.inOrderOfTelling()).containsExactly("client abc", "client d", "client FIN");
    assertThat(talk.heldBytes()).isZero();
  }

  @Test
  void acknowledgedFinAfterAHoleEndsTheDirection() {
    talk.handshake().send(CLIENT_TO_SERVER, FIN_ACK, 4, 0, NOTHING, 0).ack(SERVER_TO_CLIENT, 5);
    assertThat(told.inOrderOfTelling()).containsExactly("client ____", "client FIN");
  }

  @Test
  void resetEndsBothDirectionsAndNothingFollows() {
    talk.handshake()
        .data(CLIENT_TO_SERVER, 2, "cd")
        .send(SERVER_TO_CLIENT, RST_ACK, 0, 0, NOTHING, 0)
        .data(CLIENT_TO_SERVER, 4, "ef");
    assertThat(told.inOrderOfTelling())
        .containsExactly("client __", "client cd", "client RESET", "server RESET");
    talk.finish();
  }

  @Test
  void resetAfterFinChangesNothingOfThatDirection() {
    talk.handshake()
        .send(CLIENT_TO_SERVER, FIN_ACK, 0, 0, NOTHING, 0)
        .send(CLIENT_TO_SERVER, RST_ACK, 1, 0, NOTHING, 0);
    assertThat(told.end(CLIENT_TO_SERVER)).isEqualTo(StreamEnd.FIN);
    assertThat(told.end(SERVER_TO_CLIENT)).isEqualTo(StreamEnd.RESET);
  }

  @Test
  void endOfTheCaptureTellsWhatIsHeldAndBothEnds() {
    talk.handshake().data(CLIENT_TO_SERVER, 2, "cd").data(CLIENT_TO_SERVER, 6, "gh");
    talk.finish();
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("__cd__gh");
    assertThat(told.end(CLIENT_TO_SERVER)).isEqualTo(StreamEnd.UNSEEN);
    assertThat(told.end(SERVER_TO_CLIENT)).isEqualTo(StreamEnd.UNSEEN);
  }

  @Test
  void streamFoundOpenBeginsWithItsFirstSegment() {
    talk.data(CLIENT_TO_SERVER, 700, "abc").data(CLIENT_TO_SERVER, 703, "def");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("abcdef");
  }

  @Test
  void streamFoundOpenLeavesOutWhatWasAcknowledgedBefore() {
    talk.ack(SERVER_TO_CLIENT, 702).data(CLIENT_TO_SERVER, 700, "abcdef");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("cdef");
  }

  @Test
  void finFoundAloneEndsItsDirection() {
    talk.ack(SERVER_TO_CLIENT, 701).send(CLIENT_TO_SERVER, FIN_ACK, 700, 0, NOTHING, 0);
    assertThat(told.inOrderOfTelling()).containsExactly("client FIN");
  }

  @Test
  void byteOfAKeepAliveProbeIsNotPayload() {
    talk.ack(SERVER_TO_CLIENT, 1)
        .data(CLIENT_TO_SERVER, 0, "a")
        .data(CLIENT_TO_SERVER, 1, "b")
        .ack(SERVER_TO_CLIENT, 4)
        .data(CLIENT_TO_SERVER, 3, "?")
        .data(CLIENT_TO_SERVER, 4, "e");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("b__e");
  }

  @Test
  void payloadOfASynIsTheStreamsFirst() {
    byte[] early = "fast".getBytes(StandardCharsets.US_ASCII);
    talk.send(CLIENT_TO_SERVER, TcpView.SYN, -1, -1, early, 4)
        .send(SERVER_TO_CLIENT, TcpView.SYN | TcpView.ACK, -1, 4, NOTHING, 0)
        .data(CLIENT_TO_SERVER, 4, "er");
    assertThat(told.text(CLIENT_TO_SERVER)).isEqualTo("faster");
  }

  @Test
  void holeIsGivenUpWhereTheMemoryIsUsedUpAndTheSummarySaysSo() {
    byte[] full = new byte[60_000];
    talk.handshake();
    for (int i = 1; i <= 20; i++) {
      talk.data(CLIENT_TO_SERVER, (long) i * full.length, full);
      assertThat(talk.heldBytes()).isBetween(0, Reassembler.MAX_HELD_BYTES);
    }
    assertThat(told.text(CLIENT_TO_SERVER)).hasSize(21 * full.length).startsWith("_");
    assertThat(told.known(CLIENT_TO_SERVER).indexOf(true)).isEqualTo(full.length);
    assertThat(told.known(CLIENT_TO_SERVER).lastIndexOf(false)).isEqualTo(full.length - 1);
    assertThat(talk.finish().limitsHit()).anyMatch(limit -> limit.contains("out of order"));
  }

  @Test
  void summarySaysNothingOfMemoryThatSufficed() {
    talk.handshake().data(CLIENT_TO_SERVER, 3, "def").data(CLIENT_TO_SERVER, 0, "abc");
    assertThat(talk.finish().limitsHit()).isEmpty();
  }
}
