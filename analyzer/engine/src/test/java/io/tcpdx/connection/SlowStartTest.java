package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a sender is in slow start, as told after each of its segments. */
final class SlowStartTest {
  /** A download whose flight doubles twice. */
  private static final String GROWS =
      """
      handshake rtt 40ms
      +.001 > P.   1:101(100) ack 1
      +.0402 < .   1:14601(14600) ack 101
      +.0001 > .   101:101(0) ack 14601
      +.0401 < .   14601:43801(29200) ack 101
      +.0001 > .   101:101(0) ack 43801
      +.0401 < .   43801:102201(58400) ack 101
      +.0001 > .   101:101(0) ack 102201
      """;

  /** The states after each segment of the server that carries data: {@code y} where active. */
  private static String states(String story, Vantage vantage) {
    StringBuilder states = new StringBuilder();
    ConnectionListener listener =
        new ConnectionListener() {
          @Override
          public void onStart(Connection connection) {}

          @Override
          public void onSegment(Connection connection, Segment segment) {
            if (segment.direction() == Direction.SERVER_TO_CLIENT && segment.payloadLength() > 0) {
              HalfStream server = connection.halfStream(Direction.SERVER_TO_CLIENT);
              states.append(server.slowStart().active() ? 'y' : 'n');
            }
          }

          @Override
          public void onAckRound(Connection connection, AckRound round) {}

          @Override
          public void onEnd(Connection connection, long captureEndNs) {}
        };
    ConnectionTable table = new ConnectionTable(listener, 60_000_000_000L, 10);
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();
    Timeline.of(story)
        .play(
            vantage,
            frame -> {
              assertThat(decoder.decode(frame, packet)).isEqualTo(DecodeStatus.TCP);
              table.onPacket(packet);
            });
    table.finish();
    return states.toString();
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aFlightThatDoublesIsInSlowStart(Vantage vantage) {
    assertThat(states(GROWS, vantage)).isEqualTo("yyy");
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aFlightThatStopsGrowingIsNot(Vantage vantage) {
    String story =
        GROWS
            + """
            +.0401 < .   102201:160601(58400) ack 101
            +.0001 > .   101:101(0) ack 160601
            +.0401 < .   160601:220461(59860) ack 101
            +.0001 > .   101:101(0) ack 220461
            """;

    assertThat(states(story, vantage)).isEqualTo("yyyyn");
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aLossEndsIt(Vantage vantage) {
    String story =
        GROWS
            + """
            +.0401 < .   103661:162061(58400) ack 101
            +.0001 > .   101:101(0) ack 102201
            +.0401 < .   102201:103661(1460) ack 101
            +.0001 > .   101:101(0) ack 162061
            +.0401 < .   162061:191261(29200) ack 101
            """;

    assertThat(states(story, vantage)).startsWith("yyy").endsWith("nn");
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void nothingIsSaidOfAConnectionWhoseStartWasNotSeen(Vantage vantage) {
    String story = GROWS.replace("handshake rtt 40ms", "delays 20ms 20ms");

    assertThat(states(story, vantage)).isEqualTo("nnn");
  }
}
