package io.tcpdx.detect.tls;

import static io.tcpdx.protocol.tls.TlsDialogue.FINISHED;
import static io.tcpdx.protocol.tls.TlsDialogue.alert;
import static io.tcpdx.protocol.tls.TlsDialogue.changeCipherSpec;
import static io.tcpdx.protocol.tls.TlsDialogue.clientHello;
import static io.tcpdx.protocol.tls.TlsDialogue.data;
import static io.tcpdx.protocol.tls.TlsDialogue.encryptedHandshake;
import static io.tcpdx.protocol.tls.TlsDialogue.message;
import static io.tcpdx.protocol.tls.TlsDialogue.payload;
import static io.tcpdx.protocol.tls.TlsDialogue.serverHello;
import static io.tcpdx.protocol.tls.TlsDialogue.tls13;

import io.tcpdx.protocol.tls.TlsDialogue;

/** Timelines of connections with TLS, over a path of 20 ms there and back. */
public final class TlsVisits {
  private static final int PATH_MS = 20;
  private static final int DELAYED_ACK_MS = 40;
  private static final int FATAL = 2;
  private static final int HANDSHAKE_FAILURE = 40;

  private static final byte[] RESUMPTION =
      TlsDialogue.joined(serverHello(0xc02f), changeCipherSpec(), encryptedHandshake());
  private static final byte[] LAST_WORD =
      TlsDialogue.joined(changeCipherSpec(), encryptedHandshake());

  private TlsVisits() {}

  static String opened(int port) {
    return opened(port, "");
  }

  /** A set-up of TCP: 20 ms; the marker stands at its SYN. */
  public static String opened(int port, String marker) {
    return """
        connection %d
        delays 10ms 10ms
        +.001 > S   0:0(0) win 64240 <mss 1460> %s
        +20ms < S. 0:0(0) ack 1 win 65160 <mss 1460>
        +10us > .   *(0) ack *
        """
        .formatted(port, marker);
  }

  /** What the client says, at once; the marker stands with it. */
  static String client(String marker, byte[]... records) {
    return "+10us > P.  *(%s) ack * %s%n".formatted(payload(records), marker);
  }

  /** What the server says, as soon as it can. */
  static String server(byte[]... records) {
    return serverAfter(PATH_MS, records);
  }

  /** Where it takes long, its TCP acknowledges before. */
  static String serverAfter(int ms, byte[]... records) {
    boolean late = ms > PATH_MS + DELAYED_ACK_MS;
    String acknowledged = late ? "+%dms < . *(0) ack *%n".formatted(PATH_MS) : "";
    int restMs = late ? ms - PATH_MS : ms;
    return acknowledged + "+%dms < P. *(%s) ack *%n".formatted(restMs, payload(records));
  }

  /** TLS 1.2 in full: two round trips, 40 ms. */
  public static String full12(String marker) {
    return client(marker, clientHello())
        + server(serverHello(0xc02f), message(11, 900), message(14, 0))
        + client("", message(16, 66), changeCipherSpec(), encryptedHandshake())
        + server(message(4, 200), changeCipherSpec(), encryptedHandshake());
  }

  /** TLS 1.2 in full with a client that takes its time over the certificate. */
  static String checkedFor(int clientMs, String marker) {
    return client(marker, clientHello())
        + server(serverHello(0xc02f), message(11, 900), message(14, 0))
        + "+10us > . *(0) ack *\n"
        + "+%dms > P. *(%s) ack *%n"
            .formatted(clientMs, payload(message(16, 66), changeCipherSpec(), encryptedHandshake()))
        + server(message(4, 200), changeCipherSpec(), encryptedHandshake());
  }

  /** TLS 1.2 in full; the server's flight is that long on its way, the client answers at once. */
  static String slowOnTheWay(int pathMs, String marker) {
    return client(marker, clientHello())
        + server(serverHello(0xc02f), message(11, 900), message(14, 0))
        + "+%dms > . *(0) ack *%n".formatted(pathMs)
        + client("", message(16, 66), changeCipherSpec(), encryptedHandshake())
        + server(message(4, 200), changeCipherSpec(), encryptedHandshake());
  }

  /** TLS 1.2 in full; the client's last flight is lost, and sent again after that long. */
  static String lastFlightLost(int timeoutMs, String marker) {
    String last = payload(message(16, 66), changeCipherSpec(), encryptedHandshake());
    int length = message(16, 66).length + changeCipherSpec().length + encryptedHandshake().length;
    int from = 1 + clientHello().length;
    String again = "%d:%d(%s)".formatted(from, from + length, last);
    return client(marker, clientHello())
        + server(serverHello(0xc02f), message(11, 900), message(14, 0))
        + "+10us > P. %s ack *%n".formatted(again)
        + "+%dms > P. %s ack *%n".formatted(timeoutMs, again)
        + server(message(4, 200), changeCipherSpec(), encryptedHandshake());
  }

  /** TLS 1.2 with a session resumed: one round trip, 20 ms. */
  static String resumed12(String marker) {
    return resumed12(marker, PATH_MS);
  }

  /** The same with a server that takes its time. */
  static String resumed12(String marker, int serverMs) {
    return client(marker, clientHello())
        + serverAfter(serverMs, RESUMPTION)
        + client("", LAST_WORD);
  }

  /** TLS 1.3: one round trip, 20 ms. */
  public static String full13(String marker) {
    return client(marker, clientHello(tls13()))
        + server(serverHello(0x1301, tls13()), changeCipherSpec(), data(900))
        + client("", changeCipherSpec(), data(FINISHED));
  }

  /** The server does not want what the client offers: 20 ms. */
  public static String refused() {
    return refused("");
  }

  static String refused(String marker) {
    return client(marker, clientHello()) + server(alert(FATAL, HANDSHAKE_FAILURE));
  }

  /** A connection with one question, closed by the client; the marker stands at its SYN. */
  public static String visit(int port, String marker) {
    return opened(port, marker) + full13("") + turn(10) + closedByClient();
  }

  /** A question and its answer, beyond the path's time after that long. */
  public static String turn(int thinkMs) {
    return """
        +10us > P.  *(%s) ack *
        +%sms < P.  *(%s) ack *
        +10us > .   *(0) ack *
        """
        .formatted(payload(data(200)), thinkMs + PATH_MS, payload(data(900)));
  }

  public static String closedByClient() {
    return """
        +10us > F.  *(0) ack *
        +20ms < F. *(0) ack *
        +10us > .   *(0) ack *
        """;
  }
}
