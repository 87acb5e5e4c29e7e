package io.tcpdx.cli.corpus;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.protocol.HttpSummary;
import io.tcpdx.protocol.Transaction;
import io.tcpdx.report.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds what tcpdx says of each connection of a capture against what tshark says. */
final class SecondOpinion {
  private static final String NONE = "none";

  /** Both tools round; what is apart by less than this is the same time. */
  private static final long SAME_TIME_NS = 1_000;

  private final Report report;
  private final Map<Integer, Map<Long, Opinion>> ours;
  private final Map<Long, List<Tshark.Told>> streams = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();

  /**
   * @param told by tshark, of the frames as they are numbered in the capture
   */
  private SecondOpinion(Frames frames, List<Tshark.Told> told) {
    this.report = frames.analyze();
    this.ours = OurView.of(frames);
    Map<Integer, List<Tshark.Told>> byNumber = new LinkedHashMap<>();
    told.forEach(it -> byNumber.computeIfAbsent(it.stream(), n -> new ArrayList<>()).add(it));
    byNumber.values().forEach(stream -> streams.put(stream.get(0).number(), stream));
  }

  static List<Difference> differences(Frames frames, List<Tshark.Told> told) {
    return new SecondOpinion(frames, told).compare();
  }

  private List<Difference> compare() {
    Set<Long> matched = new HashSet<>();
    for (ConnectionSummary connection : report.connections()) {
      String name =
          connection.client() + "-" + connection.server() + "@" + connection.firstPacket();
      List<Tshark.Told> stream = streams.get(connection.firstPacket());
      if (stream == null) {
        int segments = ours.getOrDefault(connection.id(), Map.of()).size();
        add(name, "connection", segments + " segments", NONE);
        continue;
      }
      matched.add(connection.firstPacket());
      compare(name, connection, stream);
    }
    streams.forEach(
        (first, stream) -> {
          if (!matched.contains(first)) {
            Tshark.Told one = stream.get(0);
            String name = one.source() + "-" + one.destination() + "@" + first;
            add(name, "connection", NONE, stream.size() + " segments");
          }
        });
    return differences;
  }

  private void compare(String name, ConnectionSummary connection, List<Tshark.Told> stream) {
    Map<Long, Opinion> kinds = ours.getOrDefault(connection.id(), Map.of());
    add(name, "segments", kinds.size() + "", stream.size() + "");
    compareKinds(name, kinds, stream);
    int closed =
        connection.clientToServer().zeroWindows() + connection.serverToClient().zeroWindows();
    add(name, "window closed", closed + "", closings(stream) + "");
    compareSetUp(name, connection, stream);
    compareHttp(name, connection, stream);
  }

  private void compareKinds(String name, Map<Long, Opinion> kinds, List<Tshark.Told> stream) {
    Map<List<Opinion>, List<Long>> differing = new LinkedHashMap<>();
    for (Tshark.Told told : stream) {
      Opinion mine = kinds.get(told.number());
      if (mine != null && !mine.agrees(told.opinion())) {
        differing
            .computeIfAbsent(List.of(mine, told.opinion()), pair -> new ArrayList<>())
            .add(told.number());
      }
    }
    differing.forEach(
        (pair, frames) ->
            differences.add(
                new Difference(
                    name, "kind", pair.get(0).toString(), pair.get(1).toString(), frames)));
  }

  /** How often the window of either side closed: runs of segments that say that it is. */
  private static int closings(List<Tshark.Told> stream) {
    Map<String, Boolean> closed = new HashMap<>();
    int closings = 0;
    for (Tshark.Told told : stream) {
      Boolean before = closed.put(told.source(), told.zeroWindow());
      closings += told.zeroWindow() && !Boolean.TRUE.equals(before) ? 1 : 0;
    }
    return closings;
  }

  private void compareSetUp(String name, ConnectionSummary connection, List<Tshark.Told> stream) {
    String theirs =
        stream.stream()
            .map(Tshark.Told::initialRtt)
            .filter(rtt -> !rtt.isEmpty())
            .findFirst()
            .orElse(NONE);
    Long totalNs = connection.handshake().totalNs();
    if (totalNs == null) {
      add(name, "set-up", NONE, theirs);
      return;
    }
    String mine = BigDecimal.valueOf(totalNs, 9).setScale(6, RoundingMode.HALF_UP).toString();
    boolean same =
        !theirs.equals(NONE)
            && Math.abs(new BigDecimal(theirs).movePointRight(9).longValue() - totalNs)
                <= SAME_TIME_NS;
    if (!same) {
      add(name, "set-up", mine, theirs);
    }
  }

  private void compareHttp(String name, ConnectionSummary connection, List<Tshark.Told> stream) {
    HttpSummary http = report.conversation(connection).http();
    long interim =
        report.conversation(connection).transactions().stream()
            .map(Transaction::response)
            .mapToInt(response -> response == null ? 0 : response.interimCount())
            .sum();
    long requests = http == null ? 0 : http.requests();
    long responses = http == null ? 0 : http.responses() + interim;
    int theirRequests = stream.stream().mapToInt(Tshark.Told::requests).sum();
    int theirResponses = stream.stream().mapToInt(Tshark.Told::responses).sum();
    add(name, "requests", requests + "", theirRequests + "");
    add(name, "responses", responses + "", theirResponses + "");
  }

  private void add(String connection, String what, String mine, String theirs) {
    if (!mine.equals(theirs)) {
      differences.add(new Difference(connection, what, mine, theirs, List.of()));
    }
  }
}
