package io.tcpdx.detect.ports;

/** Timelines of many connections, each closed at once. */
final class Conversations {
  private Conversations() {}

  /** The client closes first, and comes into TIME_WAIT with the last segment. */
  static String closedByClient(int port, String startAfter, String marker) {
    return """
        connection %1$d
        delays 10ms 10ms
        +%2$s > S   0:0(0) win 64240 <mss 1460>
        +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > FP. 1:101(100) ack 1
        +.0201 < F. 1:1(0) ack 102              %3$s
        +10us > .   102:102(0) ack 2
        """
        .formatted(port, startAfter, marker);
  }

  /** The server closes first, and comes into TIME_WAIT with the client's FIN. */
  static String closedByServer(int port, String startAfter, String marker) {
    return """
        connection %1$d
        delays 10ms 10ms
        +%2$s > S    0:0(0) win 64240 <mss 1460>
        +.0201 < S.  0:0(0) ack 1 win 65160 <mss 1460>
        +10us > P.   1:101(100) ack 1
        +.0201 < FP. 1:901(900) ack 101
        +10us > F.   101:101(0) ack 902         %3$s
        +.0201 < .   902:902(0) ack 102
        """
        .formatted(port, startAfter, marker);
  }
}
