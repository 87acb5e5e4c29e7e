package io.tcpdx.cli.corpus;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.ledger.Cause;
import io.tcpdx.ledger.LedgerSummary;
import io.tcpdx.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells of the connections of one capture, such that it can be held against what
 * another report tells of the same traffic: packets by the numbers that they had in the original
 * capture, connections by their first packet, times by the original clock.
 */
final class Told {
  private static final Pattern PACKET = Pattern.compile("[pP]ackets?(\\[\\d+])?$");

  /** A nanosecond count beyond this is a time of day, not a duration: 1973. */
  private static final long FIRST_TIME_NS = 100_000_000_000_000_000L;

  private final Frames frames;
  private final long shiftNs;
  private final Map<Integer, String> connections = new HashMap<>();
  private final Map<String, Map<String, String>> things = new TreeMap<>();

  /**
   * @param shiftNs by which the clock was before the original's
   */
  Told(Report report, Frames frames, long shiftNs) {
    this.frames = frames;
    this.shiftNs = shiftNs;
    for (ConnectionSummary connection : report.connections()) {
      addConnection(report, connection);
    }
    addFindings(report.findings());
  }

  /** Paths and figures of each connection and finding, by the name of these. */
  Map<String, Map<String, String>> things() {
    return things;
  }

  private void addConnection(Report report, ConnectionSummary connection) {
    Long first = frames.numberBefore(connection.firstPacket());
    if (first == null) {
      return;
    }
    String name = "connection@" + first;
    connections.put(connection.id(), name);
    Map<String, String> told = new TreeMap<>(Flat.of("connection", connection, this::read));
    told.remove("connection.id");
    told.remove("connection.reusedTuple.previousConnection"); // an id too
    told.putAll(Flat.of("conversation", report.conversation(connection), this::read));
    LedgerSummary ledger = report.ledger(connection);
    for (Cause cause : Cause.values()) {
      told.put("ledger." + cause, Long.toString(ledger.ns(cause)));
    }
    things.put(name, told);
  }

  private void addFindings(List<Finding> findings) {
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparing(Finding::firstPacket).thenComparing(Finding::lastPacket));
    Map<String, Integer> count = new HashMap<>();
    for (Finding finding : sorted) {
      String of = of(finding);
      if (of == null) {
        continue;
      }
      String kind = finding.code() + " " + of + " " + finding.direction();
      int ordinal = count.merge(kind, 1, Integer::sum);
      Map<String, String> told = new TreeMap<>(Flat.of(finding.code(), finding, this::read));
      told.remove(finding.code() + ".connection");
      things.put("finding " + kind + " " + ordinal, told);
    }
  }

  /** What the finding is about; null where it is about nothing of the original capture. */
  private @Nullable String of(Finding finding) {
    if (finding.connection() != null) {
      return connections.get(finding.connection());
    }
    return frames.numberBefore(finding.firstPacket()) == null ? null : "capture";
  }

  private String read(String path, String value) {
    if (PACKET.matcher(path).find() && value.matches("\\d+")) {
      Long before = frames.numberBefore(Long.parseLong(value));
      return before == null ? "of another capture" : before.toString();
    }
    if (path.endsWith("Ns") && value.matches("\\d{18,19}")) {
      long timeNs = Long.parseLong(value);
      return Long.toString(timeNs > FIRST_TIME_NS ? timeNs - shiftNs : timeNs);
    }
    return value;
  }
}
