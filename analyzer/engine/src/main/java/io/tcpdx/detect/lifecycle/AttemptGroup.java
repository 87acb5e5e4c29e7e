package io.tcpdx.detect.lifecycle;

import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Endpoint;
import io.tcpdx.detect.Evidence;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connection attempts that are told together, or a single one.
 *
 * @param attempts the attempts, one at least
 * @param completed how many others, between the same hosts, were completed
 * @param recovered whether each of them succeeded later, from the same host
 * @param wide whether they are of one client that tried so many servers and ports in vain that it
 *     looks for something, rather than asks for it
 */
record AttemptGroup(
    List<AttemptGroups.Attempt> attempts, int completed, boolean recovered, boolean wide) {
  /** The first attempt: the only one where it is told alone. */
  ConnectionSummary first() {
    return attempts.get(0).connection();
  }

  boolean single() {
    return attempts.size() == 1;
  }

  int size() {
    return attempts.size();
  }

  Set<String> clients() {
    return attempts.stream().map(it -> it.hosts().client()).collect(Collectors.toSet());
  }

  Set<Endpoint> servers() {
    return attempts.stream().map(it -> it.hosts().server()).collect(Collectors.toSet());
  }

  /**
   * How much it matters that these attempts failed: what succeeded later cost time only, and of
   * many that a client tries, most are not there to be woken for.
   */
  Level levelOfFailure() {
    return wide || recovered ? Level.WARNING : Level.ERROR;
  }

  /** SYNs sent in all. */
  long syns() {
    return attempts.stream()
        .mapToLong(it -> it.connection().handshake().synRetransmissions() + 1L)
        .sum();
  }

  long costNs() {
    return attempts.stream().mapToLong(AttemptGroups.Attempt::costNs).sum();
  }

  /** Whom they came from: {@code 10.0.0.1}, {@code 76 clients}. */
  String from() {
    Set<String> clients = clients();
    return clients.size() == 1
        ? clients.iterator().next()
        : Figures.count(clients.size()) + " clients";
  }

  /** What they tried to reach: {@code 10.0.0.2:80}, {@code 99 ports of 10.0.0.2}. */
  String to() {
    Set<Endpoint> servers = servers();
    if (servers.size() == 1) {
      return servers.iterator().next().toString();
    }
    Set<String> hosts = addresses(servers);
    if (hosts.size() == 1) {
      return Figures.count(servers.size()) + " ports of " + hosts.iterator().next();
    }
    Set<Integer> ports = servers.stream().map(Endpoint::port).collect(Collectors.toSet());
    String many = Figures.count(hosts.size()) + " hosts";
    return ports.size() == 1 ? "port " + ports.iterator().next() + " of " + many : many;
  }

  private static Set<String> addresses(Set<Endpoint> servers) {
    return servers.stream().map(Endpoint::address).collect(Collectors.toSet());
  }

  /** A finding about these attempts, with the figures that all have in common. */
  FindingBuilder describe(FindingBuilder finding) {
    if (single()) {
      finding.connection(first().id());
    } else {
      finding.hosts(hosts());
    }
    finding.occurrences(size());
    if (!single()) {
      finding.metric("clients", clients().size());
      finding.metric("servers", addresses(servers()).size());
      finding.metric("serverPorts", servers().size());
    }
    return finding;
  }

  private List<String> hosts() {
    List<String> hosts = new ArrayList<>(2);
    Set<String> clients = clients();
    Set<Endpoint> servers = servers();
    Set<String> addresses = addresses(servers);
    if (clients.size() == 1) {
      hosts.addAll(clients);
    }
    if (servers.size() == 1) {
      hosts.add(servers.iterator().next().toString());
    } else if (addresses.size() == 1) {
      hosts.addAll(addresses);
    }
    return hosts;
  }

  /** The packets of the attempts, the first and the last of each. */
  Evidence evidence() {
    Evidence evidence = new Evidence();
    for (AttemptGroups.Attempt attempt : attempts) {
      ConnectionSummary its = attempt.connection();
      evidence.add(its.startNs(), its.firstPacket(), its.lastPacket());
    }
    return evidence;
  }
}
