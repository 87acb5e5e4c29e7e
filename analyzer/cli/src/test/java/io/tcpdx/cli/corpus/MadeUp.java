package io.tcpdx.cli.corpus;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.Side;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.report.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a report on a part of a capture tells that the whole capture does not show. Who is the
 * client may be unknown in a part, so that sides are named by their addresses.
 */
record MadeUp(Report whole, Report part) {
  private static final int SYN_AND_FIN = 2;

  Map<String, String> violations() {
    Map<String, String> violations = new TreeMap<>();
    for (Level level : new Level[] {Level.ERROR, Level.WARNING}) {
      Set<String> known = findings(whole, level);
      for (String finding : findings(part, level)) {
        if (!known.contains(finding)) {
          String code = finding.substring(0, finding.indexOf(' '));
          violations.put("new " + level.name().toLowerCase(Locale.ROOT) + " " + code, finding);
        }
      }
    }
    Map<String, Long> limits = counts(whole, true);
    counts(part, false)
        .forEach(
            (count, value) -> {
              long limit = limits.getOrDefault(count, 0L);
              if (value > limit) {
                String what = count.substring(0, count.indexOf(' '));
                violations.put("more " + what, count + ": " + value + ", not " + limit);
              }
            });
    return violations;
  }

  /** Codes, and what each is about. What was at least so bad is known. */
  private static Set<String> findings(Report report, Level level) {
    Map<Integer, ConnectionSummary> connections = new HashMap<>();
    report.connections().forEach(connection -> connections.put(connection.id(), connection));
    Set<String> findings = new HashSet<>();
    for (Finding finding : report.findings()) {
      if (finding.level().compareTo(level) >= 0) {
        ConnectionSummary connection = connections.get(finding.connection());
        findings.add(finding.code() + " " + (connection == null ? "capture" : pair(connection)));
      }
    }
    return findings;
  }

  private static String pair(ConnectionSummary connection) {
    String client = connection.client().toString();
    String server = connection.server().toString();
    return client.compareTo(server) < 0 ? client + server : server + client;
  }

  /**
   * @param limit whether to add what may be missing beside payload: the FIN and the SYN of a side
   *     take a sequence number each, and nobody can tell it from a byte that was not captured
   */
  private static Map<String, Long> counts(Report report, boolean limit) {
    Map<String, Long> counts = new TreeMap<>();
    for (ConnectionSummary connection : report.connections()) {
      for (Side side : Side.values()) {
        boolean client = side == Side.CLIENT;
        HalfStreamSummary sent =
            connection.halfStream(client ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT);
        String by =
            " "
                + connection.endpoint(side)
                + ">"
                + connection.endpoint(client ? Side.SERVER : Side.CLIENT);
        addHalf(counts, by, sent);
        add(counts, "payloadAndMissingBytes" + by, limit ? SYN_AND_FIN : 0);
      }
      add(
          counts,
          "synRetransmissions " + pair(connection),
          connection.handshake().synRetransmissions());
      add(
          counts,
          "synAckRetransmissions " + pair(connection),
          connection.handshake().synAckRetransmissions());
      HttpSummary http = report.conversation(connection).http();
      if (http != null) {
        add(counts, "requests " + pair(connection), http.requests());
        add(counts, "responses " + pair(connection), http.responses());
      }
    }
    return counts;
  }

  private static void addHalf(Map<String, Long> counts, String by, HalfStreamSummary sent) {
    add(counts, "segments" + by, sent.segments());
    add(counts, "payloadBytes" + by, sent.payloadBytes());
    add(counts, "payloadAndMissingBytes" + by, sent.payloadBytes() + sent.missingBytes());
    add(counts, "sentAgain" + by, sent.retransmissions().total());
    add(counts, "outOfOrder" + by, sent.outOfOrder());
    add(counts, "duplicateAcks" + by, sent.duplicateAcks());
    add(counts, "captureDuplicates" + by, sent.captureDuplicates());
    add(counts, "zeroWindows" + by, sent.zeroWindows());
    add(counts, "keepAlives" + by, sent.keepAlives());
    add(counts, "windowProbes" + by, sent.windowProbes());
  }

  private static void add(Map<String, Long> counts, String name, long value) {
    counts.merge(name, value, Long::sum);
  }
}
