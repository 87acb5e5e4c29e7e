package io.tcpdx.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcpdx.wire.DecodeStatus;
import io.tcpdx.wire.LinkFallback;
import io.tcpdx.wire.Packet;
import io.tcpdx.wire.PacketDecoder;
import io.tcpdx.wire.TcpView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notation says what it says, and a timeline that is not met fails. */
final class TimelineTest {
  private static final String HELD_ACK =
      """
      handshake rtt 20ms
      +.100 > P. *(100) ack * %s
      +.060 < .  *(0) ack * %s
      """;

  @Test
  void aLineIsASegment() {
    PacketDecoder decoder = new PacketDecoder(LinkFallback.NONE);
    Packet packet = new Packet();
    Timeline.of(
            """
            ipv4
            connection 40001 8080 isn 4294967295 500
            +.5 > P. 1:101(100) ack 7 win 99 <nop,nop,TS val 11 ecr 12> id 777 ttl 9
            """)
        .play(
            frame -> {
              assertThat(decoder.decode(frame, packet)).isEqualTo(DecodeStatus.TCP);
              assertThat(frame.number()).isEqualTo(1);
              assertThat(frame.timeNs() % 1_000_000_000).isEqualTo(500_000_000);
              assertThat(packet.tcp().sourcePort()).isEqualTo(40_001);
              assertThat(packet.tcp().destinationPort()).isEqualTo(8080);
              assertThat(packet.tcp().flags()).isEqualTo(TcpView.PSH | TcpView.ACK);
              assertThat(packet.tcp().sequence()).isZero();
              assertThat(packet.tcp().acknowledgment()).isEqualTo(507);
              assertThat(packet.tcp().window()).isEqualTo(99);
              assertThat(packet.tcpOptions().timestampValue()).isEqualTo(11);
              assertThat(packet.tcpOptions().timestampEcho()).isEqualTo(12);
              assertThat(packet.payloadLength()).isEqualTo(100);
              assertThat(packet.ipIdentification()).isEqualTo(777);
              assertThat(packet.hopLimit()).isEqualTo(9);
            });
  }

  @Test
  void theServerSeesTheSameStoryShiftedByTheDelays() {
    Timeline story =
        Timeline.of(
            """
            delays 10ms 5ms
            +0 > P.    1:101(100) ack 1
            +.001 > P. 101:201(100) ack 1
            +.016 < .  1:1(0) ack 101
            """);

    assertThat(times(story, Vantage.CLIENT)).containsExactly(0L, 1_000_000L, 17_000_000L);
    assertThat(times(story, Vantage.SERVER)).containsExactly(0L, 1_000_000L, 2_000_000L);
  }

  private static List<Long> times(Timeline story, Vantage vantage) {
    List<Long> times = new ArrayList<>();
    story.play(vantage, 4, frame -> times.add(frame.timeNs()));
    return times.stream().map(time -> time - times.get(0)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+.1 > P. 1:101(99) ack 1",
        "+.1 = P. 1:101(100)",
        "+.1 > P. 1:101(100) ack 1 <no-such-option>",
        "+.1 > P. 1:101(100) ack 1 wni 5",
        "no-such-directive",
      })
  void whatCannotBeReadIsRefused(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeline.of(line))
        .withMessageContaining(line);
  }

  @Test
  void aMarkerThatIsMetPasses() {
    String finds = "// finds delayed-ack occurrences=1 cost=0";

    assertThatCode(() -> Timeline.of(HELD_ACK.formatted(finds, finds)).check("delayed-ack"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// finds delayed-ack occurrences=2",
        "// finds delayed-ack level=error",
        "// finds delayed-ack medianHoldSeconds=45ms",
        "// finds delayed-ack no-such-metric=1",
        "// spares delayed-ack",
        "",
      })
  void aFindingThatIsNotAsMarkedFails(String marker) {
    Timeline timeline = Timeline.of(HELD_ACK.formatted("", marker));

    assertThatThrownBy(() -> timeline.check("delayed-ack")).isInstanceOf(AssertionError.class);
  }

  @Test
  void aMarkerWithoutAFindingFails() {
    Timeline timeline =
        Timeline.of(
            """
            handshake rtt 20ms
            +.100 > P. *(100) ack *
            +.021 < .  *(0) ack *    // finds delayed-ack
            """);

    assertThatThrownBy(() -> timeline.check("delayed-ack")).isInstanceOf(AssertionError.class);
  }

  @Test
  void silenceMustBeTheSilenceOfADetectorThatLooked() {
    Timeline timeline = Timeline.of("+0 > P. 1:101(100) ack 1\n");

    assertThatThrownBy(() -> timeline.check("delayed-ack"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not-applicable");
  }

  @Test
  void kindsThatAreNotAsMarkedFail() {
    Timeline timeline = Timeline.of("+0 > P. 1:101(100) ack 1 // is retransmission\n");

    assertThatThrownBy(timeline::checkKinds).isInstanceOf(AssertionError.class);
  }
}
