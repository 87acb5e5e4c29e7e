package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import io.tcpdx.timeline.Vantage;
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
}
