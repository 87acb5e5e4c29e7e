package io.tcpdx.detect.ports;

import com.google.auto.service.AutoService;
import io.tcpdx.connection.CaptureTimes;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.ReusedTuple;
import io.tcpdx.connection.Side;
import io.tcpdx.connection.TimeWait;
import io.tcpdx.detect.CaptureDetector;
import io.tcpdx.detect.Detector;
import io.tcpdx.detect.DetectorInfo;
import io.tcpdx.detect.DetectorSettings;
import io.tcpdx.detect.Figures;
import io.tcpdx.detect.FindingBuilder;
import io.tcpdx.detect.FindingSink;
import io.tcpdx.detect.Level;
import io.tcpdx.detect.Needs;
import io.tcpdx.ledger.Charges;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Sockets that pile up in TIME_WAIT: how many at once, at which host, and when. */
@AutoService(Detector.class)
@DetectorInfo(
    id = "time-wait-accumulation",
    title = "Many sockets in TIME_WAIT",
    reference = "RFC 9293 §3.6, §3.3.2",
    requires = {Needs.BOTH_DIRECTIONS})
public final class TimeWaitAccumulation implements CaptureDetector {
  /** Fewer at once are what any host has that speaks with others. */
  private static final int MIN_SOCKETS = 100;

  /** Half of the ports that Linux gives a client toward one server and port (32768 to 60999). */
  private static final int MANY_AT_CLIENT = 28_232 / 2;

  /** Half of net.ipv4.tcp_max_tw_buckets as Linux sets it on a host with some gigabytes: 131072. */
  private static final int MANY_AT_SERVER = 131_072 / 2;

  private final Map<TimeWaitGroup.Key, TimeWaitGroup> groups = new LinkedHashMap<>();
  private final Map<String, Integer> hosts = new LinkedHashMap<>();
  private final Occupancy occupancy = new Occupancy();
  private CaptureTimes times = new CaptureTimes();
  private long timeWaitNs;

  @Override
  public void configure(DetectorSettings settings) {
    timeWaitNs = settings.timeWaitNs();
    times = settings.times();
  }

  @Override
  public void onConnection(ConnectionSummary connection, Charges charges) {
    ReusedTuple reuse = connection.reusedTuple();
    if (reuse != null && Boolean.TRUE.equals(reuse.accepted())) {
      reuse.timeWaitAt().forEach(side -> endEarly(connection, reuse, side));
    }
    for (TimeWait held : connection.close().timeWaits()) {
      TimeWaitGroup group = groupOf(key(connection, held.side()));
      group.enter(held.enteredNs(), held.packet(), times);
      Long cutNs = held.cutNs();
      long beganAnewNs = Math.max(connection.endNs(), held.enteredNs());
      long untilNs = cutNs != null ? cutNs : beganAnewNs + timeWaitNs;
      occupancy.hold(group.index, held.enteredNs(), times.withinStretch(held.enteredNs(), untilNs));
    }
  }

  /** A new connection that was accepted on its 4-tuple takes the place of what was in TIME_WAIT. */
  private void endEarly(ConnectionSummary next, ReusedTuple reuse, Side side) {
    TimeWaitGroup group = groups.get(key(next, side));
    if (group != null) {
      long acceptedNs = next.startNs() + next.handshake().lostNs();
      occupancy.cut(group.index, acceptedNs, next.startNs() - reuse.ageNs() + timeWaitNs);
    }
  }

  private static TimeWaitGroup.Key key(ConnectionSummary connection, Side side) {
    return new TimeWaitGroup.Key(connection.endpoint(side).address(), side, connection.server());
  }

  private TimeWaitGroup groupOf(TimeWaitGroup.Key key) {
    Integer host = hosts.computeIfAbsent(key.host(), address -> hosts.size());
    return groups.computeIfAbsent(key, its -> new TimeWaitGroup(groups.size(), host, its));
  }

  @Override
  public void onEnd(FindingSink findings) {
    int[] each = IntStream.range(0, groups.size()).toArray();
    int[] hostOf = groups.values().stream().mapToInt(group -> group.hostIndex).toArray();
    Occupancy.Peaks peaks = occupancy.peaks(each, groups.size());
    Occupancy.Peaks ofHosts = occupancy.peaks(hostOf, hosts.size());
    for (TimeWaitGroup group : groups.values()) {
      if (peaks.most()[group.index] >= MIN_SOCKETS) {
        report(group, peaks, ofHosts.most()[group.hostIndex], findings);
      }
    }
  }

  private void report(
      TimeWaitGroup group, Occupancy.Peaks peaks, int hostsPeak, FindingSink findings) {
    int peak = peaks.most()[group.index];
    boolean atClient = group.key.role() == Side.CLIENT;
    FindingBuilder finding =
        FindingBuilder.of(TimeWaitAccumulation.class)
            .hosts(group.hosts())
            .level(
                peak >= (atClient ? MANY_AT_CLIENT : MANY_AT_SERVER) ? Level.WARNING : Level.NOTE)
            .occurrences(group.entered)
            .metric("peakSockets", peak)
            .metric("peakAt", Figures.moment(times.clockNs(peaks.atNs()[group.index])))
            .metric("ratePerSecond", group.perSecond())
            .metric("heldBy", group.key.role().noun())
            .metric("hostPeakSockets", hostsPeak)
            .seconds("timeWaitSeconds", timeWaitNs)
            .summary(
                "The "
                    + group.key.role().noun()
                    + " "
                    + group.key.host()
                    + " closed "
                    + Figures.count(group.entered, "connection", "connections")
                    + " first and had up to "
                    + Figures.count(peak)
                    + " sockets in TIME_WAIT at once"
                    + group.where()
                    + ", for "
                    + Figures.duration(timeWaitNs)
                    + " each.");
    group.advise(finding);
    findings.found(finding.build(group.evidence));
  }
}
