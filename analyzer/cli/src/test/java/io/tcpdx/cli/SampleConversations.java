package io.tcpdx.cli;

import static io.tcpdx.cli.SampleReports.MS;
import static io.tcpdx.cli.SampleReports.START_NS;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.StreamEnd;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.BodyDelimiter;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Field;
import io.tcpdx.protocol.Fields;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.Message;
import io.tcpdx.protocol.Request;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.protocol.Turn;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was said on connections, made by hand; times in milliseconds from the capture's start. */
public final class SampleConversations {
  private SampleConversations() {}

  /** The look-up of {@code a} that took 12 ms, before which one query was lost. */
  public static Lookup lookup() {
    return new Lookup(
        "10.7.0.1",
        new Endpoint("10.7.0.53", 53),
        "a",
        "A",
        Lookup.Outcome.ANSWERED,
        2,
        START_NS - 13 * MS,
        START_NS - MS,
        5 * MS,
        1,
        3,
        List.of("10.7.0.2"));
  }

  /**
   * A connection that carries a page, then a cut picture, then two pipelined requests of which the
   * last one is not answered.
   */
  public static Conversation http() {
    List<Transaction> transactions = new ArrayList<>();
    transactions.add(
        transaction(
            0,
            request("GET", "/page?q=a%20b&empty&c=d=e#f", 5, 5, "Cookie", "id=secret1; b=c"),
            response(200, 25, 65, 20_000L, 20_000, "Set-Cookie", "id=secret2; Path=/; HttpOnly"),
            0));
    transactions.add(
        transaction(
            1,
            request("GET", "/picture.png", 100, 101, "Authorization", "Basic secret3"),
            cut(response(200, 150, 200, 9_000L, 4_000)),
            0));
    transactions.add(
        transaction(2, request("GET", "/a", 300, 300), response(404, 320, 330, 10L, 10), 0));
    transactions.add(
        transaction(3, request("GET", "/b", 301, 301), response(200, 340, 341, 10L, 10), 1));
    transactions.add(transaction(4, request("POST", "/c", 302, 310), null, 2));
    HttpSummary http = new HttpSummary("1.1", true, 5, 4, true, 2, 3, 1, 0, List.of(), null);
    return new Conversation(
        Application.HTTP, http, transactions, null, List.of(), lookup(), List.of());
  }

  /** A connection whose HTTP is nothing but this. */
  public static Conversation http(Transaction... transactions) {
    int count = transactions.length;
    HttpSummary http =
        new HttpSummary("1.1", true, count, count, true, 0, 1, 0, 0, List.of(), null);
    return new Conversation(
        Application.HTTP, http, List.of(transactions), null, List.of(), null, List.of());
  }

  /** TLS 1.3 with two turns, which ends by an alert. */
  public static Conversation tls() {
    TlsHandshake handshake =
        new TlsHandshake(
            "1.3",
            "a.example",
            "h2",
            List.of("h2", "http/1.1"),
            0x1301,
            false,
            false,
            false,
            START_NS + 5 * MS,
            START_NS + 45 * MS,
            START_NS + 46 * MS,
            1,
            4L,
            9L,
            List.of(new TlsAlert(Side.SERVER, false, "close_notify", START_NS + 900 * MS, 90)),
            null);
    List<Turn> turns = List.of(turn(46, 47, 80, 100), turn(200, 200, 230, 260));
    return new Conversation(
        Application.TLS, null, List.of(), handshake, turns, lookup(), List.of("a limit"));
  }

  /** The same handshake, ended by a fatal alert. */
  public static TlsHandshake failing(TlsHandshake tls) {
    return new TlsHandshake(
        tls.version(),
        tls.serverName(),
        tls.alpn(),
        tls.offeredAlpn(),
        tls.cipherSuite(),
        tls.resumed(),
        false,
        false,
        tls.startNs(),
        tls.finishedNs(),
        null,
        null,
        tls.startPacket(),
        tls.endPacket(),
        List.of(new TlsAlert(Side.SERVER, true, "handshake_failure", START_NS + 50 * MS, 9)),
        tls.waits());
  }

  private static Turn turn(long startMs, long askedMs, long answerMs, long endMs) {
    return new Turn(
        START_NS + startMs * MS,
        START_NS + askedMs * MS,
        START_NS + answerMs * MS,
        START_NS + endMs * MS,
        10,
        20,
        300,
        5_000);
  }

  /** A transaction of HTTP/1. */
  public static Transaction transaction(
      int index, @Nullable Request request, @Nullable Response response, int ahead) {
    return new Transaction(index, null, request, response, ahead, true);
  }

  /** A request to {@code a} with these fields, names and values in turn. */
  public static Request request(
      String method, String target, long startMs, long endMs, String... fields) {
    return new Request(
        method, target, "a", message(startMs, endMs, BodyDelimiter.NONE, null, 0, fields));
  }

  /** An answer. */
  public static Response response(
      int status,
      long startMs,
      long endMs,
      @Nullable Long declared,
      long received,
      String... fields) {
    Message message = message(startMs, endMs, BodyDelimiter.LENGTH, declared, received, fields);
    return new Response(status, "Reason", 0, null, message);
  }

  /** The same, cut by a FIN. */
  public static Response cut(Response whole) {
    return unfinished(whole, StreamEnd.FIN, 0);
  }

  /** The same, of which the capture lacks the end: that many bytes passed unread. */
  public static Response unread(Response whole, long bytes) {
    return unfinished(whole, null, bytes);
  }

  private static Response unfinished(Response whole, @Nullable StreamEnd cutBy, long unreadBytes) {
    Message m = whole.message();
    Message message =
        new Message(
            m.version(),
            m.startNs(),
            m.headEndNs(),
            m.endNs(),
            m.firstPacket(),
            m.lastPacket(),
            m.fields(),
            m.headBytes(),
            m.delimiter(),
            m.declaredBytes(),
            m.bodyBytes(),
            m.missingBytes(),
            m.framingBytes(),
            unreadBytes,
            false,
            cutBy,
            m.irregularities(),
            m.digest());
    return new Response(whole.status(), whole.reason(), 0, null, message);
  }

  private static Message message(
      long startMs,
      long endMs,
      BodyDelimiter delimiter,
      @Nullable Long declared,
      long received,
      String... fields) {
    List<Field> lines = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      lines.add(new Field(fields[i], fields[i + 1]));
    }
    return new Message(
        "1.1",
        START_NS + startMs * MS,
        START_NS + startMs * MS,
        START_NS + endMs * MS,
        startMs + 1,
        endMs + 1,
        new Fields(lines),
        100,
        delimiter,
        declared,
        received,
        0,
        0,
        0,
        true,
        null,
        Set.of(),
        -1);
  }

  /** The report of one connection on which this was said. */
  public static Report report(Conversation conversation) {
    return report(Map.of(0, conversation), SampleReports.connection(0, 40_000));
  }

  /** The report of connections on which this was said, by their ids. */
  public static Report report(
      Map<Integer, Conversation> conversations, ConnectionSummary... connections) {
    Report bare =
        SampleReports.report(List.of(connections), List.of(), SampleReports.file("capture.pcap"));
    return new Report(
        bare.capture(),
        bare.connections(),
        bare.ledgers(),
        conversations,
        List.of(lookup()),
        bare.findings(),
        bare.detectors(),
        null,
        bare.times());
  }
}
