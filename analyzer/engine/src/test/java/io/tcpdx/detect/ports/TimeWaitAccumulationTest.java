package io.tcpdx.detect.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.AnalysisListener;
import io.tcpdx.AnalysisOptions;
import io.tcpdx.Analyzer;
import io.tcpdx.detect.Finding;
import io.tcpdx.timeline.Timeline;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TimeWaitAccumulationTest {
  private static final String CODE = "time-wait-accumulation";

  private static String byClient(int connections, String marker) {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < connections; i++) {
      story.append(Conversations.closedByClient(20_000 + i, ".060", i == 0 ? marker : ""));
    }
    return story.toString();
  }

  @Test
  void aHundredAtTheClient() {
    Timeline.of(
            byClient(
                100,
                "// finds time-wait-accumulation level=note confidence=certain occurrences=100"
                    + " peakSockets=100 hostPeakSockets=100 heldBy=client cost=0 ratePerSecond=9.98"))
        .check(CODE);
  }

  @Test
  void ninetyNineAreNoPile() {
    Timeline.of(byClient(99, "")).check(CODE);
  }

  @Test
  void aHundredAtTheServer() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String marker = i == 0 ? "// finds time-wait-accumulation peakSockets=100 heldBy=server" : "";
      story.append(Conversations.closedByServer(20_000 + i, ".060", marker));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  /** One begins every 0.7 s, so that of 120 no more than those of the last minute are held. */
  @Test
  void afterAMinuteEachIsOver() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      story.append(Conversations.closedByClient(20_000 + i, ".6598", ""));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void howLongTheyLastIsAnOption() {
    Timeline story = Timeline.of(byClient(150, ""));
    assertThat(find(story, 5)).isEmpty();
    assertThat(find(story, 12))
        .singleElement()
        .satisfies(finding -> assertThat(finding.metrics()).containsEntry("peakSockets", 120));
  }

  private static List<Finding> find(Timeline story, long timeWaitSeconds) {
    long timeWaitNs = timeWaitSeconds * 1_000_000_000L;
    AnalysisOptions options = new AnalysisOptions(Set.of(CODE), Set.of(), 0, timeWaitNs);
    Analyzer analyzer = new Analyzer(options, AnalysisListener.NONE);
    story.play(analyzer::onFrame);
    return analyzer.finish(List.of()).findings();
  }

  @Test
  void eachServersPortIsCountedForItself() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      String marker =
          i == 0 ? "// finds time-wait-accumulation peakSockets=100 hostPeakSockets=150" : "";
      String one = Conversations.closedByClient(20_000 + i, ".060", marker);
      story
          .append(i % 3 == 2 ? one.replaceFirst("(connection \\d+)", "$1 8080") : one)
          .append("connection ")
          .append(10_000)
          .append(" 80\n");
    }
    Timeline.of(story.toString()).check(CODE);
  }

  /** 60 ports, used in turn: what is reused is not in TIME_WAIT any more. */
  @Test
  void aReusedPortIsNotCountedTwice() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 180; i++) {
      story.append(
          Conversations.closedByClient(20_000 + i % 60, ".060", "")
              .replaceFirst("(connection \\d+)", "$1 isn " + (1_000_000 + i * 1000) + " 77"));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void resetConnectionsHoldNone() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      story.append(
          """
          connection %d
          delays 10ms 10ms
          +.060 > S   0:0(0) win 64240 <mss 1460>
          +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
          +10us > FP. 1:101(100) ack 1
          +.0201 < R. 1:1(0) ack 102
          """
              .formatted(20_000 + i));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void connectionsOpenBeforeTheCaptureCountToo() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      story.append(
          """
          connection %d
          delays 10ms 10ms
          +.060 > FP. 1:101(100) ack 1
          +.0201 < F. 1:1(0) ack 102       %s
          +10us > .   102:102(0) ack 2
          """
              .formatted(
                  20_000 + i, i == 0 ? "// finds time-wait-accumulation peakSockets=100" : ""));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void oneDirectionDoesNotTellWhoClosedFirst() {
    Timeline.of("outcome time-wait-accumulation not-applicable\nonly client\n" + byClient(120, ""))
        .check(CODE);
  }

  @Test
  void connectionsThatStayOpenHoldNone() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      story.append("connection ").append(20_000 + i).append("\nhandshake rtt 20ms\n");
    }
    Timeline.of(story.toString()).check(CODE);
  }
}
