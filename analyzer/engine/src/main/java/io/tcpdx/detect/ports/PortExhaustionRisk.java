package io.tcpdx.detect.ports;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.CloseKind;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.HandshakeOutcome;
import io.tcpdx.connection.ReusedTuple;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.TimeWait;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.HostPair;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A client that keeps so many of its ports in TIME_WAIT that it may run out of them. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "port-exhaustion-risk",
    title = "Local ports running out",
    reference = "RFC 9293 §3.6.1, RFC 6056 §2.2",
    requires = {Needs.BOTH_DIRECTIONS, Needs.HANDSHAKE})
public final class PortExhaustionRisk implements CaptureDetector {
  private final Map<HostPair, PortUse> uses = new LinkedHashMap<>();
  private final Map<String, Integer> hosts = new LinkedHashMap<>();
  private final Occupancy occupancy = new Occupancy();
  private final GroupedValues ports = new GroupedValues();
  private CaptureTimes times = new CaptureTimes();
  private long timeWaitNs;

  @Override
  public void configure(DetectorSettings settings) {
    timeWaitNs = settings.timeWaitNs();
    times = settings.times();
  }

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    boolean opened = connection.handshake().outcome() == HandshakeOutcome.ESTABLISHED;
    if (!opened || !connection.roleCertain()) {
      return; // attempts let go of their port at once; of others, who opened them is a guess
    }
    HostPair pair = HostPair.of(connection);
    Integer host = hosts.computeIfAbsent(pair.client(), address -> hosts.size());
    PortUse use =
        uses.computeIfAbsent(
            pair, its -> new PortUse(uses.size(), host, its.client(), its.server()));
    ReusedTuple reuse = connection.reusedTuple();
    if (reuse != null) {
      takeBack(connection, reuse, use);
    }
    use.add(connection);
    occupancy.hold(use.index, connection.startNs(), heldUntilNs(connection));
    ports.add(use.index, connection.client().port());
  }

  /** A port that is used again was not free in between; nor is it taken twice. */
  private void takeBack(ConnectionSummary next, ReusedTuple reuse, PortUse use) {
    if (reuse.timeWaitAt().contains(Side.CLIENT)) {
      use.recycled++;
      long wouldBeUntilNs = next.startNs() - reuse.ageNs() + timeWaitNs;
      occupancy.cut(use.index, next.startNs(), wouldBeUntilNs);
    }
  }

  private long heldUntilNs(ConnectionSummary connection) {
    for (TimeWait held : connection.close().timeWaits()) {
      if (held.side() == Side.CLIENT) {
        Long cutNs = held.cutNs();
        return cutNs != null
            ? cutNs
            : times.withinStretch(connection.endNs(), connection.endNs() + timeWaitNs);
      }
    }
    return connection.close().kind() == CloseKind.OPEN_AT_END
        ? connection.watchedUntilNs()
        : connection.endNs();
  }

  @Override
  public void onEnd(FindingSink findings) {
    int[] each = IntStream.range(0, uses.size()).toArray();
    Occupancy.Peaks peaks = occupancy.peaks(each, uses.size());
    GroupedValues.Sorted sorted = ports.sorted(each, uses.size());
    PortRange[] ranges = ranges(sorted);
    for (PortUse use : uses.values()) {
      PortRange range =
          PortRange.cycled(
              sorted.values(),
              sorted.from()[use.index],
              sorted.from()[use.index + 1],
              ranges[use.hostIndex]);
      PortPressure pressure =
          new PortPressure(
              use, range, peaks.most()[use.index], peaks.atNs()[use.index], timeWaitNs);
      if (pressure.worthTelling()) {
        findings.found(pressure.finding(times));
      }
    }
  }

  /** What range each host seems to have, by all the ports from which it opened connections. */
  private PortRange[] ranges(GroupedValues.Sorted sorted) {
    int[] lowest = new int[hosts.size()];
    int[] highest = new int[hosts.size()];
    Arrays.fill(lowest, Integer.MAX_VALUE);
    for (PortUse use : uses.values()) {
      for (int i = sorted.from()[use.index]; i < sorted.from()[use.index + 1]; i++) {
        int port = (int) sorted.values()[i];
        if (port >= PortRange.FIRST_UNPRIVILEGED) {
          lowest[use.hostIndex] = Math.min(lowest[use.hostIndex], port);
          highest[use.hostIndex] = Math.max(highest[use.hostIndex], port);
        }
      }
    }
    PortRange[] ranges = new PortRange[hosts.size()];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = PortRange.around(lowest[i], highest[i]);
    }
    return ranges;
  }
}
