package io.tcpdx.protocol.recognition;

import static io.tcpdx.protocol.tls.TlsDialogue.FINISHED;
import static io.tcpdx.protocol.tls.TlsDialogue.alert;
import static io.tcpdx.protocol.tls.TlsDialogue.changeCipherSpec;
import static io.tcpdx.protocol.tls.TlsDialogue.clientHello;
import static io.tcpdx.protocol.tls.TlsDialogue.data;
import static io.tcpdx.protocol.tls.TlsDialogue.payload;
import static io.tcpdx.protocol.tls.TlsDialogue.serverHello;
import static io.tcpdx.protocol.tls.TlsDialogue.tls13;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.connection.AckRound;
import io.tcpdx.connection.Act;
import io.tcpdx.connection.Connection;
import io.tcpdx.connection.ConnectionListener;
import io.tcpdx.connection.ConnectionListeners;
import io.tcpdx.connection.ConnectionTable;
import io.tcpdx.connection.HalfStream;
import io.tcpdx.connection.Pause;
import io.tcpdx.connection.Segment;
import io.tcpdx.protocol.ProtocolOptions;
import io.tcpdx.protocol.dns.Lookups;
import io.tcpdx.timeline.Timeline;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of each segment with data it is known at once whether it was the protocol's housekeeping. */
class HousekeepingTest {
  private static final int ALERT_13 = 19;

  /** Packets that end a pause, as known when they do. */
  private static final class Asked implements ConnectionListener {
    final List<Long> housekeeping = new ArrayList<>();
    final List<Long> read = new ArrayList<>();

    @Override
    public void onPause(Connection connection, Pause pause) {
      HalfStream half = connection.halfStream(pause.after());
      if (pause.afterAct() == Act.DATA && half.isRead()) {
        read.add(pause.endPacket());
        if (half.saysHousekeepingSince(pause.endPacket())) {
          housekeeping.add(pause.endPacket());
        }
      }
    }

    @Override
    public void onStart(Connection connection) {}

    @Override
    public void onSegment(Connection connection, Segment segment) {}

    @Override
    public void onAckRound(Connection connection, AckRound round) {}

    @Override
    public void onEnd(Connection connection, long captureEndNs) {}
  }

  private static Asked asked(String timeline) {
    Asked asked = new Asked();
    Conversations conversations =
        new Conversations(0, ProtocolOptions.DEFAULT, new Lookups(lookup -> {}));
    ConnectionTable table =
        new ConnectionTable(
            new ConnectionListeners(conversations, asked),
            60_000_000_000L,
            60_000_000_000L,
            10,
            conversations);
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();
    Timeline.of("ipv4\nvantage client\n" + timeline)
        .play(
            frame -> {
              if (decoder.decode(frame, packet) == DecodeStatus.TCP) {
                table.onPacket(packet);
              }
            });
    table.finish();
    return asked;
  }

  @Test
  void anAlertInItsOwnSegmentIsAndDataBeforeItIsNot() {
    Asked asked =
        asked(
            """
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +9    < P. *(%s) ack *
            +.001 > P. *(%s) ack *
            """
                .formatted(
                    payload(data(200)),
                    payload(data(900)),
                    payload(alert(1, 0)),
                    payload(alert(1, 0))));
    assertThat(asked.read).containsExactly(1L, 2L, 3L, 4L);
    assertThat(asked.housekeeping).containsExactly(3L, 4L);
  }

  @Test
  void dataAndAnAlertInOneSegmentIsData() {
    Asked asked =
        asked(
            """
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +9    < P. *(%s) ack *
            """
                .formatted(payload(data(200)), payload(data(900)), payload(data(50), alert(1, 0))));
    assertThat(asked.housekeeping).isEmpty();
  }

  @Test
  void anAlertCutIntoTwoSegmentsIsOneThroughout() {
    Asked asked =
        asked(
            """
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +9    < P. *(hex 15030300) ack *
            +.001 < P. *(hex 020100) ack *
            """
                .formatted(payload(data(200)), payload(data(900))));
    assertThat(asked.housekeeping).containsExactly(4L); // four bytes tell no record yet
  }

  @Test
  void inTls13ItIsARecordOfAnAlertsLengthAndTicketsBeforeAnyQuestion() {
    Asked asked =
        asked(
            """
            handshake rtt 20ms
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +.001 > P. *(%s) ack *
            +.020 < P. *(%s) ack *
            +5    < P. *(%s) ack *
            """
                .formatted(
                    payload(clientHello(tls13())),
                    payload(serverHello(0x1301, tls13()), changeCipherSpec(), data(900)),
                    payload(changeCipherSpec(), data(FINISHED)),
                    payload(data(250), data(250)),
                    payload(data(80)),
                    payload(data(250)),
                    payload(data(ALERT_13))));
    assertThat(asked.housekeeping).containsExactly(7L, 10L);
  }

  @Test
  void framesOfHttp2ThatCarryNoMessage() {
    String preface = "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" + "000000040000000000";
    Asked asked =
        asked(
            """
            handshake rtt 20ms
            +.001 > P. *(hex %s) ack *
            +.020 < P. *(hex 000000040000000000000000040100000000) ack *
            +.001 > P. *(hex 0000110105000000018286844 18cf1e3c2e5f23a6ba0ab90f4ff) ack *
            +.020 < P. *(hex 00000101040000000188) ack *
            +.020 < P. *(hex 0000050001000000016868686868) ack *
            +30   < P. *(hex 0000080600000000000000000000000000) ack *
            +.001 > P. *(hex 0000080601000000000000000000000000) ack *
            +30   < P. *(hex 0000080700000000000000000100000000) ack *
            """
                .replace("44 18", "4418")
                .formatted(preface));
    assertThat(asked.housekeeping).containsExactly(5L, 9L, 10L, 11L);
  }

  @Test
  void ofWhatNobodyReadsNothingIsKnown() {
    Asked asked =
        asked(
            """
            handshake rtt 20ms
            +.001 < P. *("220 mail ESMTP|") ack *
            +.020 > P. *("STARTTLS|") ack *
            +.020 < P. *(%s) ack *
            """
                .formatted(payload(alert(1, 0))));
    assertThat(asked.read).isEmpty();
    assertThat(asked.housekeeping).isEmpty();
  }
}
