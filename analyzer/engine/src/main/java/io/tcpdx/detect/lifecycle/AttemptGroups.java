package io.tcpdx.detect.lifecycle;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.detect.HostPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connection attempts that came to the same end, gathered by what they have in common: the client,
 * where it tried many servers; the server, where many clients tried it; else both. A scan or an
 * outage is one thing, and is said once.
 */
final class AttemptGroups {
  /** Fewer are told apart. */
  private static final int MANY = 4;

  /** So many addresses and ports one host tries in a scan, and hardly any program in its work. */
  private static final int WIDE = 16;

  private final List<Attempt> attempts = new ArrayList<>();
  private final Map<HostPair, Completed> completed = new HashMap<>();
  private final Map<String, Set<Endpoint>> triedInVain = new HashMap<>();
  private final Map<String, Set<Endpoint>> serversOfClient = new HashMap<>();
  private final Map<Endpoint, Set<String>> clientsOfServer = new HashMap<>();
  private final Map<String, Set<String>> clientsOfHost = new HashMap<>();
  private final Map<String, Heard> heardOfHost = new HashMap<>();

  /**
   * One attempt.
   *
   * @param costNs time that it cost, in nanoseconds
   */
  record Attempt(ConnectionSummary connection, long costNs) {
    HostPair hosts() {
      return HostPair.of(connection);
    }
  }

  /** What the capture has of a host's answers. */
  private static final class Heard {
    boolean captured;
    boolean spokeUncaptured;
  }

  /** The set-ups of a client and a server that were completed. */
  static final class Completed {
    int count;
    long lastStartNs = Long.MIN_VALUE;
  }

  /** What the attempts of a group have in common; null where they differ, and port 0. */
  private record Common(@Nullable String client, @Nullable String host, int port) {}

  /** Takes note of a connection, whatever became of it. */
  void see(ConnectionSummary connection) {
    Heard heard = heard(connection);
    heard.captured |= connection.serverToClient().segments() > 0;
    heard.spokeUncaptured |=
        connection.serverToClient().segments() == 0
            && connection.handshake().outcome() != HandshakeOutcome.UNANSWERED;
    if (connection.handshake().outcome() != HandshakeOutcome.ESTABLISHED) {
      String client = connection.client().address();
      triedInVain.computeIfAbsent(client, c -> new HashSet<>()).add(connection.server());
    } else {
      Completed its = completed.computeIfAbsent(HostPair.of(connection), pair -> new Completed());
      its.count++;
      its.lastStartNs = Math.max(its.lastStartNs, connection.startNs());
    }
  }

  private Heard heard(ConnectionSummary connection) {
    return heardOfHost.computeIfAbsent(connection.server().address(), host -> new Heard());
  }

  /** Whether that server speaks, and nothing of what it says is in the capture. */
  private boolean uncaptured(Attempt attempt) {
    Heard heard = heard(attempt.connection());
    return heard.spokeUncaptured && !heard.captured;
  }

  /** Takes an attempt that came to nothing. */
  void add(ConnectionSummary connection, long costNs) {
    Attempt attempt = new Attempt(connection, costNs);
    attempts.add(attempt);
    String client = attempt.hosts().client();
    Endpoint server = attempt.hosts().server();
    serversOfClient.computeIfAbsent(client, c -> new HashSet<>()).add(server);
    clientsOfServer.computeIfAbsent(server, s -> new HashSet<>()).add(client);
    clientsOfHost.computeIfAbsent(server.address(), h -> new HashSet<>()).add(client);
  }

  /** The groups, in the order of their first attempts; those too few to be many, one by one. */
  List<AttemptGroup> groups() {
    attempts.removeIf(this::uncaptured);
    Map<Common, List<Attempt>> gathered = new LinkedHashMap<>();
    for (Attempt attempt : attempts) {
      gathered.computeIfAbsent(common(attempt.hosts()), c -> new ArrayList<>()).add(attempt);
    }
    Map<Common, Integer> done = completedBy(gathered.keySet());
    List<AttemptGroup> groups = new ArrayList<>();
    gathered.forEach(
        (common, members) -> {
          int its = done.getOrDefault(common, 0);
          if (members.size() >= MANY) {
            groups.add(group(members, its));
          } else {
            members.forEach(one -> groups.add(group(List.of(one), its)));
          }
        });
    return groups;
  }

  private AttemptGroup group(List<Attempt> members, int completedBetweenThem) {
    String client = members.get(0).hosts().client();
    boolean oneClient = members.stream().allMatch(it -> it.hosts().client().equals(client));
    boolean wide = oneClient && triedInVain.getOrDefault(client, Set.of()).size() >= WIDE;
    return new AttemptGroup(members, completedBetweenThem, recovered(members), wide);
  }

  private Common common(HostPair pair) {
    Endpoint server = pair.server();
    int servers = serversOfClient.getOrDefault(pair.client(), Set.of()).size();
    int clients = clientsOfServer.getOrDefault(server, Set.of()).size();
    int clientsOfAll = clientsOfHost.getOrDefault(server.address(), Set.of()).size();
    if (servers >= MANY && servers >= clientsOfAll) {
      return new Common(pair.client(), null, 0);
    }
    if (clients >= MANY) {
      return new Common(null, server.address(), server.port());
    }
    return clientsOfAll >= MANY
        ? new Common(null, server.address(), 0)
        : new Common(pair.client(), server.address(), server.port());
  }

  private Map<Common, Integer> completedBy(Set<Common> commons) {
    Map<Common, Integer> done = new HashMap<>();
    completed.forEach(
        (pair, its) -> {
          Endpoint server = pair.server();
          for (Common common :
              List.of(
                  new Common(pair.client(), null, 0),
                  new Common(null, server.address(), server.port()),
                  new Common(null, server.address(), 0),
                  new Common(pair.client(), server.address(), server.port()))) {
            if (commons.contains(common)) {
              done.merge(common, its.count, Integer::sum);
            }
          }
        });
    return done;
  }

  /** Whether each of them succeeded later, from the same host. */
  private boolean recovered(List<Attempt> members) {
    return members.stream()
        .allMatch(
            attempt -> {
              Completed later = completed.get(attempt.hosts());
              return later != null && later.lastStartNs >= attempt.connection().endNs();
            });
  }
}
