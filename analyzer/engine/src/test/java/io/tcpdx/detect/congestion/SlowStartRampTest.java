package io.tcpdx.detect.congestion;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class SlowStartRampTest {
  private static final String CODE = "slow-start-ramp";

  /** A request, and rounds of the server with so many full segments each. */
  private static String download(String rtt, String marker, int... rounds) {
    StringBuilder story = new StringBuilder("handshake rtt " + rtt + "\n");
    story.append("+.001 > P. *(100) ack * win 4000\n");
    for (int round = 0; round < rounds.length; round++) {
      for (int i = 0; i < rounds[round]; i++) {
        boolean last = round == rounds.length - 1 && i == rounds[round] - 1;
        boolean first = round == 0 && i == 0;
        story.append(i == 0 ? "+" + rtt : "+1us").append(" < . *(1460) ack *");
        story.append(first || last ? marker : "").append('\n');
      }
      story.append("+20us > . *(0) ack *\n");
    }
    return story.toString();
  }

  @Test
  void aFlightThatDoublesUntilAllIsSent() {
    Timeline.of(
            download(
                "60ms",
                " // finds slow-start-ramp level=note cost=180ms initialWindowSegments=10"
                    + " initialWindowBytes=14600 rounds=4 growthFactor=2.000 endedBy=transferEnd",
                10,
                20,
                40,
                80))
        .check(CODE);
  }

  @Test
  void lessThanTenSegmentsAreSomebodysSetting() {
    Timeline.of(
            download(
                "60ms",
                " // finds slow-start-ramp level=warning initialWindowSegments=3 rounds=5",
                3,
                6,
                12,
                24,
                48))
        .check(CODE);
  }

  @Test
  void aFlightThatStopsGrowingEndsIt() {
    Timeline.of(
            download("60ms", "", 10, 20, 40, 40, 40, 40)
                .replaceFirst(
                    "(< \\. \\*\\(1460\\) ack \\*)",
                    "$1 // finds slow-start-ramp rounds=3 endedBy=noGrowth"))
        .check(CODE);
  }

  @Test
  void aLossEndsIt() {
    Timeline.of(
            download("60ms", "", 10, 20, 40)
                    .replaceFirst(
                        "(< \\. \\*\\(1460\\) ack \\*)",
                        "$1 // finds slow-start-ramp rounds=4 endedBy=loss")
                + """
                +60ms < . 102201:103661(1460) ack *
                +20us < . 105121:106581(1460) ack *
                +20us > . *(0) ack 103661
                +60ms < . 103661:105121(1460) ack *
                +20us > . *(0) ack 106581
                """)
        .check(CODE);
  }

  @Test
  void theReceiversWindowEndsIt() {
    String window = "win 457"; // of 128 bytes: 40 segments
    Timeline.of(
            download("60ms", "", 10, 20, 40, 40, 40)
                .replace("> . *(0) ack *", "> . *(0) ack * " + window)
                .replaceFirst(
                    "(< \\. \\*\\(1460\\) ack \\*)",
                    "$1 // finds slow-start-ramp rounds=3 endedBy=receiveWindow"))
        .check(CODE);
  }

  @Test
  void aFirstFlightThatIsAMessageIsNoWindow() {
    String found = " // finds slow-start-ramp";
    Timeline.of(withTwoPartial(download("60ms", found, 10, 20, 40, 80), 1459)).check(CODE);
    Timeline.of(withTwoPartial(download("60ms", "", 10, 20, 40, 80), 1458)).check(CODE);
  }

  /** Has two segments of the first flight carry 1 byte and that many. */
  private static String withTwoPartial(String story, int bytes) {
    String full = "\\+1us < \\. \\*\\(1460\\)";
    return story
        .replaceFirst(full, "+1us < . *(1)")
        .replaceFirst(full, "+1us < . *(" + bytes + ")");
  }

  @Test
  void twoRoundsAreWhatAnyTransferTakes() {
    Timeline.of(download("60ms", "", 10, 20)).check(CODE);
  }

  @Test
  void aNearPathRampsUnnoticed() {
    Timeline.of(download("3ms", "", 10, 20, 40, 80)).check(CODE);
    Timeline.of(download("4ms", " // finds slow-start-ramp", 10, 20, 40, 80)).check(CODE);
  }

  @Test
  void inALongTransferTheRampDrowns() {
    int[] rounds = new int[90];
    java.util.Arrays.fill(rounds, 40);
    rounds[0] = 10;
    rounds[1] = 20;
    Timeline.of(download("20ms", "", rounds)).check(CODE);
  }

  @Test
  void answersToOneRequestAfterAnotherAreNoRamp() {
    StringBuilder story = new StringBuilder("handshake rtt 60ms\n");
    for (int size : new int[] {2, 4, 8, 10, 10}) {
      story.append("+20us > P. *(100) ack *\n");
      story.append("+60ms < . *(1460) ack *\n");
      story.append("+1us < . *(1460) ack *\n".repeat(size - 1));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void aPacedSenderThatNeverFillsItsWindowHasNoRamp() {
    Timeline.of(
            """
            handshake rtt 60ms
            +.001 > P. *(100) ack *
            +.060 < . *(1460) ack *
            +20us > . *(0) ack *
            repeat 100
            +.012 < . *(1460) ack *
            +20us > . *(0) ack *
            end
            """)
        .check(CODE);
  }

  @Test
  void withoutTheSetUpItCannotBeJudged() {
    Timeline.of(
            download("60ms", "", 10, 20, 40, 80).replace("handshake rtt 60ms", "delays 30ms 30ms")
                + "outcome slow-start-ramp not-applicable\n")
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(
            download("60ms", "", 10, 20, 40, 80)
                + "only server\noutcome slow-start-ramp not-applicable\n")
        .check(CODE);
  }
}
