package io.tcpdx.lab.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tcpdx.lab.scenario.Measured;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.SentAgain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States anew what a recorded run sent again and which findings it must and must not have, from the
 * counters that its {@code truth.json} holds: needed where a new statement came to be known after
 * the recording.
 */
public final class Restatement {

  private static final String[] SIDES = {"client", "server"};
  private static final String[] DIRECTIONS = {"clientToServer", "serverToClient"};

  private Restatement() {}

  /**
   * Rewrites {@code expect.retransmissions} and {@code expect.findings}; returns whether the folder
   * holds a recording.
   */
  public static boolean restate(Scenario scenario, Path folder) throws IOException {
    Path file = folder.resolve("truth.json");
    if (!Files.exists(file)) {
      return false;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode truth = (ObjectNode) mapper.readTree(file.toFile());
    ObjectNode expect = (ObjectNode) truth.get("expect");
    expect.set("retransmissions", mapper.valueToTree(RetransmissionTruth.of(truth)));
    // Findings come last, as in a run just recorded.
    expect.remove("findings");
    expect.set(
        "findings", mapper.valueToTree(Truth.findings(scenario.expectation(), measured(truth))));
    Files.writeString(file, mapper.writeValueAsString(truth) + "\n");
    return true;
  }

  static Measured measured(JsonNode truth) {
    JsonNode expect = truth.get("expect");
    List<JsonNode> sampled = new ArrayList<>();
    for (String direction : DIRECTIONS) {
      JsonNode sending = expect.path("sending").path(direction);
      if (sending.isObject()) {
        sampled.add(sending);
      }
    }
    long zeroWindows = 0;
    long mostBytes = 0;
    long mostCwnd = 0;
    for (String side : SIDES) {
      JsonNode info = truth.at("/" + side + "/tcpInfo");
      zeroWindows += truth.at("/" + side + "/nstat/TcpExtTCPToZeroWindowAdv").asLong();
      mostBytes = Math.max(mostBytes, info.path("bytesSent").asLong());
      mostBytes = Math.max(mostBytes, info.path("bytesReceived").asLong());
      mostCwnd = Math.max(mostCwnd, info.path("sndCwnd").asLong());
    }
    for (JsonNode sending : sampled) {
      mostCwnd = Math.max(mostCwnd, sending.get("cwndPeakSegments").asLong());
    }
    return new Measured(
        delayedAcks(truth),
        both(expect.get("nagleStalls")),
        zeroWindows,
        zeroWindowSeconds(sampled),
        receiveWindowShare(sampled),
        sampled.stream().mapToLong(s -> s.get("slowStartAfterIdle").asLong()).sum(),
        mostBytes,
        mostCwnd,
        new SentAgain(again(truth, "client"), again(truth, "server")),
        PortTruth.pressure(truth));
  }

  private static long again(JsonNode truth, String side) {
    JsonNode nstat = truth.at("/" + side + "/nstat");
    return nstat.path("TcpRetransSegs").asLong() - nstat.path("TcpExtTCPSynRetrans").asLong();
  }

  private static long delayedAcks(JsonNode truth) {
    long delayed = 0;
    for (String side : SIDES) {
      delayed += truth.at("/" + side + "/nstat/TcpExtDelayedACKs").asLong();
    }
    return delayed;
  }

  /** 0 where nobody counted. */
  private static long both(JsonNode directions) {
    return directions.path(DIRECTIONS[0]).asLong() + directions.path(DIRECTIONS[1]).asLong();
  }

  private static @Nullable Double zeroWindowSeconds(List<JsonNode> sampled) {
    return sampled.isEmpty()
        ? null
        : (Double) sampled.stream().mapToDouble(s -> s.get("zeroWindowSeconds").asDouble()).sum();
  }

  private static @Nullable Double receiveWindowShare(List<JsonNode> sampled) {
    return sampled.isEmpty()
        ? null
        : (Double) sampled.stream().mapToDouble(Restatement::share).max().orElse(0);
  }

  private static double share(JsonNode sending) {
    double busy = sending.get("busySeconds").asDouble();
    return busy == 0 ? 0 : sending.get("receiveWindowLimitedSeconds").asDouble() / busy;
  }
}
