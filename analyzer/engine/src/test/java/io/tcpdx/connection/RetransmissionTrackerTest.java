package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetransmissionTrackerTest {
  private static final long TIME_WAIT_NS = 60_000_000_000L;

  private final List<RetransmissionKind> triggers = new ArrayList<>();
  private final List<Integer> backOffs = new ArrayList<>();
  private final List<Long> packets = new ArrayList<>();

  /** Takes note of what is handed out, which is valid during the call only. */
  private final class Notes implements ConnectionListener {
    @Override
    public void onStart(Connection connection) {}

    @Override
    public void onSegment(Connection connection, Segment segment) {}

    @Override
    public void onAckRound(Connection connection, AckRound round) {}

    @Override
    public void onRetransmission(Connection connection, Retransmission retransmission) {
      triggers.add(retransmission.trigger());
      backOffs.add(retransmission.backOff());
      packets.add(retransmission.packet());
    }

    @Override
    public void onEnd(Connection connection, long captureEndNs) {}
  }

  private void play(String timeline) {
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    ConnectionTable table =
        new ConnectionTable(new Notes(), TIME_WAIT_NS, ConnectionTable.DEFAULT_MAX_CONNECTIONS);
    Packet packet = new Packet();
    Timeline.of(timeline)
        .play(
            frame -> {
              assertThat(decoder.decode(frame, packet)).isEqualTo(DecodeStatus.TCP);
              table.onPacket(packet);
            });
    table.finish();
  }

  @Test
  void aTimerDoublesWhereNoAckWasCaptured() {
    play(
        """
        +.001 > P. 1:649(648) ack 1
        +.206 > P. 1:649(648) ack 1
        +.600 > P. 1:649(648) ack 1
        +1.2  > P. 1:649(648) ack 1
        """);

    assertThat(triggers).hasSize(3).containsOnly(RetransmissionKind.TIMEOUT);
    assertThat(backOffs).containsExactly(0, 1, 2);
  }

  @Test
  void theNextRangeWithoutAnAckStartsFromTheFirstTimeout() {
    play(
        """
        +.001 > P. 1:649(648) ack 1
        +.206 > P. 1:649(648) ack 1
        +.600 > P. 1:649(648) ack 1
        +.001 > P. 649:1297(648) ack 1
        +.206 > P. 649:1297(648) ack 1
        """);

    assertThat(backOffs).containsExactly(0, 1, 0);
  }

  @Test
  void whatIsMoreThanCanBePendingIsHandedOutAllTheSame() {
    int number = RetransmissionTracker.MAX_PENDING + 44;
    StringBuilder timeline = new StringBuilder("handshake rtt 40ms\nvantage client\n");
    IntStream.range(0, number).forEach(i -> timeline.append(line("+.00001", i)));
    timeline.append("+.3 > P. *(10) ack 1\n");
    IntStream.range(0, number).forEach(i -> timeline.append(line("+.00001", i)));
    play(timeline.toString());

    assertThat(packets).hasSize(number).isSorted().doesNotHaveDuplicates();
  }

  private static String line(String time, int index) {
    int start = 1 + index * 1000;
    return time + " > . " + start + ":" + (start + 1000) + "(1000) ack 1\n";
  }

  @Test
  void duplicateAcksTellOfALossWhereNoRoundTripIsKnown() {
    play(
        """
        +.001 > . 1:1(0) ack 1
        +.001 < . 1369:2737(1368) ack 1
        +.001 > . 1:1(0) ack 1 <nop,nop,sack 1369:2737>
        +.001 < . 2737:4105(1368) ack 1
        +.001 > . 1:1(0) ack 1 <nop,nop,sack 1369:4105>
        +.001 < . 4105:5473(1368) ack 1
        +.001 > . 1:1(0) ack 1 <nop,nop,sack 1369:5473>
        +.001 < . 1:1369(1368) ack 1
        """);

    assertThat(triggers).containsExactly(RetransmissionKind.FAST);
  }

  @Test
  void twoDuplicateAcksWithoutARoundTripTellNothing() {
    play(
        """
        +.001 > . 1:1(0) ack 1
        +.001 < . 1369:2737(1368) ack 1
        +.001 > . 1:1(0) ack 1 <nop,nop,sack 1369:2737>
        +.001 < . 2737:4105(1368) ack 1
        +.001 > . 1:1(0) ack 1 <nop,nop,sack 1369:4105>
        +.001 < . 1:1369(1368) ack 1
        """);

    assertThat(triggers).containsExactly(RetransmissionKind.UNKNOWN);
  }

  @Test
  void whatFollowedAHoleWasSentLaterThanWhatIsMissing() {
    play(
        """
        handshake rtt 40ms
        vantage server
        +.0001 > .  1461:2921(1460) ack 1
        +.0401 < .  1:1(0) ack 1 <nop,nop,sack 1461:2921>
        +.0101 > .  1:1461(1460) ack 1
        +.0401 < .  1:1(0) ack 2921
        """);

    assertThat(triggers).containsExactly(RetransmissionKind.FAST);
  }
}
