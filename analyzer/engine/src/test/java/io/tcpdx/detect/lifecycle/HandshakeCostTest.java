package io.tcpdx.detect.lifecycle;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class HandshakeCostTest {
  private static final String CODE = "handshake-cost";

  @Test
  void connectionsForOneRequestEach() {
    Timeline.of(
            """
            connection 40001
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < FP.  *(900) ack *
            +.0001 > F.  *(0) ack *
            +.0301 < .   *(0) ack *
            connection 40002
            +.001 > S    0:0(0) win 64240 <mss 1460>  // finds handshake-cost occurrences=2
            +.030 < S.   0:0(0) ack 1 win 65160 <mss 1460>
            +.0001 > .   1:1(0) ack 1 win 502
            +.0001 > P.  *(100) ack *
            +.031 < FP.  *(900) ack *
            +.0001 > F.  *(0) ack *
            +.0301 < .   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void fiftyMillisecondsInAllAreAWarning() {
    Timeline.of(twoConnections(25, 20, "cost=50ms level=warning")).check(CODE);
    Timeline.of(twoConnections(24, 20, "cost=48ms level=note")).check(CODE);
  }

  @Test
  void aFifthOfTheTimeIsWorthAWord() {
    Timeline.of(twoConnections(20, 79, "shareOfLife=0.202")).check(CODE);
  }

  @Test
  void lessThanAFifthIsNot() {
    Timeline.of(twoConnections(20, 81, "")).check(CODE);
  }

  @Test
  void oneConnectionCannotBeReusedByAnother() {
    Timeline.of(
            """
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < FP.  *(900) ack *
            +.0001 > F.  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void twoServersShareNothing() {
    Timeline.of(
            """
            connection 40001 80
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < FP.  *(900) ack *
            +.0001 > F.  *(0) ack *
            connection 40002 8080
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < FP.  *(900) ack *
            +.0001 > F.  *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void connectionsStillOpenHaveNotSpentTheirTime() {
    Timeline.of(
            """
            connection 40001
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < P.   *(900) ack *
            connection 40002
            handshake rtt 30ms
            +.0001 > P.  *(100) ack *
            +.031 < P.   *(900) ack *
            """)
        .check(CODE);
  }

  @Test
  void connectionsThatCarriedNothingAreNoRequests() {
    Timeline.of(
            """
            connection 40001
            handshake rtt 30ms
            +.001 > R.   *(0) ack *
            connection 40002
            handshake rtt 30ms
            +.001 > R.   *(0) ack *
            """)
        .check(CODE);
  }

  @Test
  void withoutASetUpNothingIsKnown() {
    Timeline.of(
            """
            outcome handshake-cost not-applicable
            +0 > P.     1:101(100) ack 1
            +.031 < FP. 1:901(900) ack 101
            +.0001 > F. 101:101(0) ack 902
            """)
        .check(CODE);
  }

  /** Two connections that live for a set-up of some milliseconds and then for some more. */
  private static String twoConnections(int setUpMs, int restMs, String attributes) {
    String one =
        """
        connection %1$d
        +.001 > S      0:0(0) win 64240 <mss 1460> %2$s
        +%3$dms < S.   0:0(0) ack 1 win 65160 <mss 1460>
        +10us > P.     1:101(100) ack 1 win 502
        +%4$dms < FP.  1:901(900) ack 101
        +10us > F.     101:101(0) ack 902
        """;
    String marker = attributes.isEmpty() ? "" : "// finds handshake-cost " + attributes;
    return one.formatted(40_001, marker, setUpMs, restMs)
        + one.formatted(40_002, marker, setUpMs, restMs);
  }
}
