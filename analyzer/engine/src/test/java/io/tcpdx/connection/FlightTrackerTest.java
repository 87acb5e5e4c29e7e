package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FlightTrackerTest {
  private static final String DOWNLOAD =
      """
      handshake rtt 40ms
      +.001 > P.   1:101(100) ack 1
      +.0402 < .   1:7301(7300) ack 101
      +.0001 < .   7301:14601(7300) ack 101
      +.0001 > .   101:101(0) ack 14601
      +.0401 < .   14601:29201(14600) ack 101
      +.0001 < .   29201:43801(14600) ack 101
      +.0001 > .   101:101(0) ack 43801
      """;

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void theInitialWindowIsWhatIsSentBeforeTheFirstAckArrives(Vantage vantage) {
    HalfStreamSummary server =
        Timeline.of(DOWNLOAD).report(vantage).connections().get(0).serverToClient();

    assertThat(server.initialWindowBytes()).isEqualTo(14_600);
    assertThat(server.initialWindowSegments()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void theFlightIsThatWhichItsSenderSaw(Vantage vantage) {
    HalfStreamSummary server =
        Timeline.of(DOWNLOAD).report(vantage).connections().get(0).serverToClient();

    assertThat(server.maxFlightBytes()).isEqualTo(29_200);
  }

  @ParameterizedTest
  @EnumSource(Vantage.class)
  void aSenderThatWaitsForEachAckHasOneSegmentInFlight(Vantage vantage) {
    HalfStreamSummary client =
        Timeline.of(
                """
                handshake rtt 40ms
                repeat 5
                +.0001 > .  *(1000) ack *
                +.0402 < .  *(0) ack *
                end
                """)
            .report(vantage)
            .connections()
            .get(0)
            .clientToServer();

    assertThat(client.maxFlightBytes()).isEqualTo(1000);
    assertThat(client.initialWindowBytes()).isEqualTo(1000);
  }

  /** Ten segments leave at once; a slow link before the receiver hands them on 6 ms apart. */
  @Test
  void aQueueBeforeTheCapturePointReleasesNothing() {
    StringBuilder lines =
        new StringBuilder(
            """
            vantage client
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1 <nop,nop,TS val 100 ecr 50>
            +.014 < .  *(1448) ack 101 <nop,nop,TS val 60 ecr 100>
            """);
    for (int segment = 2; segment <= 11; segment++) {
      int ackedBefore = 100 + 6 * (segment - 1);
      // The first ACK reached the sender when all ten had long left: the eleventh tells of it.
      int echo = segment <= 10 ? 100 : 106;
      lines.append("+.0001 > .  *(0) ack * <nop,nop,TS val " + ackedBefore + " ecr 60>\n");
      lines.append("+.0059 < .  *(1448) ack 101 <nop,nop,TS val 60 ecr " + echo + ">\n");
    }
    HalfStreamSummary server = server(lines.toString(), Vantage.CLIENT);

    assertThat(server.initialWindowSegments()).isEqualTo(10);
    assertThat(server.maxFlightBytes()).isEqualTo(10 * 1448);
  }

  /** Released data that comes a little sooner than the handshake took is still released data. */
  @Test
  void theInitialWindowEndsDespiteJitter() {
    HalfStreamSummary server =
        server(
            """
            vantage client
            handshake rtt 40ms
            +.001   > P. 1:101(100) ack 1
            +.0402  < .  *(14600) ack 101
            +.0001  > .  *(0) ack *
            +.0396  < .  *(14600) ack 101
            """,
            Vantage.CLIENT);

    assertThat(server.initialWindowSegments()).isEqualTo(10);
    assertThat(server.maxFlightBytes()).isEqualTo(14_600);
  }

  /** The path is half a millisecond slower than it ever was; the second ACK comes close behind. */
  @Test
  void aBurstIsSetBesideTheAcksThatReleasedIt() {
    HalfStreamSummary server =
        server(
            """
            vantage client
            handshake rtt 40ms
            +.001  > P. 1:101(100) ack 1
            +.0402 < .  1:2921(2920) ack 101
            +.0001 < .  2921:5841(2920) ack 101
            +.0001 > .  101:101(0) ack 2921
            +.0003 > .  101:101(0) ack 5841
            +.0402 < .  5841:11681(5840) ack 101
            """,
            Vantage.CLIENT);

    assertThat(server.maxFlightBytes()).isEqualTo(2920 + 5840);
  }

  @Test
  void aFinIsNoPayloadInFlight() {
    HalfStreamSummary server =
        server(
            """
            handshake rtt 40ms
            +.001  > P. 1:101(100) ack 1
            +.0402 < F. 1:1461(1460) ack 101
            """,
            Vantage.CLIENT);

    assertThat(server.maxFlightBytes()).isEqualTo(1460);
  }

  private static HalfStreamSummary server(String timeline, Vantage vantage) {
    return Timeline.of(timeline).report(vantage).connections().get(0).serverToClient();
  }
}
