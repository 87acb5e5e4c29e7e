package io.tcpdx.lab.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.lab.program.PortReuses;
import io.tcpdx.lab.program.PortUse;
import io.tcpdx.lab.program.TimeWaitPeak;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.scenario.PortPressure;
import io.tcpdx.lab.sys.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of ports and TIME_WAITs: {@code expect.ports}. */
final class PortTruth {

  private static final String RANGE = "/proc/sys/net/ipv4/ip_local_port_range";
  private static final int LINE = 64;

  private PortTruth() {}

  /** Null where no side had its sockets in TIME_WAIT counted. */
  static @Nullable Map<String, @Nullable Object> of(Outcome outcome, Run run) throws IOException {
    if (outcome.client().log().timeWaitPeak() == null) {
      return null;
    }
    List<PortUse> uses = outcome.client().log().portUses();
    PortReuses reuses = PortReuses.of(uses);
    Map<String, @Nullable Object> truth = new LinkedHashMap<>();
    truth.put("timeWaitPeak", sides(outcome, side -> peak(side).sockets()));
    truth.put("timeWaitPeakWallNs", sides(outcome, PortTruth::wallNs));
    truth.put("timeWaitPeakByPort", sides(outcome, side -> new TreeMap<>(peak(side).byPort())));
    truth.put("timeWaitAtEnd", sides(outcome, side -> peak(side).atEnd()));
    Map<String, Object> bySs = new LinkedHashMap<>();
    bySs.put("client", countBySs(run.topology().client()));
    bySs.put("server", countBySs(run.topology().server()));
    truth.put("timeWaitAtEndBySs", bySs);
    truth.put("timeWaitEntered", sides(outcome, side -> side.counters().get("TcpExtTW")));
    truth.put("recycled", sides(outcome, side -> side.counters().get("TcpExtTWRecycled")));
    truth.put("connectionsMade", uses.stream().filter(PortUse::connected).count());
    truth.put("connectionsPerSecond", PortPressure.perSecond(uses));
    truth.put("reusedPorts", reuses.reused());
    truth.put("reusesAccepted", reuses.accepted());
    truth.put("reusesAcceptedAtOnce", reuses.acceptedAtOnce());
    truth.put("refusals", reuses.refused());
    truth.put("localPortRange", localPortRange(run.topology().client()));
    truth.put("addressNotAvailable", PortPressure.refusedPorts(uses));
    return truth;
  }

  private static Map<String, @Nullable Object> sides(
      Outcome outcome, Function<Outcome.Side, @Nullable Object> figure) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("client", figure.apply(outcome.client()));
    values.put("server", figure.apply(outcome.server()));
    return values;
  }

  private static TimeWaitPeak peak(Outcome.Side side) {
    TimeWaitPeak peak = side.log().timeWaitPeak();
    return peak == null ? new TimeWaitPeak(0, 0, Map.of(), 0) : peak;
  }

  private static @Nullable Long wallNs(Outcome.Side side) {
    TimeWaitPeak peak = peak(side);
    return peak.sockets() == 0 ? null : (Long) (peak.monotonicNs() + side.log().wallOffsetNs());
  }

  private static long countBySs(Namespace namespace) throws IOException {
    return namespace.sockets("-tan state time-wait").lines().filter(l -> !l.isBlank()).count();
  }

  private static List<Integer> localPortRange(Namespace namespace) throws IOException {
    // In one read: what the kernel gives for a second one, further on, is nothing.
    String range =
        namespace.call(
            () -> {
              try (InputStream in = Files.newInputStream(Path.of(RANGE))) {
                byte[] line = new byte[LINE];
                return new String(line, 0, in.read(line), StandardCharsets.US_ASCII);
              }
            });
    String[] bounds = range.strip().split("\\s+", -1);
    return List.of(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]));
  }

  /** The pressure of a run of which only {@code truth.json} is left. */
  static PortPressure pressure(JsonNode truth) {
    JsonNode ports = truth.at("/expect/ports");
    if (!ports.isObject()) {
      long client = truth.at("/client/nstat/TcpExtTW").asLong();
      long server = truth.at("/server/nstat/TcpExtTW").asLong();
      return new PortPressure(Math.max(client, server), client, 0, 0, 0);
    }
    long client = ports.at("/timeWaitPeak/client").asLong();
    return new PortPressure(
        Math.max(client, ports.at("/timeWaitPeak/server").asLong()),
        client,
        ports.get("reusedPorts").asLong(),
        ports.get("connectionsPerSecond").asDouble(),
        ports.get("addressNotAvailable").asLong());
  }
}
