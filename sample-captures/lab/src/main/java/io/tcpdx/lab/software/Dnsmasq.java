package io.tcpdx.lab.software;

import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.Lookup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** dnsmasq, which knows a few names by heart and asks nobody else. */
public final class Dnsmasq implements Service {

  private static final String LOG = "dnsmasq.log";
  private static final String SOURCE = "dnsmasq's log (log-queries=extra)";
  private static final int PORT = 53;

  /** Such as {@code 1 10.7.0.1/4711 query[A] www.lab from 10.7.0.1}. */
  private static final Pattern QUERY =
      Pattern.compile(" [0-9]+ [^ ]+ query\\[([A-Z]+)\\] ([^ ]+) from ([^ ]+)$");

  /** Such as {@code 1 10.7.0.1/4711 config www.lab is 10.7.0.2}. */
  private static final Pattern ANSWER =
      Pattern.compile(" [0-9]+ [^ ]+ (?:config|[^ ]*hosts|cached) ([^ ]+) is ([^ ]+)$");

  private final String address;
  private final List<String> options;

  /**
   * @param options besides those that keep it to itself, as in {@code dnsmasq(8)}
   */
  public Dnsmasq(String address, String... options) {
    this.address = address;
    this.options = List.of(options);
  }

  @Override
  public List<Program> programs() {
    return List.of(Program.DNSMASQ);
  }

  @Override
  public void start(Workplace place) throws IOException, InterruptedException {
    StringBuilder configuration = new StringBuilder();
    for (String option :
        List.of(
            "no-resolv",
            "no-hosts",
            "bind-interfaces",
            "listen-address=" + address,
            "except-interface=lo",
            "log-queries=extra",
            "local=/lab/",
            "user=root",
            "pid-file=" + place.directory().resolve("dnsmasq.pid"),
            "log-facility=" + place.directory().resolve(LOG))) {
      configuration.append(option).append('\n');
    }
    options.forEach(option -> configuration.append(option).append('\n'));
    place.write("dnsmasq.conf", configuration.toString());
    String file = place.directory().resolve("dnsmasq.conf").toString();
    place.start(Program.DNSMASQ, "dnsmasq.out", List.of("--keep-in-foreground", "-C", file));
    place.awaitPort("udp", PORT);
  }

  /**
   * Questions for the same name and type are attempts at one look-up: the scenarios ask each name
   * once. What dnsmasq sent is not what the client got, where an answer was lost: only attempts and
   * the last answer are told.
   */
  @Override
  public HttpTruth logged(Workplace place) throws IOException {
    Map<String, Lookup> lookups = new LinkedHashMap<>();
    String asked = "";
    for (String line : place.lines(LOG)) {
      Matcher query = QUERY.matcher(line);
      Matcher answer = ANSWER.matcher(line);
      if (query.find()) {
        asked = query.group(2) + " " + query.group(1);
        Lookup lookup =
            new Lookup(query.group(2), query.group(1), query.group(3), "unanswered", 1, null);
        lookups.merge(asked, lookup, (before, again) -> more(before));
      } else if (answer.find() && lookups.containsKey(asked)) {
        lookups.computeIfPresent(asked, (key, lookup) -> with(lookup, outcome(answer.group(2))));
      }
    }
    return HttpTruth.ofLookups(SOURCE, List.copyOf(lookups.values()));
  }

  private static String outcome(String answer) {
    return switch (answer) {
      case "NXDOMAIN" -> "nxdomain";
      case "NODATA", "NODATA-IPv6", "NODATA-IPv4" -> "no-data";
      default -> "answered";
    };
  }

  private static Lookup more(Lookup lookup) {
    Integer attempts = lookup.attempts();
    return new Lookup(
        lookup.name(),
        lookup.type(),
        lookup.clientAddress(),
        lookup.outcome(),
        attempts == null ? null : (Integer) (attempts + 1),
        null);
  }

  private static Lookup with(Lookup lookup, String outcome) {
    return new Lookup(
        lookup.name(), lookup.type(), lookup.clientAddress(), outcome, lookup.attempts(), null);
  }
}
