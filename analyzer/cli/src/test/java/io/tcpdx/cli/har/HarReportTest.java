package io.tcpdx.cli.har;

import static io.tcpdx.cli.SampleConversations.request;
import static io.tcpdx.cli.SampleConversations.response;
import static io.tcpdx.cli.SampleConversations.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.sstoehr.harreader.HarReader;
import de.sstoehr.harreader.HarReaderException;
import de.sstoehr.harreader.model.HarLog;
import io.tcpdx.cli.SampleConversations;
import io.tcpdx.cli.SampleReports;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.protocol.Conversation;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HarReportTest {
  private static final Endpoint SERVER = new Endpoint("10.7.0.2", 8000);

  @Test
  void logMatchesTheSchema() throws IOException {
    JsonNode log = log(SampleConversations.http());

    assertThat(log.at("/creator/name").textValue()).isEqualTo("tcpdx");
    assertThat(log.get("entries")).hasSize(5);
    assertThat(log.at("/pages/0/title").textValue()).isEqualTo("requests of 10.7.0.1");
    assertThat(log.at("/entries/0/pageref")).isEqualTo(log.at("/pages/0/id"));
  }

  @Test
  void captureWithoutHttpGivesAnEmptyLog() throws IOException {
    assertThat(HarSchema.assertHar(har(SampleReports.empty(), false)).at("/log/entries")).isEmpty();
  }

  @Test
  void timingsAddUpToTheTimeOfTheEntry() throws IOException {
    for (JsonNode entry : log(SampleConversations.http()).get("entries")) {
      BigDecimal sum = BigDecimal.ZERO;
      for (String phase : new String[] {"blocked", "dns", "connect", "send", "wait", "receive"}) {
        BigDecimal ms = entry.get("timings").get(phase).decimalValue();
        sum = sum.add(ms.signum() < 0 ? BigDecimal.ZERO : ms);
      }
      assertThat(entry.get("time").decimalValue()).isEqualByComparingTo(sum);
    }
  }

  @Test
  void firstEntryOfAConnectionBeginsBeforeItsLookup() throws IOException {
    JsonNode first = log(SampleConversations.http()).at("/entries/0");

    assertThat(first.get("timings").toString())
        .isEqualTo(
            "{\"blocked\":-1,\"dns\":12,\"connect\":4.11,\"ssl\":-1,\"send\":0,\"wait\":20,"
                + "\"receive\":40}");
    // The request's first byte passed at 5 ms: the phases before it end there.
    assertThat(first.get("startedDateTime").textValue()).isEqualTo("2026-11-22T18:14:03.112346Z");
  }

  @Test
  void cutAndMissingAnswersFailAsInChromium() throws IOException {
    JsonNode entries = log(SampleConversations.http()).get("entries");

    assertThat(entries.at("/1/response/status").intValue()).isEqualTo(200);
    assertThat(entries.at("/1/response/_error").textValue())
        .isEqualTo("net::ERR_CONTENT_LENGTH_MISMATCH");
    assertThat(entries.at("/4/response/status").intValue()).isZero();
    assertThat(entries.at("/4/response/_error").textValue()).startsWith("no answer");
    assertThat(entries.at("/4/timings/wait").intValue()).isEqualTo(1790);
    assertThat(entries.at("/0/response").has("_error")).isFalse();
  }

  @Test
  void secretsAreWrittenOnlyWhereThatIsAskedFor() throws IOException {
    Report report = SampleConversations.report(SampleConversations.http());

    String redacted = har(report, false);
    assertThat(redacted).doesNotContain("secret").contains(Redaction.REPLACEMENT);
    assertThat(HarSchema.assertHar(redacted).at("/log/entries/0/request/cookies")).isEmpty();

    JsonNode whole = HarSchema.assertHar(har(report, true)).at("/log/entries");
    assertThat(whole.at("/0/request/cookies").toString())
        .isEqualTo("[{\"name\":\"id\",\"value\":\"secret1\"},{\"name\":\"b\",\"value\":\"c\"}]");
    assertThat(whole.at("/0/response/cookies").toString())
        .isEqualTo(
            "[{\"name\":\"id\",\"value\":\"secret2\",\"path\":\"/\",\"httpOnly\":true,"
                + "\"secure\":false}]");
    assertThat(whole.at("/1/request/headers/0/value").textValue()).isEqualTo("Basic secret3");
  }

  @Test
  void expiryOfCookiesIsADateOrNothing() throws IOException {
    Conversation conversation =
        SampleConversations.http(
            transaction(
                0,
                request("GET", "/", 5, 5),
                response(
                    200,
                    6,
                    7,
                    0L,
                    0,
                    "Set-Cookie",
                    "a=b; Expires=Wed, 09-Jun-2021 10:18:14 GMT; Secure; Domain=x",
                    "set-cookie",
                    "nonsense; Expires=soon",
                    "SET-COOKIE",
                    ""),
                0));

    JsonNode cookies =
        HarSchema.assertHar(har(SampleConversations.report(conversation), true))
            .at("/log/entries/0/response/cookies");

    assertThat(cookies).hasSize(3);
    assertThat(cookies.at("/0/expires").textValue()).isEqualTo("2021-06-09T10:18:14Z");
    assertThat(cookies.at("/1").has("expires")).isFalse();
    assertThat(cookies.at("/1/value").textValue()).isEqualTo("nonsense");
  }

  @Test
  void queryIsTakenApartButNotDecoded() throws IOException {
    JsonNode request = log(SampleConversations.http()).at("/entries/0/request");

    assertThat(request.get("url").textValue()).isEqualTo("http://a/page?q=a%20b&empty&c=d=e#f");
    assertThat(request.get("queryString").toString())
        .isEqualTo(
            "[{\"name\":\"q\",\"value\":\"a%20b\"},{\"name\":\"empty\",\"value\":\"\"},"
                + "{\"name\":\"c\",\"value\":\"d=e\"}]");
  }

  @Test
  void everyFormOfTargetBecomesAnUrl() {
    assertThat(HarUrl.of(request("GET", "http://b:81/x", 0, 0), SERVER)).isEqualTo("http://b:81/x");
    assertThat(HarUrl.of(request("CONNECT", "b:443", 0, 0), SERVER)).isEqualTo("https://b:443/");
    assertThat(HarUrl.of(request("OPTIONS", "*", 0, 0), SERVER)).isEqualTo("http://a");
    assertThat(HarUrl.of(request("GET", "odd", 0, 0), SERVER)).isEqualTo("http://a/odd");
  }

  @Test
  void whatCannotStandInAnUrlIsEncoded() throws IOException {
    Transaction odd = transaction(0, request("GET", "/\u001b[2J\u0000 \"<\u00e9>", 5, 5), null, 0);

    String url = log(SampleConversations.http(odd)).at("/entries/0/request/url").textValue();

    assertThat(url).isEqualTo("http://a/%1B[2J%00%20%22%3C%E9%3E");
  }

  @Test
  void answersWithoutRequestAreLeftOutAndThatIsSaid() throws IOException {
    JsonNode log =
        log(SampleConversations.http(transaction(0, null, response(200, 6, 7, 0L, 0), 0)));

    assertThat(log.get("entries")).isEmpty();
    assertThat(log.get("comment").textValue()).contains("lacks their requests: 1");
  }

  @Test
  void entriesOfAllConnectionsAreInTheOrderOfTime() throws IOException {
    Transaction late = transaction(0, request("GET", "/late", 900, 900), null, 0);
    Transaction early = transaction(0, request("GET", "/early", 50, 50), null, 0);

    JsonNode entries =
        HarSchema.assertHar(
                har(
                    SampleConversations.report(
                        Map.of(
                            0, SampleConversations.http(late), 1, SampleConversations.http(early)),
                        SampleReports.connection(0, 40_000),
                        SampleReports.connection(1, 40_001)),
                    false))
            .at("/log/entries");

    assertThat(entries.at("/0/request/url").textValue()).isEqualTo("http://a/early");
    assertThat(entries.at("/0/_connectionId").textValue()).isEqualTo("1");
    assertThat(entries.at("/1/request/url").textValue()).isEqualTo("http://a/late");
  }

  /** A library of others' reads what was meant. */
  @Test
  void anotherReaderReadsTheSame() throws IOException, HarReaderException {
    String har = har(SampleConversations.report(SampleConversations.http()), false);

    HarLog log = new HarReader().readFromString(har).log();

    assertThat(log.entries()).hasSize(5);
    assertThat(log.entries().get(0).request().url()).startsWith("http://a/page?");
    assertThat(log.entries().get(0).startedDateTime().toInstant())
        .isEqualTo(Instant.parse("2026-11-22T18:14:03.112346Z"));
    assertThat(log.entries().get(0).timings().dns()).isEqualTo(12);
    assertThat(log.entries().get(0).response().bodySize()).isEqualTo(20_000);
    assertThat(log.entries().get(4).response().status()).isZero();
    for (var entry : log.entries()) {
      assertThat(URI.create(entry.request().url()).getHost()).isEqualTo("a");
    }
  }

  @Test
  void sameReportGivesSameBytes() throws IOException {
    Report report = SampleConversations.report(SampleConversations.http());

    assertThat(har(report, false)).isEqualTo(har(report, false));
  }

  private static JsonNode log(Conversation conversation) throws IOException {
    return HarSchema.assertHar(har(SampleConversations.report(conversation), false)).get("log");
  }

  private static String har(Report report, boolean secrets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HarReport("0.0.0", secrets).write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
