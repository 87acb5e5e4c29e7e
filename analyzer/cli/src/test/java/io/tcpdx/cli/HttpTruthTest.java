package io.tcpdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Lookup;
import io.tcpdx.protocol.Response;
import io.tcpdx.protocol.TlsAlert;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What tcpdx says of HTTP, DNS and TLS in every recorded run, against what the programs of that run
 * logged ({@code http} in {@code truth.json}).
 */
class HttpTruthTest {
  private static final double SLACK_SECONDS = 0.001;
  private static final double SLACK_SHARE = 0.05;

  /** Servers that log milliseconds cut off what is below, at the start and at the end. */
  private static final double SERVER_CLOCK_SECONDS = 0.001;

  /** What programs do before and after what is seen on the wire: resolvers, TLS, event loops. */
  private static final double COMPUTING_SECONDS = 0.005;

  /**
   * Ten segments, the initial window (RFC 6928): of more, the server's log tells when the last byte
   * was given to its kernel, and the capture when it was sent.
   */
  private static final long AT_ONCE_BYTES = 14_000;

  /** Below this rate the time that a frame itself takes is more than the slack. */
  private static final long FAST_BITS_PER_SECOND = 50_000_000;

  /** Taken so that they lack some of what was said: how that is read is tested elsewhere. */
  private static final Set<String> PARTIAL =
      Set.of(
          "http-gap",
          "http-mid-body",
          "http-mid-connection",
          "http-one-direction-client",
          "http-one-direction-server",
          "http-snaplen");

  /**
   * What is asked for here needs more than the log: two readings of a length that is given twice,
   * an answer that nobody asked for, and a request that the client logs as done although, refused
   * in time, it kept the body that it had announced.
   */
  private static final Set<String> OTHERWISE =
      Set.of("http-conflicting-length-both", "http-out-of-step-surplus", "http-expect-refused");

  /** One capture of a run, read. */
  private record Reading(RecordedRun run, String vantage, Report report) {
    private JsonNode http() {
      return run.truth().get("http");
    }

    /**
     * Where several connections talk at once, their frames wait for each other, and programs come
     * to each one's events when they have done with the others'.
     */
    private double waitingSeconds() {
      List<Integer> ports = new ArrayList<>();
      http().get("transactions").forEach(t -> ports.add(t.get("clientPort").asInt()));
      boolean one = ports.stream().distinct().count() == 1;
      return one || http().get("maxParallelConnections").asInt() == 1 ? 0 : COMPUTING_SECONDS;
    }

    private double oneWaySeconds() {
      return run.truth().at("/link/oneWayDelaySeconds").asDouble();
    }

    /** The connection between these ports; the log's address is that of the one server. */
    private ConnectionSummary connection(JsonNode logged) {
      int client = logged.get("clientPort").asInt();
      List<ConnectionSummary> found =
          report.connections().stream().filter(c -> c.client().port() == client).toList();
      assertThat(found).as("connections from port %d", client).hasSize(1);
      JsonNode server = logged.path("serverPort");
      if (server.isNumber()) {
        assertThat(found.get(0).server().port()).as("server's port").isEqualTo(server.asInt());
      }
      return found.get(0);
    }

    /** Of a proxy's second leg the client is where the first one's server is. */
    private String vantage(ConnectionSummary connection) {
      String server = run.truth().at("/server/address").asText();
      if (!connection.client().address().equals(server) || vantage.equals("between")) {
        return vantage;
      }
      return vantage.equals("client") ? "server" : "client";
    }

    /**
     * How much shorter a time is at the capture than at the client: at the server it lacks a whole
     * round trip, half of it where the capture was taken in the middle.
     */
    private double shorterThanAtClient(ConnectionSummary connection) {
      return switch (vantage(connection)) {
        case "client" -> 0;
        case "server" -> 2 * oneWaySeconds();
        default -> oneWaySeconds();
      };
    }

    private List<Transaction> transactions(JsonNode logged) {
      return report.conversation(connection(logged)).transactions();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatWasSaidIsWhatTheProgramsLogged() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedRun run : RecordedRun.all()) {
      String name = run.folder().getFileName().toString();
      boolean whole = !PARTIAL.contains(name) && !OTHERWISE.contains(name);
      for (JsonNode capture : run.truth().get("captures")) {
        if (run.truth().path("http").isObject() && whole) {
          String file = run.name(capture);
          tests.add(DynamicTest.dynamicTest(file, () -> check(run, capture)));
        }
      }
    }
    assertThat(tests).as("recorded captures of HTTP, DNS or TLS").isNotEmpty();
    return tests.stream();
  }

  private static void check(RecordedRun run, JsonNode capture) throws Exception {
    Report report = RecordedRun.analyze(run.file(capture));
    Reading reading = new Reading(run, capture.get("vantage").asText(), report);
    checkTransactions(reading);
    checkClient(reading);
    reading.http().get("lookups").forEach(logged -> checkLookup(reading, logged));
    reading.http().get("tls").forEach(logged -> checkTls(reading, logged));
    checkParallel(reading);
  }

  /** Of each connection as many, in the same order, each with what was logged of it. */
  private static void checkTransactions(Reading reading) {
    Map<Integer, List<JsonNode>> byPort = new HashMap<>();
    for (JsonNode logged : reading.http().get("transactions")) {
      byPort.computeIfAbsent(logged.get("clientPort").asInt(), p -> new ArrayList<>()).add(logged);
    }
    byPort.forEach(
        (port, logged) -> {
          ConnectionSummary connection = reading.connection(logged.get(0));
          Conversation said = reading.report().conversation(connection);
          if (said.application() == Application.HTTP2) {
            checkStreams(said, logged);
            return;
          }
          assertThat(said.transactions())
              .as("transactions from port %d", port)
              .hasSameSizeAs(logged);
          for (JsonNode each : logged) {
            int index = each.path("indexOnConnection").asInt(logged.indexOf(each));
            checkTransaction(reading, connection, said.transactions().get(index), each);
          }
        });
  }

  /** Streams end in any order; a request that upgraded is logged before and after. */
  private static void checkStreams(Conversation said, List<JsonNode> logged) {
    List<String> asked =
        said.transactions().stream().map(HttpTruthTest::target).sorted().distinct().toList();
    assertThat(asked)
        .as("targets of HTTP/2")
        .isEqualTo(logged.stream().map(l -> l.get("target").asText()).sorted().distinct().toList());
    for (Transaction transaction : said.transactions()) {
      Response response = transaction.response();
      assertThat(response).as("answer to %s", target(transaction)).isNotNull();
      assertThat(transaction.complete()).as("complete").isTrue();
      assertThat(logged)
          .as("log of %s", target(transaction))
          .anyMatch(
              l ->
                  l.get("target").asText().equals(target(transaction))
                      && response != null
                      && l.get("status").asInt() == response.status()
                      && l.get("bodyBytes").asLong() == response.message().bodyBytes());
    }
  }

  private static String target(Transaction transaction) {
    return transaction.request() == null ? "?" : transaction.request().target();
  }

  private static void checkTransaction(
      Reading reading, ConnectionSummary connection, Transaction said, JsonNode logged) {
    String what = logged.get("method").asText() + " " + logged.get("target").asText();
    assertThat(said.request()).as(what).isNotNull();
    if (said.request() != null) {
      assertThat(said.request().method()).as("method").isEqualTo(logged.get("method").asText());
      assertThat(said.request().target()).as("target").isEqualTo(logged.get("target").asText());
    }
    Response response = said.response();
    if (!logged.get("status").isNumber()) {
      return;
    }
    assertThat(response).as("answer to " + what).isNotNull();
    if (response == null) {
      return;
    }
    assertThat(response.status()).as("status of " + what).isEqualTo(logged.get("status").asInt());
    if (logged.get("bodyBytes").isNumber()) {
      assertThat(response.message().bodyBytes())
          .as("content of " + what)
          .isEqualTo(logged.get("bodyBytes").asLong());
    }
    if (logged.get("framedBodyBytes").isNumber()) {
      assertThat(response.message().bodyBytes() + response.message().framingBytes())
          .as("content and framing of " + what)
          .isEqualTo(logged.get("framedBodyBytes").asLong());
    }
    if (logged.get("complete").isBoolean()) {
      assertThat(said.complete())
          .as("complete " + what)
          .isEqualTo(logged.get("complete").asBoolean());
    }
    checkSeconds(reading, connection, said, logged, what);
  }

  private static void checkSeconds(
      Reading reading,
      ConnectionSummary connection,
      Transaction said,
      JsonNode logged,
      String what) {
    boolean slow = isSlow(reading.run().truth());
    // A program that is still writing its request reads the answer when it has done so.
    boolean early = said.answerNs() < said.askedNs();
    if (!logged.get("requestSeconds").isNumber() || slow || early || !said.complete()) {
      return;
    }
    double seen = (said.endNs() - said.startNs()) / 1e9;
    double told = logged.get("requestSeconds").asDouble();
    double shorter = reading.shorterThanAtClient(connection);
    if (reading.http().path("timedAt").asText("client").equals("client")) {
      assertClose(what + " as its client timed it", seen, told - shorter, reading.waitingSeconds());
      return;
    }
    double expected = told + 2 * reading.oneWaySeconds() - shorter;
    boolean asked = said.request() != null && said.request().message().bodyBytes() == 0;
    boolean answered =
        said.response() != null && said.response().message().bodyBytes() <= AT_ONCE_BYTES;
    if (asked && answered) {
      assertClose(
          what + " as its server timed it",
          seen,
          expected,
          SERVER_CLOCK_SECONDS + reading.waitingSeconds());
    } else {
      assertThat(seen)
          .as(what + ", at least as long as the server had it")
          .isGreaterThan(expected * (1 - SLACK_SHARE) - SLACK_SECONDS - SERVER_CLOCK_SECONDS);
    }
  }

  /** Where frames were lost, or took long themselves, no place tells the time of another. */
  private static boolean isSlow(JsonNode truth) {
    JsonNode link = truth.get("link");
    boolean lost = link.get("lostSegments").asLong() > 0;
    for (String direction : List.of("clientToServer", "serverToClient")) {
      JsonNode rate = link.at("/" + direction + "/rateBitsPerSecond");
      lost |= rate.isNumber() && rate.asLong() < FAST_BITS_PER_SECOND;
    }
    return lost;
  }

  private static void assertClose(String what, double seen, double told, double more) {
    double slack = Math.max(SLACK_SECONDS, SLACK_SHARE * told) + more;
    assertThat(seen).as("seconds of " + what).isCloseTo(told, within(slack));
  }

  /** What curl timed, where the capture stood beside it; the n-th of a connection is its n-th. */
  private static void checkClient(Reading reading) {
    Map<Integer, Integer> seen = new HashMap<>();
    for (JsonNode told : reading.http().path("client")) {
      if (!told.get("clientPort").isNumber() || !told.get("status").isNumber()) {
        continue;
      }
      int nth = seen.merge(told.get("clientPort").asInt(), 1, Integer::sum) - 1;
      ConnectionSummary connection = reading.connection(told);
      if (reading.vantage(connection).equals("client")) {
        checkConnect(connection, told);
        checkClientSeconds(reading, nth, told);
      }
    }
  }

  private static void checkConnect(ConnectionSummary connection, JsonNode told) {
    Long totalNs = connection.handshake().totalNs();
    if (told.get("connectSeconds").isNumber() && totalNs != null) {
      assertClose("connect", totalNs / 1e9, told.get("connectSeconds").asDouble(), 0);
    }
  }

  private static void checkClientSeconds(Reading reading, int nth, JsonNode told) {
    List<Transaction> said = reading.transactions(told);
    if (said.isEmpty()) {
      return; // Encrypted, or not read.
    }
    Transaction transaction = said.get(nth);
    String what = told.get("target").asText() + " as curl timed it";
    double total = (transaction.endNs() - transaction.startNs()) / 1e9;
    assertClose(what, total, told.get("totalSeconds").asDouble(), reading.waitingSeconds());
  }

  private static void checkLookup(Reading reading, JsonNode logged) {
    String name = logged.get("name").asText();
    String type = logged.get("type").asText();
    List<Lookup> found =
        reading.report().lookups().stream()
            .filter(l -> l.name().equals(name) && l.type().equals(type))
            .toList();
    // One that failed, or whose answer was lost beyond the capture, is asked again and another one.
    assertThat(found).as("look-ups of %s %s", name, type).isNotEmpty();
    Lookup lookup = found.get(found.size() - 1);
    assertThat(lookup.client()).as("who asked").isEqualTo(logged.get("clientAddress").asText());
    String outcome = lookup.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(outcome).as("outcome").isEqualTo(logged.get("outcome").asText());
    if (logged.get("attempts").isNumber()) {
      assertThat(found.stream().mapToInt(Lookup::attempts).sum())
          .as("attempts")
          .isEqualTo(logged.get("attempts").asInt());
    }
    checkLookupSeconds(reading, lookup);
  }

  /** curl's own time for the name, where the capture stood beside it. */
  private static void checkLookupSeconds(Reading reading, Lookup lookup) {
    for (ConnectionSummary connection : reading.report().connections()) {
      Lookup used = reading.report().conversation(connection).lookup();
      for (JsonNode told : reading.http().path("client")) {
        if (reading.vantage().equals("client")
            && lookup.equals(used)
            && told.get("clientPort").asInt() == connection.client().port()
            && told.get("lookupSeconds").isNumber()) {
          double seconds = told.get("lookupSeconds").asDouble();
          Long durationNs = lookup.durationNs(reading.report().times());
          assertThat(durationNs).as("look-up").isNotNull();
          assertClose("look-up", durationNs / 1e9, seconds, COMPUTING_SECONDS);
        }
      }
    }
  }

  private static void checkTls(Reading reading, JsonNode logged) {
    ConnectionSummary connection = reading.connection(logged);
    TlsHandshake tls = reading.report().conversation(connection).tls();
    assertThat(tls).as("TLS from port %d", connection.client().port()).isNotNull();
    if (tls == null) {
      return;
    }
    if (logged.get("alert").isTextual()) {
      assertThat(tls.alerts().stream().map(TlsAlert::description))
          .as("alerts")
          .contains(logged.get("alert").asText());
      return;
    }
    assertThat(tls.version()).as("version").isEqualTo(logged.get("version").asText());
    assertThat(tls.resumed()).as("resumed").isEqualTo(logged.get("resumed").asBoolean());
    assertThat(tls.alpn()).as("ALPN").isEqualTo(logged.get("alpn").asText());
    assertThat(tls.serverName()).as("SNI").isEqualTo(logged.get("sni").asText());
    for (JsonNode told : reading.http().path("client")) {
      Long setUpNs = tls.setUpNs(connection);
      if (setUpNs != null
          && told.get("clientPort").asInt() == connection.client().port()
          && told.get("tlsSeconds").isNumber()) {
        assertClose("TLS", setUpNs / 1e9, told.get("tlsSeconds").asDouble(), COMPUTING_SECONDS);
      }
    }
  }

  /** A server counts a connection from its accept to its close, as a capture there does. */
  private static void checkParallel(Reading reading) {
    JsonNode most = reading.http().get("maxParallelConnections");
    for (Finding finding : reading.report().findings()) {
      boolean one = reading.http().get("proxied").isEmpty();
      if (finding.code().equals("parallel-connections") && most.isNumber() && one) {
        assertThat(finding.metrics().get("maxParallel"))
            .as("connections at once")
            .hasToString(most.asText());
      }
    }
  }
}
