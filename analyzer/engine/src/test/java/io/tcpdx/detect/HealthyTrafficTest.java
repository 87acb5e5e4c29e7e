package io.tcpdx.detect;

import io.tcpdx.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** Traffic in which nothing is wrong: no detector may say a word, from wherever it is seen. */
final class HealthyTrafficTest {
  @Test
  void requestsWithThinkTime() {
    Timeline.of(
            """
            timestamps
            handshake rtt 30ms
            repeat 40
            +.003 > P.   *(310) ack *
            +.0301 < .   *(0) ack *
            +.090 < .    *(2896) ack *
            +.0001 > .   *(0) ack *
            +.0001 < P.  *(900) ack *
            +.0001 > .   *(0) ack *
            end
            +.5 > F.     *(0) ack *
            +.0301 < F.  *(0) ack *
            +.0001 > .   *(0) ack *
            """)
        .checkAll();
  }

  @Test
  void aDownloadWithSlowStart() {
    Timeline.of(
            """
            timestamps
            handshake rtt 80ms
            +.001 > P.   *(200) ack *
            +.0802 < .   *(14480) ack *
            +.0001 > .   *(0) ack *
            repeat 6
            +.0802 < .   *(14480) ack *
            +.0001 > .   *(0) ack *
            +.0002 < .   *(14480) ack *
            +.0001 > .   *(0) ack *
            end
            +.0801 < FP. *(700) ack *
            +.0001 > F.  *(0) ack *
            +.0801 < .   *(0) ack *
            """)
        .checkAll();
  }

  @Test
  void anUploadWithLossThatIsRepairedFast() {
    Timeline.of(
            """
            timestamps
            handshake rtt 40ms
            +.001 > .    1:5793(5792) ack 1
            +.0001 > .   7241:14481(7240) ack 1        // 5793:7241 was lost
            +.0401 < .   1:1(0) ack 5793
            +.0001 < .   1:1(0) ack 5793 <sack 7241:8689>
            +.0001 < .   1:1(0) ack 5793 <sack 7241:11585>
            +.0001 < .   1:1(0) ack 5793 <sack 7241:14481>
            +.0002 > .   5793:7241(1448) ack 1         // finds retransmission fast=1 level=note
            +.0401 < .   1:1(0) ack 14481
            +.0001 > FP. 14481:15481(1000) ack 1
            +.0401 < P.  1:101(100) ack 15482
            +.0001 < F.  101:101(0) ack 15482
            +.0001 > .   15482:15482(0) ack 102
            """)
        .checkAll();
  }

  @Test
  void typingOverSsh() {
    Timeline.of(
            """
            timestamps
            handshake rtt 25ms
            repeat 60
            +.180 > P.   *(36) ack *
            +.0255 < P.  *(36) ack *
            +.0001 > .   *(0) ack *
            end
            """)
        .checkAll();
  }

  @Test
  void anIdleConnectionKeptAlive() {
    Timeline.of(
            """
            handshake rtt 25ms
            +.001 > P.   1:101(100) ack 1
            +.0255 < P.  1:301(300) ack 101
            +.0001 > .   101:101(0) ack 301
            repeat 10
            +75 > .      100:100(0) ack 301
            +.0251 < .   301:301(0) ack 101
            end
            +30 > F.     101:101(0) ack 301
            +.0251 < F.  301:301(0) ack 102
            +.0001 > .   102:102(0) ack 302
            """)
        .checkAll();
  }

  @Test
  void aReaderThatClosesItsWindowForAWhile() {
    Timeline.of(
            """
            handshake rtt 20ms
            +.001 > .    1:14601(14600) ack 1
            +.0202 < .   1:1(0) ack 14601 win 0    // finds zero-window
            +.250 > .    14600:14600(0) ack 1
            +.0201 < .   1:1(0) ack 14601 win 0
            +.400 > .    14600:14600(0) ack 1
            +.0201 < .   1:1(0) ack 14601 win 0
            +.200 < .    1:1(0) ack 14601 win 509   // finds zero-window
            +.0001 > .   14601:29201(14600) ack 1
            +.0202 < .   1:1(0) ack 29201
            +.0001 > F.  29201:29201(0) ack 1
            +.0202 < F.  1:1(0) ack 29202
            +.0001 > .   29202:29202(0) ack 2
            """)
        .checkAll();
  }

  @Test
  void reorderingOnThePath() {
    Timeline.of(
            """
            timestamps
            handshake rtt 40ms
            +.001 < .    1449:2897(1448) ack 1 <nop,nop,TS val 5000 ecr 1>
            +.0004 > .   1:1(0) ack 1 <sack 1449:2897>
            +.0002 < .   1:1449(1448) ack 1 <nop,nop,TS val 4999 ecr 1>
            +.0001 > .   1:1(0) ack 2897
            +.040 < P.   2897:3000(103) ack 1
            +.0001 > .   1:1(0) ack 3000
            """)
        .checkAll();
  }

  @Test
  void aServerThatStreamsAtItsOwnPace() {
    Timeline.of(
            """
            timestamps
            handshake rtt 20ms
            +.001 > P.   *(80) ack *
            +.0205 < P.  *(600) ack *
            repeat 30
            +.0001 > .   *(0) ack *
            +.033 < P.   *(600) ack *
            end
            """)
        .checkAll();
  }
}
