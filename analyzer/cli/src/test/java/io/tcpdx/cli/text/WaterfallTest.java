package io.tcpdx.cli.text;

import static io.tcpdx.cli.SampleConversations.request;
import static io.tcpdx.cli.SampleConversations.response;
import static io.tcpdx.cli.SampleConversations.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcpdx.cli.SampleConversations;
import io.tcpdx.cli.SampleReports;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.Application;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.TlsHandshake;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  @Test
  void requestsStandWhereTheirTimeWent() {
    Conversation conversation =
        SampleConversations.http(
            transaction(0, request("GET", "/", 5, 5), response(200, 25, 65, 20L, 20), 0),
            transaction(1, request("GET", "/b", 105, 105), response(404, 155, 205, 9L, 9), 0));

    assertThat(waterfall(SampleConversations.report(conversation), 10))
        .isEqualTo(
            """

            Requests
               start conn request                  code   bytes    time
              10.7.0.1 → a                                              0             205 ms
                +0 s    0 GET /                    200     20 B   64 ms ──█████
             +105 ms    0 GET /b                   404      9 B  100 ms           ─────█████
              c connect, ─ wait, █ receive.
            """);
  }

  @Test
  void everyPhaseHasItsSignAndOnlyThoseThereAreExplained() {
    String text = waterfall(SampleConversations.report(SampleConversations.http()), 10);

    assertThat(text)
        .contains("  d DNS, c connect, s send, . wait behind earlier answers, ─ wait, █ receive,")
        .contains("? wait in vain; ! not whole.")
        .contains(" 200! 4.00 kB ")
        .contains(" –        0 B  1.80 s   s???")
        .doesNotContain("TLS");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void whatTheCaptureDoesNotShowIsNoFault() {
    Conversation conversation =
        SampleConversations.http(
            transaction(
                0,
                request("GET", "/", 5, 5),
                SampleConversations.unread(response(200, 25, 65, null, 20), 3_000),
                0));

    assertThat(waterfall(SampleConversations.report(conversation), 10))
        .contains(" GET /                    200~ 3.02 kB ")
        .contains("; ~ not captured as a whole.")
        .doesNotContain("!");
  }

  @Test
  void pausesDoNotSqueezeWhatStandsBesideThem() {
    Conversation conversation =
        SampleConversations.http(
            transaction(0, request("GET", "/", 5, 5), response(200, 25, 65, 20L, 20), 0),
            transaction(
                1, request("GET", "/b", 60_005, 60_005), response(200, 60_035, 60_065, 9L, 9), 0));

    String text = waterfall(SampleConversations.report(conversation), 10);

    assertThat(text)
        .contains("   64 ms c───██████\n")
        .contains("   60 ms           ─────█████\n")
        .contains(". Bars leave long pauses out.\n");
  }

  @Test
  void encryptedConnectionsHaveOneRowEach() {
    String text = waterfall(SampleConversations.report(SampleConversations.tls()), 10);

    assertThat(text)
        .contains("Encrypted connections\n")
        .contains("10.7.0.1 → a.example")
        .contains("TLS 1.3, 2 turns ")
        .contains("10.0 kB  170 ms dttt───██      ───██\n")
        .contains("  d DNS, c connect, t TLS, s send, ─ wait, █ receive.");
  }

  @Test
  void answersOfHttp09HaveNoStatus() {
    Conversation conversation =
        SampleConversations.http(
            transaction(0, request("GET", "/", 5, 5), response(0, 25, 65, null, 20), 0));

    assertThat(waterfall(SampleConversations.report(conversation), 10))
        .startsWith("\nRequests\n")
        .contains(" GET /                            20 B ");
  }

  @Test
  void failedTlsShowsItsSetUpAndWhyItFailed() {
    Conversation whole = SampleConversations.tls();
    TlsHandshake tls = whole.tls();
    assertThat(tls).isNotNull();
    Conversation failed =
        new Conversation(
            Application.TLS,
            null,
            List.of(),
            SampleConversations.failing(tls),
            List.of(),
            null,
            List.of());

    String text = waterfall(SampleConversations.report(failed), 10);

    assertThat(text).contains(" TLS handshake_failure    !  ").contains("c connect, t TLS; !");
  }

  @Test
  void whereNotAllFitTheSlowestAreShownInTheOrderOfTime() {
    Transaction[] transactions = new Transaction[20];
    for (int i = 0; i < transactions.length; i++) {
      long startMs = i * 100L;
      transactions[i] =
          transaction(
              i,
              request("GET", "/" + i, startMs, startMs),
              response(200, startMs + 1 + i, startMs + 1 + i, 1L, 1),
              0);
    }

    String text = waterfall(SampleConversations.report(SampleConversations.http(transactions)), 2);

    assertThat(text)
        .contains("Requests (2 of 20, the slowest)")
        .contains("10.7.0.1 → a (2 of 20)")
        .containsSubsequence("GET /18", "GET /19")
        .doesNotContain("GET /17")
        .endsWith("  All of them: -v or --top 20.\n");
  }

  @Test
  void clientsAndHostsAreToldApart() {
    Conversation a = SampleConversations.http(transaction(0, request("GET", "/", 5, 5), null, 0));
    Conversation unasked =
        SampleConversations.http(transaction(0, null, response(200, 5, 9, 1L, 1), 0));
    ConnectionSummary first = SampleReports.connection(0, 40_000);
    ConnectionSummary second = SampleReports.connection(1, 40_001);

    String text =
        waterfall(SampleConversations.report(Map.of(0, a, 1, unasked), first, second), 10);

    assertThat(text)
        .contains("10.7.0.1 → a ")
        .contains("10.7.0.1 → 10.7.0.2:8000 ")
        .contains("(request not captured)");
  }

  @Test
  void longTargetsKeepTheirBeginningAndTheirEnd() {
    Transaction transaction =
        transaction(
            0,
            request("GET", "http://a/a/very/long/way/to/the/picture.png", 5, 5),
            response(200, 25, 65, 20L, 20),
            0);

    String text = waterfall(SampleConversations.report(SampleConversations.http(transaction)), 10);

    assertThat(text).contains(" GET /a/very/l…icture.png 200 ");
  }

  @Test
  void nothingFromTheWireSteersTheTerminal() {
    Transaction odd =
        transaction(
            0,
            request("G\u0000T", "/\u001b[2J\u009b1m\r\n", 5, 5),
            response(200, 25, 65, 20L, 20),
            0);
    Report report = SampleConversations.report(SampleConversations.http(odd));
    StringBuilder whole = new StringBuilder();
    writer(10, StandardCharsets.UTF_8, Palette.PLAIN).write(report, whole);
    StringBuilder one = new StringBuilder();
    writer(10, StandardCharsets.UTF_8, Palette.PLAIN)
        .writeConnection(report, report.connections().get(0), one);

    assertThat(whole).contains("G\\x00T /\\x1b[");
    assertThat(one).contains("G\\x00T /\\x1b[2J\\x9b1m\\r\\n → 200");
    assertThat((whole + one.toString()).chars().filter(c -> c != '\n'))
        .noneMatch(Character::isISOControl);
  }

  @Test
  void asciiTerminalGetsAsciiOnlyInTheSameColumns() {
    Report report = SampleConversations.report(SampleConversations.http());
    String unicode = waterfall(report, 10);
    StringBuilder ascii = new StringBuilder();
    Page page = new Page(ascii, Printable.in(StandardCharsets.US_ASCII), Palette.PLAIN);
    new Waterfall(page, new TextOptions(10, false, Palette.PLAIN, StandardCharsets.US_ASCII))
        .write(report);

    assertThat(ascii.toString()).isASCII().contains("c connect").contains("- wait, # receive");
    assertThat(ascii.toString().lines().count()).isEqualTo(unicode.lines().count());
  }

  @Test
  void coloursFollowThePaletteAndChangeNothingElse() {
    Report report = SampleConversations.report(SampleConversations.http());
    StringBuilder coloured = new StringBuilder();
    Page page = new Page(coloured, Printable.in(StandardCharsets.UTF_8), Palette.ANSI);
    new Waterfall(page, new TextOptions(10, false, Palette.ANSI, StandardCharsets.UTF_8))
        .write(report);

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.toString().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(waterfall(report, 10));
  }

  @Test
  void whereNothingWasAskedThereIsNoWaterfall() {
    assertThat(waterfall(SampleReports.nagle(), 10)).isEmpty();
  }

  @Test
  void oneConnectionTellsAllItsRequestsWithTheirPhases() {
    Report report = SampleConversations.report(SampleConversations.http());
    StringBuilder out = new StringBuilder();
    writer(10, StandardCharsets.UTF_8, Palette.PLAIN)
        .writeConnection(report, report.connections().get(0), out);

    assertThat(out.toString())
        .contains("  DNS     a A, took 12 ms, asked twice, of 10.7.0.53:53\n")
        .contains("  HTTP    1.1, 5 requests, 1 without an answer, pipelined, up to 3 at once,")
        .contains(
            """
                0   +5.0 ms GET /page?q=a%20b&empty&c=d=e#f → 200, 20.0 kB, packets 6–66
                            DNS 12 ms, connect 4.1 ms, wait 20 ms, receive 40 ms; 76 ms in
                            all
                1   +100 ms GET /picture.png → 200, 4.00 kB of 9.00 kB, not whole, packets
                            101–201
                            send 1.0 ms, wait 49 ms, receive 50 ms; 100 ms in all
            """)
        .contains("POST /c → no answer, pipelined behind 2, packets 303–311\n")
        .contains("send 8.0 ms, wait in vain 1.79 s\n");
  }

  @Test
  void oneEncryptedConnectionTellsItsTurns() {
    Report report = SampleConversations.report(SampleConversations.tls());
    StringBuilder out = new StringBuilder();
    writer(10, StandardCharsets.UTF_8, Palette.PLAIN)
        .writeConnection(report, report.connections().get(0), out);

    assertThat(out.toString())
        .contains("  TLS     1.3, to a.example, for h2, full handshake, took 40 ms, 1 round trip,")
        .contains("server's alert close_notify")
        .contains("  Limit   a limit\n")
        .contains("Turns of encrypted data\n")
        .contains("    0    +46 ms 300 B → 5.00 kB, packets 10–20\n");
  }

  @Test
  void tablesSayWhatIsSpoken() {
    StringBuilder out = new StringBuilder();
    writer(10, StandardCharsets.UTF_8, Palette.PLAIN)
        .write(SampleConversations.report(SampleConversations.http()), out);

    assertThat(out.toString())
        .contains("1 connection (HTTP)")
        .contains("   0  10.7.0.1:40000 → 10.7.0.2:8000 · HTTP/1.1, 5 requests\n");
  }

  private static String waterfall(Report report, int top) {
    StringBuilder out = new StringBuilder();
    TextOptions options = new TextOptions(top, false, Palette.PLAIN, StandardCharsets.UTF_8);
    Page page = new Page(out, Printable.in(StandardCharsets.UTF_8), Palette.PLAIN);
    new Waterfall(page, options).write(report);
    return out.toString();
  }

  private static TextReport writer(int top, Charset charset, Palette palette) {
    return new TextReport(new TextOptions(top, false, palette, charset));
  }
}
