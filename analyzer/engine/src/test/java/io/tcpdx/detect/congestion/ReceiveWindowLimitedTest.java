package io.tcpdx.detect.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.detect.Finding;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiveWindowLimitedTest {
  private static final String CODE = "receive-window-limited";

  /** Rounds in which the client fills a window of 40 times 128 bytes, three segments and a half. */
  private static String rounds(int count, String marker) {
    return """
    handshake rtt 40ms
    +1ms < .    *(0) ack * win 40
    +.001 > .   *(1460) ack *
    +1us > .    *(1460) ack *
    +1us > .    *(1460) ack * %2$s
    repeat %1$d
    +.0401 < .  *(0) ack *
    +20us > .   *(1460) ack *
    +1us > .    *(1460) ack *
    +1us > .    *(1460) ack *
    end
    +.0401 < .  *(0) ack *
    """
        .formatted(count, marker);
  }

  @Test
  void aWindowThatIsFullRoundAfterRound() {
    String marker = "// finds receive-window-limited level=warning windowBytes=4380 windowScale=7";
    Timeline.of(rounds(10, marker)).check(CODE);
  }

  @Test
  void threePausesAreEnough() {
    Timeline.of(rounds(3, "// finds receive-window-limited")).check(CODE);
    Timeline.of(rounds(2, "")).check(CODE);
  }

  @Test
  void aFirstFlightOfTenSegmentsIsTheInitialWindow() {
    String story =
        """
        handshake rtt 40ms
        +1ms < .    *(0) ack * win 117
        +.001 > .   *(1460) ack *
        repeat 9
        +1us > .    *(1460) ack *
        end
        repeat %d
        +.0401 < .  *(0) ack *
        +20us > .   *(1460) ack *
        repeat 9
        +1us > .    *(1460) ack *
        end
        end
        """;
    Timeline.of(story.formatted(3)).check(CODE);
    List<Finding> four =
        Timeline.of(story.formatted(4)).report().findings().stream()
            .filter(finding -> finding.code().equals(CODE))
            .toList();
    assertThat(four).hasSize(1);
  }

  @Test
  void aSenderWithRoomIsHeldBySomethingElse() {
    Timeline.of(rounds(10, "").replace("win 40", "win 509")).check(CODE);
  }

  @Test
  void aProgramThatWritesWhenTheWindowHasLongBeenOpenHadNothingToSend() {
    Timeline.of(rounds(10, "").replace("+20us > .", "+100ms > .")).check(CODE);
  }

  @Test
  void aNearPathWaitsUnnoticed() {
    Timeline.of(rounds(3, "").replace("rtt 40ms", "rtt 1ms").replace("+.0401", "+1020us"))
        .check(CODE);
  }

  @Test
  void closedWindowsAreAnotherFinding() {
    Timeline.of(
            """
            handshake rtt 40ms
            +1ms < .    *(0) ack * win 40
            +.001 > .   *(1460) ack *
            repeat 4
            +.0401 < .  *(0) ack * win 0
            +.500 < .   *(0) ack * win 40
            +20us > .   *(1460) ack *
            end
            +.0401 < .  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void withoutTheSetUpItCannotBeJudged() {
    Timeline.of(
            rounds(10, "").replace("handshake rtt 40ms", "delays 20ms 20ms")
                + "outcome receive-window-limited not-applicable\n")
        .check(CODE);
  }

  @Test
  void oneDirectionAloneCannotBeJudged() {
    Timeline.of(rounds(10, "") + "only client\noutcome receive-window-limited not-applicable\n")
        .check(CODE);
  }
}
