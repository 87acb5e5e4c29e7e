package io.tcpdx.detect;

import io.tcpdx.connection.ConnectionSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says which findings charge time that another finding charges too, in another light: the smaller
 * is part of the greater, so that the costs of those that are part of none can be added up.
 */
public final class Parts {
  private final Map<String, Set<String>> overlaps = new HashMap<>();
  private final IntFunction<@Nullable ConnectionSummary> connections;
  private final Map<Integer, List<Finding>> byConnection = new HashMap<>();
  private final Map<List<String>, List<Finding>> byHosts = new HashMap<>();

  /** Findings about single connections, by the hosts between which these stand. */
  private final Map<List<String>, List<Finding>> ofConnections = new HashMap<>();

  private final IdentityHashMap<Finding, Finding> greater = new IdentityHashMap<>();

  private Parts(
      Collection<DetectorInfo> detectors, IntFunction<@Nullable ConnectionSummary> connections) {
    this.connections = connections;
    for (DetectorInfo info : detectors) {
      for (String other : info.overlaps()) {
        overlaps.computeIfAbsent(info.id(), code -> new HashSet<>()).add(other);
      }
    }
  }

  /**
   * The same findings, in the same order, with what each is part of.
   *
   * @param connections the connections of the capture by their ids
   */
  public static List<Finding> told(
      List<Finding> findings, IntFunction<@Nullable ConnectionSummary> connections) {
    List<DetectorInfo> detectors = Detectors.all().stream().map(Detectors.Kind::info).toList();
    return new Parts(detectors, connections).told(findings);
  }

  private List<Finding> told(List<Finding> findings) {
    List<Finding> dear = findings.stream().filter(finding -> finding.costNs() > 0).toList();
    for (Finding finding : dear) {
      Integer id = finding.connection();
      if (id == null) {
        byHosts.computeIfAbsent(hosts(finding), key -> new ArrayList<>()).add(finding);
      } else {
        byConnection.computeIfAbsent(id, key -> new ArrayList<>()).add(finding);
        ofConnections.computeIfAbsent(hosts(finding), key -> new ArrayList<>()).add(finding);
      }
    }
    dear.stream().filter(finding -> overlaps.containsKey(finding.code())).forEach(this::compare);
    return findings.stream().map(this::told).toList();
  }

  /** Client and server; the server alone where the finding is about all its clients. */
  private List<String> hosts(Finding finding) {
    Integer id = finding.connection();
    ConnectionSummary connection = id == null ? null : connections.apply(id);
    List<String> hosts = connection == null ? finding.hosts() : HostPair.of(connection).hosts();
    return hosts == null ? List.of() : hosts;
  }

  private Finding told(Finding finding) {
    Finding whole = greater.get(finding);
    return whole == null ? finding : finding.partOf(whole.code());
  }

  private void compare(Finding finding) {
    Set<String> codes = overlaps.getOrDefault(finding.code(), Set.of());
    for (Finding other : sharing(finding)) {
      if (codes.contains(other.code())) {
        boolean smaller = finding.costNs() <= other.costNs();
        note(smaller ? finding : other, smaller ? other : finding);
      }
    }
  }

  /** Of several that contain it, it is told as part of the greatest. */
  private void note(Finding part, Finding whole) {
    Finding known = greater.get(part);
    if (known == null || known.costNs() < whole.costNs()) {
      greater.put(part, whole);
    }
  }

  /** The findings about the same connection, or about the hosts that it stands between. */
  private List<Finding> sharing(Finding finding) {
    List<String> hosts = hosts(finding);
    Integer id = finding.connection();
    List<Finding> sharing = new ArrayList<>(byHosts.getOrDefault(hosts, List.of()));
    if (id != null) {
      sharing.addAll(byConnection.getOrDefault(id, List.of()));
    } else {
      sharing.addAll(ofConnections.getOrDefault(hosts, List.of()));
    }
    if (hosts.size() > 1) {
      List<String> server = hosts.subList(hosts.size() - 1, hosts.size());
      sharing.addAll(byHosts.getOrDefault(server, List.of()));
    } else if (!hosts.isEmpty()) {
      sharing.addAll(ofServer(hosts.get(0)));
    }
    return sharing;
  }

  /** The findings about one client and this server. */
  private List<Finding> ofServer(String server) {
    return byHosts.entrySet().stream()
        .filter(entry -> entry.getKey().size() > 1)
        .filter(entry -> entry.getKey().get(entry.getKey().size() - 1).equals(server))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
