package io.tcpdx.detect.ports;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class PortReuseTest {
  private static final String CODE = "port-reuse";

  /** A connection that the server closes first; the client's last position is 102. */
  private static String firstFrom(int port) {
    return """
        connection %d isn 1000000 5000000
        handshake rtt 20ms
        +.001 > P.  1:101(100) ack 1
        +.021 < FP. 1:901(900) ack 101
        +.0001 > F. 101:101(0) ack 902
        +.0201 < .  902:902(0) ack 102
        """
        .formatted(port);
  }

  private static final String FIRST = firstFrom(40_000);

  private static final String OPENED =
      """
      +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
      +.0001 > .  1:1(0) ack 1
      """;

  @Test
  void aNewerSynThatIsAcceptedIsWorthANote() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>  // finds port-reuse level=note cost=0 ageSeconds=3s safe=true accepted=true timeWaitAt=server previousOpen=0 confidence=certain
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void portsOfOneClientAreToldTogether() {
    Timeline.of(
            firstFrom(40_000)
                + firstFrom(40_001)
                + """
                connection 40000 isn 2000000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>  // finds port-reuse occurrences=2 acceptedAtOnce=2
                """
                + OPENED
                + """
                connection 40001 isn 2000000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>  // finds port-reuse
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void twoServersPortsAreTwoMatters() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>  // finds port-reuse occurrences=1
                """
                + OPENED
                + firstFrom(40_002).replace("40002", "40002 8080")
                + """
                connection 40002 8080 isn 2000000 9000000
                +3 > S 0:0(0) win 64240 <mss 1460>  // finds port-reuse occurrences=1
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void anOldAckCostsTheTimeUntilTheSynIsAccepted() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=error safe=false accepted=true acceptedAtOnce=0 acceptedLater=1 oldAcks=1 cost=1.02s
                +.0201 < .  1:1(0) ack 500102
                +.0001 > R  500102:500102(0)
                +1 > S      0:0(0) win 64240 <mss 1460>
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void whatIsNeverAcceptedIsAnError() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=error accepted=false notAccepted=1 oldAcks=1 cost=1.02s confidence=certain
                +.0201 < .  1:1(0) ack 500102
                +.0001 > R  500102:500102(0)
                +1 > S      0:0(0) win 64240 <mss 1460>
                +.0201 < .  1:1(0) ack 500102
                +.0001 > R  500102:500102(0)
                """)
        .check(CODE);
  }

  /** The host has no TIME_WAIT to compare it with: nothing went wrong, and something could. */
  @Test
  void anOlderSynThatIsAcceptedAtOnceIsAWarning() {
    Timeline.of(
            """
            connection 40000 isn 1000000 5000000
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +.021 < P.  1:901(900) ack 101
            +.0001 > R. 101:101(0) ack 901
            connection 40000 isn 500000 9000000
            +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=warning safe=false accepted=true cost=0 timeWaitAt=null
            """
                + OPENED)
        .check(CODE);
  }

  /** The reset may be the server's program that is gone. */
  @Test
  void aSafeSynThatIsRefusedIsOnlyLikelyToBeRefusedForThis() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=warning confidence=likely safe=true accepted=false cost=0
                +.0201 < R. 0:0(0) ack 1
                """)
        .check(CODE);
  }

  @Test
  void aSafeSynThatWasLostOnTheWayIsNoFault() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=note safe=true accepted=true acceptedLater=1 cost=0
                +1 > S      0:0(0) win 64240 <mss 1460>
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void aConnectionWhoseEndNobodySaw() {
    Timeline.of(
            """
            connection 40000 isn 1000000 5000000
            handshake rtt 20ms
            +.001 > P.  1:101(100) ack 1
            +.021 < P.  1:901(900) ack 101
            connection 40000 isn 2000000 9000000
            +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=note previousOpen=1 timeWaitAt=null
            """
                + OPENED)
        .check(CODE);
  }

  @Test
  void afterTimeWaitAPortIsFree() {
    Timeline.of(
            FIRST
                + """
                connection 40000 isn 500000 9000000
                +60.1 > S 0:0(0) win 64240 <mss 1460>
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void theSameSynAgainIsNoReuse() {
    Timeline.of(
            """
            +0 > S 0:0(0) win 1024 <mss 1460>
            +1 > S 0:0(0) win 1024 <mss 1460>
            +2 > S 0:0(0) win 1024 <mss 1460>
            """)
        .check(CODE);
  }

  @Test
  void anAttemptThatWasRefusedLeavesNothingBehind() {
    Timeline.of(
            """
            connection 40000 isn 1000000 5000000
            +0 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < R. 0:0(0) ack 1
            connection 40000 isn 500000 5000000
            +1 > S      0:0(0) win 64240 <mss 1460>
            +.0201 < R. 0:0(0) ack 1
            """)
        .check(CODE);
  }

  @Test
  void otherPortsReuseNothing() {
    Timeline.of(firstFrom(40_000) + firstFrom(40_001)).check(CODE);
  }

  @Test
  void whatWasOpenBeforeTheCaptureCountsToo() {
    Timeline.of(
            """
            connection 40000 isn 1000000 5000000
            delays 10ms 10ms
            +0 > FP.    1:101(100) ack 1
            +.021 < FP. 1:901(900) ack 102
            +.0001 > .  102:102(0) ack 902
            connection 40000 isn 500000 9000000
            +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=warning safe=false timeWaitAt=client
            """
                + OPENED)
        .check(CODE);
  }

  @Test
  void theClientsSideAloneDoesNotTellHowItWasAnswered() {
    Timeline.of(
            "only client\n"
                + FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=note safe=true accepted=null timeWaitAt=null
                +1 > S      0:0(0) win 64240 <mss 1460>
                """)
        .check(CODE);
  }

  @Test
  void theClientsAckShowsThatItWasAccepted() {
    Timeline.of(
            "only client\n"
                + FIRST
                + """
                connection 40000 isn 2000000 9000000
                +3 > S      0:0(0) win 64240 <mss 1460>  // finds port-reuse level=note safe=true accepted=true acceptedAtOnce=0
                """
                + OPENED)
        .check(CODE);
  }

  @Test
  void withoutASynNothingIsReused() {
    Timeline.of(
            """
            outcome port-reuse not-applicable
            +0 > P.    1:101(100) ack 1
            +.020 < .  1:1(0) ack 101
            """)
        .check(CODE);
  }
}
