package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.timeline.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SightsTest {
  private static List<ConnectionSummary> connections(String story) {
    return Timeline.of(story).report().connections();
  }

  @Test
  void whatPassesARouterIsNotSentAgain() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1 id 4000        // is new
            +.015 > P. 1:101(100) ack 1 id 4000 ttl 63 // is capture-duplicate
            """)
        .checkKinds();
  }

  @Test
  void whatATimerSendsWithTheSameNumberIsSentAgain() {
    Timeline.of(
            """
            ipv4
            handshake rtt 20ms
            +.001 > P. 1:101(100) ack 1 id 4000 // is new
            +.300 > P. 1:101(100) ack 1 id 4000 // is retransmission
            """)
        .checkKinds();
  }

  @Test
  void theOtherSideOfANatIsTheSameConnection() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 hosts 1 2
            +0 > S 0:0(0) win 1000 <mss 1460> id 7
            connection 40000 hosts 9 2
            +.0001 > S 0:0(0) win 1000 <mss 1460> id 7 ttl 63
            +.020 < S. 0:0(0) ack 1 win 1000 id 8
            connection 40000 hosts 1 2
            +.0001 < S. 0:0(0) ack 1 win 1000 id 8 ttl 63
            +.0001 > . 1:1(0) ack 1 id 9
            """);

    assertThat(connections).hasSize(1);
    ConnectionSummary connection = connections.get(0);
    assertThat(connection.client().address()).isEqualTo("10.0.0.1");
    assertThat(connection.handshake().outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(connection.handshake().synRetransmissions()).isZero();
    assertThat(connection.serverToClient().segments()).isEqualTo(1);
    assertThat(connection.serverToClient().captureDuplicates()).isEqualTo(1);
    assertThat(connection.seenAlso())
        .singleElement()
        .matches(
            seen -> seen.client().address().equals("10.0.0.9") && !seen.otherSequenceNumbers());
  }

  /** A host's connections of one millisecond have one clock, and by chance one number. */
  @Test
  void connectionsThatBeginInOneTickAreSeveral() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 isn 1000 5000
            +0 > S 0:0(0) win 1000 <mss 1460,TS val 7 ecr 0> id 7
            connection 40001 isn 900000000 5000
            +.0001 > S 0:0(0) win 1000 <mss 1460,TS val 7 ecr 0> id 7
            """);

    assertThat(connections).hasSize(2);
    assertThat(connections.get(0).seenAlso()).isEmpty();
  }

  /** A scanner sends SYNs that differ in nothing but the address and the sequence number. */
  @Test
  void whatAScannerSendsToSeveralHostsIsSeveralConnections() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 hosts 1 2 isn 1000 5000
            +0 > S 0:0(0) win 65535 <mss 1460> id 54321
            connection 40000 hosts 1 3 isn 900000000 5000
            +.0001 > S 0:0(0) win 65535 <mss 1460> id 54321 ttl 63
            """);

    assertThat(connections).hasSize(2);
  }

  @Test
  void theOtherSideOfANatThatRenumbersTooIsTheSameConnection() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 hosts 1 2 isn 1000 5000
            +0 > S 0:0(0) win 65535 <mss 1460,TS val 7 ecr 0> id 7
            connection 40000 hosts 9 2 isn 900000000 5000
            +.0001 > S 0:0(0) win 65535 <mss 1460,TS val 7 ecr 0> id 7 ttl 63
            """);

    assertThat(connections).hasSize(1);
    assertThat(connections.get(0).seenAlso())
        .singleElement()
        .matches(SeenAlso::otherSequenceNumbers);
  }

  @Test
  void theOtherSideOfAFirewallThatRenumbersIsTheSameConnection() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 isn 1000 2000000000
            +0 > S 0:0(0) win 1000 <mss 1460> id 7
            +.010 < S. 0:0(0) ack 1 win 1000 id 8
            connection 40000 isn 500000000 3000000000
            +.0001 < S. 0:0(0) ack 1 win 1000 id 8 ttl 63
            +.0001 > . 1:1(0) ack 1 win 1000 id 9
            +.001 > P. 1:101(100) ack 1 win 1000 id 10
            """);

    assertThat(connections).hasSize(1);
    ConnectionSummary connection = connections.get(0);
    assertThat(connection.clientToServer().payloadBytes()).isEqualTo(100);
    assertThat(connection.clientToServer().missingBytes()).isZero();
    assertThat(connection.serverToClient().missingBytes()).isZero();
    assertThat(connection.handshake().synAckRetransmissions()).isZero();
    assertThat(connection.seenAlso()).singleElement().matches(SeenAlso::otherSequenceNumbers);
  }

  @Test
  void aSynAckThatAcknowledgesAnotherSynWaitsForItsOtherSight() {
    List<ConnectionSummary> connections =
        connections(
            """
            ipv4
            connection 40000 isn 500000000 3000000000
            +0 > S 0:0(0) win 1000 <mss 1460> id 7
            connection 40000 isn 1000 2000000000
            +.010 < S. 0:0(0) ack 1 win 1000 id 8
            connection 40000 isn 500000000 3000000000
            +.0001 < S. 0:0(0) ack 1 win 1000 id 8 ttl 63
            +.0001 > . 1:1(0) ack 1 win 1000 id 9
            """);

    assertThat(connections).hasSize(1);
    ConnectionSummary connection = connections.get(0);
    assertThat(connection.handshake().outcome()).isEqualTo(HandshakeOutcome.ESTABLISHED);
    assertThat(connection.serverToClient().segments()).isEqualTo(1);
    assertThat(connection.clientToServer().missingBytes()).isZero();
  }
}
