package io.tcpdx.lab.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.connection.Direction;
import io.tcpdx.connection.HalfStreamSummary;
import io.tcpdx.connection.RetransmissionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.lab.accuracy.Figure.Unit;
import io.tcpdx.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every figure that {@code truth.json} has from the kernel and the engine tells by itself. */
final class KernelFigures {

  private KernelFigures() {}

  static List<Figure> all() {
    return List.of(
        new Figure("delayed ACKs", Unit.COUNT, 0.05, 1, KernelFigures::delayedAcks),
        Figure.exact("Nagle stalls", KernelFigures::nagleStalls),
        retransmissions(
            "segments sent again, SYNs not", 0, "segments", RetransmissionSummary::total),
        retransmissions(
            "retransmission timers run out", 0, "timeouts", RetransmissionSummary::timeouts),
        retransmissions(
            "tail loss probes with old data",
            0,
            "lossProbesWithOldData",
            RetransmissionSummary::probes),
        retransmissions(
            "fast retransmissions", 0.1, "fast", RetransmissionSummary::fastRetransmits),
        Figure.exact("initial window, segments", KernelFigures::initialWindow),
        new Figure("largest flight", Unit.BYTES, 0.1, 0, KernelFigures::largestFlight),
        seconds("time with the window closed", "zeroWindowSeconds", "zero-window", "closedSeconds"),
        seconds(
            "time limited by the receive window",
            "receiveWindowLimitedSeconds",
            "receive-window-limited",
            "limitedSeconds"),
        new Figure("TIME_WAITs at once", Unit.COUNT, 0.03, 1, KernelFigures::timeWaitPeaks),
        Figure.exact("ports used again", KernelFigures::reusedPorts));
  }

  private static String name(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? "clientToServer" : "serverToClient";
  }

  private static String sender(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? "client" : "server";
  }

  private static Stream<HalfStreamSummary> halves(Report report, Direction direction) {
    return report.connections().stream().map(c -> c.halfStream(direction));
  }

  private static boolean bothDirections(Report report) {
    return report.connections().stream().anyMatch(ConnectionSummary::bothDirections);
  }

  private static Stream<Finding> found(Report report, String code) {
    return report.findings().stream().filter(f -> f.code().equals(code));
  }

  private static void delayedAcks(Recording recording, Report report, FigureTally into) {
    for (Direction direction : Direction.values()) {
      JsonNode kernel = recording.expect().at("/delayedAcks/" + name(direction));
      if (!kernel.isNumber()) {
        continue;
      }
      Long told =
          bothDirections(report)
              ? (Long)
                  halves(report, direction)
                      .map(HalfStreamSummary::delayedAcks)
                      .filter(Objects::nonNull)
                      .mapToLong(Integer::longValue)
                      .sum()
              : null;
      into.add(recording.name(), kernel.asLong(), told);
    }
  }

  private static void nagleStalls(Recording recording, Report report, FigureTally into) {
    for (Direction direction : Direction.values()) {
      JsonNode kernel = recording.expect().at("/nagleStalls/" + name(direction));
      if (!kernel.isNumber()) {
        continue;
      }
      long told =
          found(report, "nagle-stall")
              .filter(f -> f.direction() == direction)
              .mapToLong(Finding::occurrences)
              .sum();
      into.add(recording.name(), kernel.asLong(), bothDirections(report) ? (Long) told : null);
    }
  }

  /** A segment that was lost is seen twice at its sender only. */
  private static Figure retransmissions(
      String name,
      double share,
      String counter,
      Function<RetransmissionSummary, @Nullable Integer> kind) {
    return new Figure(
        name,
        Unit.COUNT,
        share,
        share > 0 ? 1 : 0,
        (recording, report, into) -> {
          for (Direction direction : Direction.values()) {
            JsonNode kernel =
                recording.expect().at("/retransmissions/" + name(direction) + "/" + counter);
            if (kernel.isNumber() && recording.vantage().equals(sender(direction))) {
              into.add(recording.name(), kernel.asLong(), sum(report, direction, kind));
            }
          }
        });
  }

  /** Null where one connection leaves it open. */
  private static @Nullable Long sum(
      Report report, Direction direction, Function<RetransmissionSummary, @Nullable Integer> kind) {
    long sum = 0;
    for (ConnectionSummary connection : report.connections()) {
      Integer count = kind.apply(connection.halfStream(direction).retransmissions());
      if (count == null) {
        return null;
      }
      sum += count;
    }
    return sum;
  }

  /** What the kernel said of the sampled sender of that direction; missing where there is none. */
  private static JsonNode sending(Recording recording, Direction direction, String field) {
    return recording.expect().at("/sending/" + name(direction) + "/" + field);
  }

  private static void initialWindow(Recording recording, Report report, FigureTally into) {
    for (Direction direction : Direction.values()) {
      JsonNode kernel = sending(recording, direction, "initialWindowSegments");
      if (kernel.isNumber() && report.connections().size() == 1) {
        HalfStreamSummary half = report.connections().get(0).halfStream(direction);
        into.add(recording.name(), kernel.asLong(), half.initialWindowSegments());
      }
    }
  }

  private static void largestFlight(Recording recording, Report report, FigureTally into) {
    for (Direction direction : Direction.values()) {
      JsonNode kernel = sending(recording, direction, "maxUnackedBytes");
      if (kernel.isNumber() && report.connections().size() == 1) {
        HalfStreamSummary half = report.connections().get(0).halfStream(direction);
        into.add(recording.name(), kernel.asLong(), half.maxFlightBytes());
      }
    }
  }

  /** Only where the kernel says that the finding must be there: elsewhere nobody adds it up. */
  private static Figure seconds(String name, String field, String code, String metric) {
    return new Figure(
        name,
        Unit.SECONDS,
        0.05,
        0,
        (recording, report, into) -> {
          for (Direction direction : Direction.values()) {
            JsonNode kernel = sending(recording, direction, field);
            if (kernel.isNumber() && names(recording, code) && kernel.asDouble() > 0) {
              into.add(recording.name(), kernel.asDouble(), seconds(report, code, metric));
            }
          }
        });
  }

  private static boolean names(Recording recording, String code) {
    for (JsonNode present : recording.expect().at("/findings/present")) {
      if (present.asText().equals(code)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Double seconds(Report report, String code, String metric) {
    List<Finding> findings = found(report, code).toList();
    if (findings.isEmpty()) {
      return null;
    }
    double sum = 0;
    for (Finding finding : findings) {
      sum += finding.metrics().get(metric) instanceof Number n ? n.doubleValue() : 0;
    }
    return sum;
  }

  private static void timeWaitPeaks(Recording recording, Report report, FigureTally into) {
    for (String side : List.of("client", "server")) {
      String host = recording.truth().at("/" + side + "/address").asText();
      JsonNode byPort = recording.expect().at("/ports/timeWaitPeakByPort/" + side);
      for (Map.Entry<String, JsonNode> port : byPort.properties()) {
        Number told =
            found(report, "time-wait-accumulation")
                .filter(f -> concerns(f, host, port.getKey()))
                .map(f -> (Number) f.metrics().get("peakSockets"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        into.add(recording.name(), port.getValue().asInt(), told);
      }
    }
  }

  /** Whether the finding is about that host's sockets toward that port of the server. */
  private static boolean concerns(Finding finding, String host, String port) {
    List<String> hosts = finding.hosts();
    return hosts != null
        && (hosts.get(0).equals(host) || hosts.get(0).startsWith(host + ":"))
        && hosts.stream().anyMatch(h -> h.endsWith(":" + port));
  }

  private static void reusedPorts(Recording recording, Report report, FigureTally into) {
    JsonNode kernel = recording.expect().at("/ports/reusedPorts");
    if (kernel.isNumber()) {
      long told = found(report, "port-reuse").mapToLong(Finding::occurrences).sum();
      into.add(recording.name(), kernel.asLong(), told);
    }
  }
}
