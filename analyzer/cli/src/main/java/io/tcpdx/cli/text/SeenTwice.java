package io.tcpdx.cli.text;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.SeenAlso;
import io.tcpdx.detect.Figures;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Words for what the capture holds more than once, and for what lay between where it was seen. */
final class SeenTwice {
  private static final int SHOWN_NAMES = 3;

  private SeenTwice() {}

  /** Lines for the head of a report; none where everything was seen once. */
  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    String copies = copies(report);
    if (!copies.isEmpty()) {
      lines.add("Twice in the capture: " + copies + "; counted once.");
    }
    addNat(report, lines);
    addRenumbered(report, lines);
    return lines;
  }

  private static String copies(Report report) {
    long segments = 0;
    for (ConnectionSummary connection : report.connections()) {
      segments +=
          connection.clientToServer().captureDuplicates()
              + connection.serverToClient().captureDuplicates();
    }
    long messages = report.capture().dnsCaptureDuplicates();
    List<String> copies = new ArrayList<>();
    if (segments > 0) {
      copies.add(Figures.count(segments, "segment", "segments"));
    }
    if (messages > 0) {
      copies.add(Figures.count(messages, "DNS message", "DNS messages"));
    }
    return String.join(" and ", copies);
  }

  private static void addNat(Report report, List<String> lines) {
    Set<String> names = new LinkedHashSet<>();
    int connections = 0;
    for (ConnectionSummary connection : report.connections()) {
      boolean behindNat = connection.seenAlso().stream().anyMatch(s -> isBehindNat(connection, s));
      connections += behindNat ? 1 : 0;
      for (SeenAlso seen : connection.seenAlso()) {
        addName(names, connection.client(), seen.client());
        addName(names, connection.server(), seen.server());
      }
    }
    addBothSides("a NAT", connections, names, lines);
  }

  private static void addName(Set<String> names, Endpoint here, Endpoint there) {
    if (!here.address().equals(there.address())) {
      names.add(here.address() + " is also " + there.address());
    } else if (here.port() != there.port()) {
      names.add(here.address() + " with other ports");
    }
  }

  private static void addRenumbered(Report report, List<String> lines) {
    Set<String> names = new LinkedHashSet<>();
    int connections = 0;
    for (ConnectionSummary connection : report.connections()) {
      if (connection.seenAlso().stream().anyMatch(SeenAlso::otherSequenceNumbers)) {
        connections++;
        names.add(connection.client().address() + " → " + connection.server());
      }
    }
    addBothSides("a firewall that replaces sequence numbers", connections, names, lines);
  }

  private static void addBothSides(
      String between, int connections, Set<String> names, List<String> lines) {
    if (connections > 0) {
      String seen = Figures.count(connections, "connection", "connections");
      lines.add(
          "On both sides of "
              + between
              + ": "
              + seen
              + " ("
              + shown(names)
              + "); each counted once.");
    }
  }

  private static String shown(Set<String> names) {
    String shown = String.join(", ", names.stream().limit(SHOWN_NAMES).toList());
    int more = names.size() - SHOWN_NAMES;
    return more > 0 ? shown + " and " + Figures.count(more) + " more" : shown;
  }

  private static boolean isBehindNat(ConnectionSummary connection, SeenAlso seen) {
    return !seen.client().equals(connection.client()) || !seen.server().equals(connection.server());
  }

  /** How else one connection was seen. */
  static String also(ConnectionSummary connection, SeenAlso seen) {
    String packets = Figures.count(seen.packets(), "packet", "packets");
    String as =
        isBehindNat(connection, seen)
            ? "on the other side of a NAT as " + seen.client() + " → " + seen.server()
            : "on the other side of a firewall";
    String numbers = seen.otherSequenceNumbers() ? " with other sequence numbers" : "";
    return as + numbers + ", " + packets;
  }
}
