package io.tcpdx.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.report.Report;
import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** Servers that answer one SYN with several SYN-ACKs of different sequence numbers. */
final class OtherSynsTest {
  private static final String TWO_SYN_ACKS =
      """
      +0 > S      0:0(0) win 64240 <mss 1460>
      +.020 < S.  0:0(0) ack 1 win 65160 <mss 1460>                    // is new advances-ack
      +1 > S      0:0(0) win 64240
      +.020 < S.  1180000000:1180000000(0) ack 1 win 65160 <mss 1400>  // is retransmission
      +.0001 > .  1:1(0) ack 1180000001                                // is pure-ack advances-ack
      +.001 > P.  1:29("GET /a HTTP/1.1|Host: b||") ack 1180000001     // is new
      +.500 < S.  0:0(0) ack 1 win 65160 <mss 1460>                    // is retransmission
      +.020 < P.  1180000001:1180000039("HTTP/1.1 200 OK|Content-Length: 0||") ack 29
      +.001 > .   29:29(0) ack 1180000039                              // is pure-ack advances-ack
      """;

  @Test
  void theOneCountsThatTheClientTook() {
    Timeline.of(TWO_SYN_ACKS).checkKinds();
    Report report = Timeline.of(TWO_SYN_ACKS).report();
    ConnectionSummary connection = report.connections().get(0);

    assertThat(connection.handshake().totalNs()).isEqualTo(1_040_100_000);
    assertThat(connection.serverToClient().missingBytes()).isZero();
    assertThat(connection.serverToClient().payloadBytes()).isEqualTo(38);
    assertThat(connection.serverToClient().mss()).isEqualTo(1400);
    assertThat(connection.serverToClient().retransmissions().total()).isZero();
    assertThat(report.conversation(connection).transactions())
        .singleElement()
        .matches(transaction -> transaction.complete());
  }

  @Test
  void whatTheServerSaysTellsTooWhichOneWasTaken() {
    Timeline.of(
            """
            +0 < S.    0:0(0) ack 1 win 65160 <mss 1460>
            +2 < S.    1180000000:1180000000(0) ack 1 win 65160 <mss 1460>
            +.200 < P. 1180000001:1180000097(96) ack 1                    // is new
            +.001 < P. 1180000097:1180001457(1360) ack 1                  // is new
            """)
        .checkKinds();
  }

  @Test
  void whereTheClientTookTheFirstTheOtherIsNothing() {
    ConnectionSummary connection =
        Timeline.of(
                """
                +0 > S      0:0(0) win 64240 <mss 1460>
                +.020 < S.  0:0(0) ack 1 win 65160 <mss 1460>
                +.0001 > .  1:1(0) ack 1
                +.010 < S.  1180000000:1180000000(0) ack 1 win 65160 <mss 1400>
                +.010 < P.  1:101(100) ack 1
                +.001 > .   1:1(0) ack 101
                """)
            .report()
            .connections()
            .get(0);

    assertThat(connection.serverToClient().payloadBytes()).isEqualTo(100);
    assertThat(connection.serverToClient().missingBytes()).isZero();
    assertThat(connection.serverToClient().mss()).isEqualTo(1460);
  }

  @Test
  void theOtherOneAfterTheCloseBeginsNothing() {
    assertThat(
            Timeline.of(
                    TWO_SYN_ACKS
                        + """
                        +.010 > F.  29:29(0) ack 1180000039
                        +.020 < F.  1180000039:1180000039(0) ack 30
                        +.001 > .   30:30(0) ack 1180000040
                        +.500 < S.  0:0(0) ack 1 win 65160 <mss 1460>
                        """)
                .report()
                .connections())
        .hasSize(1);
  }
}
