package io.tcpdx.detect.http;

/** Connections with one request each, as timelines write them down. */
final class Requests {
  static final String RESET_BY_SERVER =
      """
      +.0201 < .   *(0) ack *
      +.0200 < R.  *(0) ack *
      """;

  static final String CLOSED_BY_SERVER =
      """
      +.0201 < .   *(0) ack *
      +.0200 < F.  *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  /** The client closes as soon as a second has passed. */
  static final String GIVEN_UP =
      """
      +.0201 < .   *(0) ack *
      +1 > F.      *(0) ack *
      +.0201 < F.  *(0) ack *
      +.0001 > .   *(0) ack *
      """;

  static final String ANSWERED =
      """
      +.0301 < P.  *("HTTP/1.1 200 OK|Content-Length: 2||ok") ack *
      +.0001 < F.  *(0) ack *
      +.0001 > F.  *(0) ack *
      +.0201 < .   *(0) ack *
      """;

  private Requests() {}

  /** A POST on a connection of its own, with that field line (or none) beside the others. */
  static String post(int port, String field, String body, String marker) {
    String head = field + "Content-Length: " + body.length() + "||" + body;
    return asking(port, "POST /order HTTP/1.1|Host: a|" + head, marker);
  }

  static String get(int port, String marker) {
    return asking(port, "GET /list HTTP/1.1|Host: a||", marker);
  }

  private static String asking(int port, String request, String marker) {
    return """
        connection PORT
        handshake rtt 20ms
        +.010 > P.   *("REQUEST") ack * MARKER
        """
        .replace("PORT", Integer.toString(port))
        .replace("REQUEST", request)
        .replace("MARKER", marker);
  }
}
