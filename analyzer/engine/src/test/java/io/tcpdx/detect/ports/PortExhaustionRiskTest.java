package io.tcpdx.detect.ports;

import io.tcpdx.timeline.Timeline;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PortExhaustionRiskTest {
  private static final String CODE = "port-exhaustion-risk";

  /** What a conversation takes beside its pause, of which the last part is its end: 40.22 ms. */
  private static final double CONVERSATION_SECONDS = 0.04022;

  /** Connections from a range of ports, gone through in turn, one every so many seconds. */
  private static String inTurn(int connections, int ports, double everySeconds, String marker) {
    String pause = String.format(Locale.ROOT, "%.6f", everySeconds - CONVERSATION_SECONDS);
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < connections; i++) {
      story.append(marked(Conversations.closedByClient(40_000 + i % ports, pause, ""), i, marker));
    }
    return story.toString();
  }

  private static String marked(String conversation, int i, String marker) {
    String sequence = "$1 isn " + (1_000_000 + i * 1000L) + " 77";
    String story = conversation.replaceFirst("(connection \\d+)", sequence);
    return i == 0 ? story.replaceFirst("mss 1460>", "mss 1460> " + marker) : story;
  }

  @Test
  void aNarrowRangeThatIsUsedUp() {
    Timeline.of(
            inTurn(
                60,
                20,
                3.01,
                "// finds port-exhaustion-risk level=error confidence=likely cost=0 portsUsed=20"
                    + " portRange=40000-40019 sustainablePerSecond=0.333 secondsToExhaustion=0"
                    + " recycled=0"))
        .check(CODE);
  }

  @Test
  void halfOfTheRange() {
    Timeline.of(
            inTurn(
                60,
                20,
                6.3,
                "// finds port-exhaustion-risk level=warning portsUsed=10 usedShare=0.500"
                    + " secondsToExhaustion=null"))
        .check(CODE);
  }

  @Test
  void lessThanHalfOfIt() {
    Timeline.of(inTurn(60, 20, 6.9, "")).check(CODE);
  }

  @Test
  void whatWasOpenBeforeTheClockJumpedHoldsNoPortBehindIt() {
    StringBuilder open = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      open.append("connection ").append(40_000 + i).append(" isn ").append(5 + i).append(" 77\n");
      open.append("handshake rtt 20ms\n+.001 > P. *(100) ack *\n");
    }
    String jump = "connection 39999\n+86400 > . 1:1(0) ack 1\n";
    Timeline.of(open + jump + inTurn(60, 20, 6.9, "")).check(CODE);
  }

  @Test
  void portsTakenBackOutOfTimeWaitDoNotRunOut() {
    Timeline.of(
            inTurn(
                60,
                20,
                1,
                "// finds port-exhaustion-risk level=note portsUsed=20 recycled=40"
                    + " secondsToExhaustion=null"))
        .check(CODE);
  }

  /** Linux's default range, faster than it lets go: a tenth is enough to see where that leads. */
  @Test
  void fasterThanCanGoOn() {
    StringBuilder story = new StringBuilder("ipv4\nvantage client\n");
    for (int i = 0; i < 2824; i++) {
      story.append(
          hurried(
              33_000 + i,
              i == 0
                  ? "// finds port-exhaustion-risk level=warning portRange=32768-60999"
                      + " portsUsed=2824 ratePerSecond=500 sustainablePerSecond=471"
                      + " secondsToExhaustion=50.8"
                  : ""));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void aBurstOfFewerMayBeOver() {
    StringBuilder story = new StringBuilder("ipv4\nvantage client\n");
    for (int i = 0; i < 2823; i++) {
      story.append(hurried(33_000 + i, ""));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  /** One every 2 ms. */
  private static String hurried(int port, String marker) {
    return """
        connection %d
        +900us > S  0:0(0) win 64240 <mss 1460>      %s
        +500us < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > FP. 1:101(100) ack 1
        +580us < F. 1:1(0) ack 102
        +10us > .   102:102(0) ack 2
        """
        .formatted(port, marker);
  }

  @Test
  void theServersTimeWaitTakesNoPortOfTheClient() {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      story.append(marked(Conversations.closedByServer(40_000 + i % 20, "2.97", ""), i, ""));
    }
    Timeline.of(story.toString()).check(CODE);
  }

  @Test
  void fewPortsThatAProgramBindsAreNoRange() {
    Timeline.of(inTurn(45, 15, 4.1, "")).check(CODE);
  }

  @Test
  void withoutASetUpNobodyKnowsWhoOpenedIt() {
    Timeline.of(
            """
            outcome port-exhaustion-risk not-applicable
            +0 > FP.   1:101(100) ack 1
            +.020 < F. 1:1(0) ack 102
            +10us > .  102:102(0) ack 2
            """)
        .check(CODE);
  }

  @Test
  void oneDirectionDoesNotTellWhoClosedFirst() {
    Timeline.of(
            "outcome port-exhaustion-risk not-applicable\nonly client\n" + inTurn(60, 20, 3.01, ""))
        .check(CODE);
  }
}
