package io.tcpdx.cli.text;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.Finding;
import io.tcpdx.detect.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Findings that say the same of the same two hosts in the same direction, told once; of many ports
 * of one host, as in a scan, together.
 *
 * @param findings the findings, the costliest first
 * @param who the hosts, in the direction of the data concerned
 * @param occurrences how often, over all of them
 * @param costNs what they cost together, in nanoseconds
 * @param partOf title of the finding of whose cost theirs is part; null where it stands for itself
 * @param lifeNs how long their connections lived together, in nanoseconds; 0 where they span
 *     several
 */
record FindingGroup(
    List<Finding> findings,
    String who,
    long occurrences,
    long costNs,
    @Nullable String partOf,
    long lifeNs) {

  /** On fewer ports of one host than this, each port is told apart. */
  private static final int MANY_PORTS = 4;

  /** Together less than this nobody notices, unless it is a good part of what they wait for. */
  private static final long NOTICED_NS = 10_000_000L;

  /** The least of which it is worth to be a good part: one in so many of a connection's life. */
  private static final long NOTICED_PART_NS = 1_000_000L;

  private static final int NOTICED_DIVISOR = 10;

  private record Key(String code, Level level, @Nullable Direction direction, String who) {}

  /** The finding that stands for all of them. */
  Finding first() {
    return findings.get(0);
  }

  /**
   * Of findings that span connections those after the first: each is there for a reason of its own,
   * which the first's summary does not tell, while the headline counts them all.
   */
  List<Finding> otherReasons() {
    boolean ofHosts = findings.stream().allMatch(finding -> finding.connection() == null);
    return ofHosts ? findings.subList(1, findings.size()) : List.of();
  }

  /** Groups findings; in the order of level, then of cost. */
  static List<FindingGroup> of(List<Finding> findings, Map<Integer, ConnectionSummary> byId) {
    Map<Key, Set<Integer>> ports = new HashMap<>();
    for (Finding finding : findings) {
      ConnectionSummary connection = connection(finding, byId);
      if (connection != null) {
        Key hosts = key(finding, hosts(finding, connection, ""));
        ports.computeIfAbsent(hosts, k -> new HashSet<>()).add(connection.server().port());
      }
    }
    Map<Key, List<Finding>> grouped = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Key key = key(finding, who(finding, byId, ports));
      grouped.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
    List<FindingGroup> groups = new ArrayList<>();
    Map<String, String> titles = new HashMap<>();
    findings.forEach(finding -> titles.put(finding.code(), finding.title()));
    grouped.forEach((key, members) -> groups.add(group(key.who(), members, byId, titles)));
    groups.sort(
        Comparator.comparing((FindingGroup g) -> g.first().level())
            .thenComparingLong(FindingGroup::costNs)
            .reversed());
    return groups;
  }

  private static FindingGroup group(
      String who,
      List<Finding> members,
      Map<Integer, ConnectionSummary> byId,
      Map<String, String> titles) {
    members.sort(Comparator.comparingLong(Finding::costNs).reversed());
    return new FindingGroup(
        List.copyOf(members),
        who,
        members.stream().mapToLong(Finding::occurrences).sum(),
        members.stream().mapToLong(Finding::costNs).sum(),
        whole(members, titles),
        lives(members, byId));
  }

  /** What all that cost time are told as part of; null where one of them stands for itself. */
  private static @Nullable String whole(List<Finding> members, Map<String, String> titles) {
    String whole = members.get(0).partOf();
    boolean all =
        members.stream().allMatch(it -> it.costNs() == 0 || Objects.equals(whole, it.partOf()));
    return whole != null && all ? titles.get(whole) : null;
  }

  private static long lives(List<Finding> members, Map<Integer, ConnectionSummary> byId) {
    Set<Integer> ids = new HashSet<>();
    long livesNs = 0;
    for (Finding finding : members) {
      Integer id = finding.connection();
      ConnectionSummary connection = id == null ? null : byId.get(id);
      if (connection == null || !lived(connection)) {
        return 0;
      }
      livesNs += ids.add(connection.id()) ? connection.durationNs() : 0;
    }
    return livesNs;
  }

  /** Whether it got beyond its set-up: a share of what never lived says nothing. */
  private static boolean lived(ConnectionSummary connection) {
    return switch (connection.handshake().outcome()) {
      case ESTABLISHED, NOT_SEEN -> true;
      case REFUSED, UNANSWERED, INCOMPLETE -> false;
    };
  }

  private static Key key(Finding finding, String who) {
    return new Key(finding.code(), finding.level(), finding.direction(), who);
  }

  private static @Nullable ConnectionSummary connection(
      Finding finding, Map<Integer, ConnectionSummary> byId) {
    Integer id = finding.connection();
    return id == null ? null : byId.get(id);
  }

  /** Who it is about: client and server, the sender of the data first. */
  private static String who(
      Finding finding, Map<Integer, ConnectionSummary> byId, Map<Key, Set<Integer>> ports) {
    ConnectionSummary connection = connection(finding, byId);
    if (connection != null) {
      Key hosts = key(finding, hosts(finding, connection, ""));
      int number = ports.getOrDefault(hosts, Set.of()).size();
      return number < MANY_PORTS
          ? hosts(finding, connection, ":" + connection.server().port())
          : hosts(finding, connection, ", " + Figures.count(number) + " ports");
    }
    List<String> hosts = finding.hosts();
    if (hosts == null || hosts.isEmpty()) {
      return "the whole capture";
    }
    return String.join(hosts.size() == 2 ? " → " : ", ", hosts);
  }

  private static String hosts(Finding finding, ConnectionSummary connection, String port) {
    String client = host(connection.client().address());
    String server = host(connection.server().address()) + port;
    return finding.direction() == Direction.SERVER_TO_CLIENT
        ? server + " → " + client
        : client + " → " + server;
  }

  private static String host(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }

  /** Whether its cost is part of that one's, between the same hosts. */
  boolean isPartOf(FindingGroup whole) {
    return whole.first().title().equals(partOf) && whole.who().equals(who);
  }

  /**
   * Whether it is a problem of its own, in the first place: something went wrong, or time was lost
   * that somebody notices and that no other finding tells of.
   */
  boolean headline() {
    Level level = first().level();
    if (partOf != null) {
      return false;
    }
    if (level == Level.ERROR || costNs == 0) {
      return level != Level.NOTE;
    }
    boolean goodPart = costNs >= NOTICED_PART_NS && costNs * NOTICED_DIVISOR >= lifeNs;
    return costNs >= NOTICED_NS || (lifeNs > 0 && goodPart);
  }

  /** How many connections it was found on; 0 where it spans several. */
  long connections() {
    return findings.stream().map(Finding::connection).filter(id -> id != null).distinct().count();
  }

  /** How often and at what cost: {@code 39 times, 1.60 s in all (76 % of the connection)}. */
  String toll() {
    String often = Figures.times(occurrences);
    if (costNs == 0) {
      String where =
          connections() > 1
              ? " on " + Figures.count(connections(), "connection", "connections")
              : "";
      return often + where;
    }
    String cost = often + ", " + Figures.duration(costNs) + (occurrences > 1 ? " in all" : " lost");
    if (lifeNs == 0) {
      return cost;
    }
    String whole = connections() == 1 ? "the connection" : "these connections";
    return cost + " (" + Figures.share(costNs, lifeNs) + " of " + whole + ")";
  }
}
