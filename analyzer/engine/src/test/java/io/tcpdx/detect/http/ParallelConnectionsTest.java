package io.tcpdx.detect.http;

import static io.tcpdx.detect.http.Visits.closedByClient;
import static io.tcpdx.detect.http.Visits.exchange;
import static io.tcpdx.detect.http.Visits.opened;

import io.tcpdx.detect.tls.TlsVisits;
import io.tcpdx.timeline.Timeline;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelConnectionsTest {
  private static final String CODE = "parallel-connections";

  private static String together(int count, String marker) {
    return IntStream.range(0, count)
        .mapToObj(i -> opened(40_001 + i, ".001", i == 0 ? marker : "") + exchange())
        .collect(Collectors.joining());
  }

  @Test
  void sixAreAsManyAsBrowsersHave() {
    Timeline.of(together(6, "")).check(CODE);
  }

  @Test
  void moreThanSixAreWorthANote() {
    Timeline.of(together(7, "// finds parallel-connections maxParallel=7 level=note cost=0"))
        .check(CODE);
    Timeline.of(together(8, "// finds parallel-connections maxParallel=8 level=note")).check(CODE);
  }

  @Test
  void moreThanEightAreAWarning() {
    Timeline.of(
            together(9, "// finds parallel-connections maxParallel=9 level=warning competed=null"))
        .check(CODE);
  }

  @Test
  void oneAfterAnotherIsNotParallel() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(opened(40_001 + i, ".001", "")).append(exchange()).append(closedByClient("10us"));
    }
    Timeline.of(text.toString()).check(CODE);
  }

  @Test
  void twoServersPortsAreTwoServers() {
    Timeline.of(
            together(5, "")
                + together(5, "").replaceAll("connection 4(\\d+)", "connection 5$1 8080"))
        .check(CODE);
  }

  @Test
  void connectionsWithoutRequestsDoNotCount() {
    String unused =
        IntStream.range(0, 5)
            .mapToObj(i -> opened(41_001 + i, ".001", ""))
            .collect(Collectors.joining());
    Timeline.of(together(5, "") + unused).check(CODE);
  }

  @Test
  void overTlsToo() {
    String opened =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    TlsVisits.opened(
                        40_001 + i, i == 0 ? "// finds parallel-connections maxParallel=7" : ""))
            .collect(Collectors.joining());
    String said =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    "connection " + (40_001 + i) + "\n" + TlsVisits.full13("") + TlsVisits.turn(10))
            .collect(Collectors.joining());
    Timeline.of(opened + said).check(CODE);
  }

  /** When the server closed is not in the capture. */
  @Test
  void ofOneDirectionNobodyKnowsWhatWasOpen() {
    Timeline.of("only client\n" + together(9, "")).check(CODE);
  }
}
