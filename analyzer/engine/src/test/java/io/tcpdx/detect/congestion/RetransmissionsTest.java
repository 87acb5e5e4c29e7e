package io.tcpdx.detect.congestion;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

final class RetransmissionsTest {
  private static final String CODE = "retransmission";

  private static void check(String timeline) {
    Timeline.of(timeline).check(CODE);
  }

  @Test
  void threeDuplicateAcksAreAFastRetransmission() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > .  1:1461(1460) ack 1
        +.0001 > .  1461:2921(1460) ack 1       // finds retransmission fast=1 occurrences=1
        +.0001 > .  2921:4381(1460) ack 1
        +.0001 > .  4381:5841(1460) ack 1
        +.0001 > .  5841:7301(1460) ack 1
        +.0401 < .  1:1(0) ack 1461
        +.0020 < .  1:1(0) ack 1461
        +.0020 < .  1:1(0) ack 1461
        +.0020 < .  1:1(0) ack 1461
        +.0001 > .  1461:2921(1460) ack 1       // finds retransmission from=client level=note
        +.0401 < .  1:1(0) ack 7301             // spares retransmission
        """);
  }

  @Test
  void selectiveAcksOfWhatWasSentLaterAreEnough() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > .  1:1461(1460) ack 1          // finds retransmission fast=1 timeouts=0
        +.0001 > .  1461:2921(1460) ack 1
        +.0401 < .  1:1(0) ack 1 <nop,nop,sack 1461:2921>
        +.0101 > .  1:1461(1460) ack 1          // finds retransmission tailLossProbe=0
        +.0401 < .  1:1(0) ack 2921
        """);
  }

  @Test
  void aTimerThatRunsOutStallsAndDoubles() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > .  1:1461(1460) ack 1          // finds retransmission timeout=2 timeouts=2
        +.0001 > .  1461:2921(1460) ack 1
        +.3000 > .  1:1461(1460) ack 1          // finds retransmission maxBackOff=1 level=warning
        +.6000 > .  1:1461(1460) ack 1          // finds retransmission stalledSeconds=900.1ms
        +.0401 < .  1:1(0) ack 2921
        """);
  }

  @Test
  void theLastSegmentAgainAfterTwoRoundTripsIsAProbe() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > .  1:1461(1460) ack 1
        +.0001 > P. 1461:2000(539) ack 1        // finds retransmission tailLossProbe=1
        +.0401 < .  1:1(0) ack 1461
        +.0801 > P. 1461:2000(539) ack 1        // finds retransmission timeouts=0 level=note
        +.0401 < .  1:1(0) ack 2000
        """);
  }

  @Test
  void aSecondProbeOfTheSameTailIsATimeout() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > P. 1:501(500) ack 1            // finds retransmission tailLossProbe=1
        +.2400 > P. 1:501(500) ack 1            // finds retransmission timeout=1 timeouts=1
        +.2400 > P. 1:501(500) ack 1            // finds retransmission occurrences=2
        +.0401 < .  1:1(0) ack 501
        """);
  }

  @Test
  void aDuplicateSackShowsThatItWasNeedless() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > P. 1:501(500) ack 1            // finds retransmission spurious=1
        +.2400 > P. 1:501(500) ack 1            // finds retransmission tailLossProbe=0
        +.0100 < .  1:1(0) ack 501
        +.0300 < .  1:1(0) ack 501 <nop,nop,sack 1:501>
        """);
  }

  @Test
  void anEchoOlderThanTheSecondSendingShowsThatItWasNeedless() {
    check(
        """
        handshake rtt 40ms
        vantage client
        +.0001 > P. 1:501(500) ack 1 <nop,nop,TS val 1000 ecr 1>     // finds retransmission
        +.3000 > P. 1:501(500) ack 1 <nop,nop,TS val 1300 ecr 1>     // finds retransmission spurious=1
        +.0100 < .  1:1(0) ack 501 <nop,nop,TS val 900 ecr 1000>
        """);
  }

  @Test
  void whatTheReceiverHadAcknowledgedIsNeedless() {
    check(
        """
        handshake rtt 40ms
        vantage server
        +.0001 > P. 1:501(500) ack 1
        +.0401 < .  1:1(0) ack 501
        +.2000 > P. 1:501(500) ack 1            // finds retransmission spurious=1 cost=0
        +.0401 < .  1:1(0) ack 501
        """);
  }

  @Test
  void theSameIpPacketAgainIsNoRetransmission() {
    check(
        """
        ipv4
        handshake rtt 40ms
        +.0001 > P. 1:501(500) ack 1 id 7
        +.0450 > P. 1:501(500) ack 1 id 7
        +.0401 < .  1:1(0) ack 501
        """);
  }

  @Test
  void aSegmentThatTheNetworkHeldUpIsNoRetransmission() {
    check(
        """
        handshake rtt 40ms
        +.0001 > .  1461:2921(1460) ack 1 <nop,nop,TS val 1001 ecr 1>
        +.0101 > .  1:1461(1460) ack 1 <nop,nop,TS val 1000 ecr 1>
        +.0401 < .  1:1(0) ack 2921 <nop,nop,TS val 900 ecr 1000>
        """);
  }

  @Test
  void keepAlivesAndWindowProbesAreNone() {
    check(
        """
        handshake rtt 40ms
        +.0001 > P. 1:501(500) ack 1
        +.0401 < .  1:1(0) ack 501 win 0
        +.3000 > .  500:500(0) ack 1
        +.0401 < .  1:1(0) ack 501 win 0
        +.6000 > .  500:500(0) ack 1
        +.0401 < .  1:1(0) ack 501
        +9.000 > .  500:501(1) ack 1
        +.0401 < .  1:1(0) ack 501
        """);
  }

  @Test
  void aSynSentAgainBelongsToTheSetUp() {
    check(
        """
        +.000 > S 0:0(0)
        +1.00 > S 0:0(0)
        +.030 < S. 0:0(0) ack 1
        +.0001 > . 1:1(0) ack 1
        """);
  }

  @Test
  void oneDirectionAloneIsNotJudged() {
    check(
        """
        handshake rtt 40ms
        only client
        outcome retransmission not-applicable
        +.0001 > P. 1:501(500) ack 1
        +.3000 > P. 1:501(500) ack 1
        """);
  }
}
