package io.tcpdx.detect.http;

/** Timelines of connections with requests, over a path of 20 ms there and back. */
final class Visits {
  static final String GET = "GET /a HTTP/1.1|Host: a.example||";

  static final String OK = "HTTP/1.1 200 OK|Content-Length: 100||";

  private Visits() {}

  /** A set-up; the marker stands at its SYN. */
  static String opened(int port, String after, String marker) {
    return """
        connection %1$d
        delays 10ms 10ms
        +%2$s > S   0:0(0) win 64240 <mss 1460> %3$s
        +.0201 < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > .   *(0) ack *
        """
        .formatted(port, after, marker);
  }

  /** A request, and 10 ms beyond the path's time its answer with 100 bytes behind its head. */
  static String exchange(String request, String answerHead) {
    return """
        +.001 > P.  *("%s") ack *
        +.0301 < P. *("%s" + 100) ack *
        +10us > .   *(0) ack *
        """
        .formatted(request, answerHead);
  }

  static String exchange() {
    return exchange(GET, OK);
  }

  static String closedByClient(String after) {
    return """
        +%s > F.    *(0) ack *
        +.0201 < F. *(0) ack *
        +10us > .   *(0) ack *
        """
        .formatted(after);
  }

  static String closedByServer(String after) {
    return """
        +%s < F.    *(0) ack *
        +10us > F.  *(0) ack *
        +.0201 < .  *(0) ack *
        """
        .formatted(after);
  }
}
