package io.tcpdx.lab.software;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tcpdx.lab.program.ClientExchange;
import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.TlsSession;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** curl, whose {@code --write-out} tells what each request took, to the microsecond. */
public final class Curl {

  private static final String SOURCE = "curl's --write-out '%{json}' (at the client)";
  private static final String WRITE_OUT = "%{stderr}%{json}\\n";

  /** As OpenSSL words it: {@code …:tlsv1 alert protocol version}. */
  private static final Pattern ALERT = Pattern.compile("alert ([a-z ]+)$");

  private Curl() {}

  /** Runs one curl with these arguments, and logs what it says of each request. */
  public static Workplace.Result run(Workplace place, String... arguments)
      throws IOException, InterruptedException {
    return run(place, List.of(), true, arguments);
  }

  /** The same where it is meant to fail. */
  public static Workplace.Result fail(Workplace place, String... arguments)
      throws IOException, InterruptedException {
    return run(place, List.of(), false, arguments);
  }

  /**
   * Runs one curl that looks names up at {@code nameServer}, whatever the machine itself is set to.
   *
   * @param succeeds whether it is meant to
   */
  public static Workplace.Result named(
      Workplace place, String nameServer, boolean succeeds, String... arguments)
      throws IOException, InterruptedException {
    place.write("resolv.conf", "nameserver " + nameServer + "\noptions timeout:1 attempts:3\n");
    String mount = "mount --bind resolv.conf /etc/resolv.conf && exec \"$@\"";
    return run(place, List.of("unshare", "-m", "sh", "-c", mount, "sh"), succeeds, arguments);
  }

  private static Workplace.Result run(
      Workplace place, List<String> before, boolean succeeds, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--silent"));
    for (String argument : arguments) {
      all.add(argument);
      // Options after --next are new ones (curl(1)).
      if (argument.equals("--next")) {
        all.addAll(writeOut());
      }
    }
    all.addAll(1, writeOut());
    Workplace.Result result = place.attempt(before, Program.CURL, all);
    if (succeeds != (result.status() == 0)) {
      throw new IOException(
          "curl "
              + String.join(" ", Arrays.asList(arguments))
              + " exited with "
              + result.status()
              + ": "
              + result.errors().lines().limit(1).toList());
    }
    place.me().log().http(truth(result.errors()));
    return result;
  }

  private static List<String> writeOut() {
    return List.of("--write-out", WRITE_OUT);
  }

  /** Requests, and the TLS handshakes that an alert of the server's ended. */
  private static HttpTruth truth(String lines) throws IOException {
    List<ClientExchange> exchanges = exchanges(lines);
    List<TlsSession> refused = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : lines.lines().filter(l -> l.startsWith("{")).toList()) {
      JsonNode told = mapper.readTree(line);
      Matcher alert = ALERT.matcher(told.path("errormsg").asText());
      if (alert.find()) {
        int port = told.path("local_port").asInt();
        String name = alert.group(1).replace(' ', '_');
        refused.add(new TlsSession(port, null, null, null, null, 0, name));
      }
    }
    return HttpTruth.ofClient(SOURCE, exchanges).withTls(refused);
  }

  private static List<ClientExchange> exchanges(String lines) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<ClientExchange> exchanges = new ArrayList<>();
    for (String line : lines.lines().filter(l -> l.startsWith("{")).toList()) {
      exchanges.add(exchange(mapper.readTree(line)));
    }
    return exchanges;
  }

  private static ClientExchange exchange(JsonNode told) {
    boolean connected = told.path("num_connects").asInt() > 0;
    boolean answered = told.path("response_code").asInt() > 0;
    double lookup = told.path("time_namelookup").asDouble();
    double connect = told.path("time_connect").asDouble();
    double tls = told.path("time_appconnect").asDouble();
    double asked = told.path("time_pretransfer").asDouble();
    double answer = told.path("time_starttransfer").asDouble();
    double end = told.path("time_total").asDouble();
    URI url = URI.create(told.path("url").asText());
    boolean named = !String.valueOf(url.getHost()).matches("[0-9.]+");
    return new ClientExchange(
        told.path("local_port").asInt() == 0 ? null : (Integer) told.path("local_port").asInt(),
        told.path("method").asText(),
        url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery(),
        answered ? (Integer) told.path("response_code").asInt() : null,
        connected,
        connected && named ? rounded(lookup) : null,
        connected && connect > 0 ? rounded(connect - lookup) : null,
        connected && tls > 0 ? rounded(tls - connect) : null,
        answered ? rounded(answer - asked) : null,
        answered ? rounded(end - asked) : null,
        answered ? (Long) told.path("size_download").asLong() : null);
  }

  /** To the microsecond that curl tells. */
  private static @Nullable Double rounded(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }
}
