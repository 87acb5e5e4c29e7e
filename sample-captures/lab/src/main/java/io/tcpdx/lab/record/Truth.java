package io.tcpdx.lab.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tcpdx.lab.link.Fault;
import io.tcpdx.lab.link.Path;
import io.tcpdx.lab.program.HttpCircumstances;
import io.tcpdx.lab.program.HttpTruth;
import io.tcpdx.lab.program.ProgramLog;
import io.tcpdx.lab.scenario.Expectation;
import io.tcpdx.lab.scenario.Measured;
import io.tcpdx.lab.scenario.Medium;
import io.tcpdx.lab.scenario.Outcome;
import io.tcpdx.lab.scenario.Scenario;
import io.tcpdx.lab.scenario.Vantage;
import io.tcpdx.lab.scenario.Wiring;
import io.tcpdx.lab.sys.TcpInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes {@code truth.json}: what the kernel and the programs said about the recorded run. */
final class Truth {

  private static final int SCHEMA_VERSION = 1;

  /** Counters told even when they did not move: their being 0 is a statement. */
  private static final List<String> ALWAYS =
      List.of(
          "TcpExtDelayedACKs",
          "TcpExtDelayedACKLost",
          "TcpExtTCPTimeouts",
          "TcpExtTCPLossProbes",
          "TcpExtTCPFastRetrans",
          "TcpExtTCPSpuriousRTOs",
          "TcpExtTCPSynRetrans",
          "TcpExtTCPPureAcks",
          "TcpExtTCPKeepAlive",
          "TcpExtTCPAutoCorking",
          "TcpExtTCPFromZeroWindowAdv",
          "TcpExtTCPToZeroWindowAdv",
          "TcpExtTW",
          "TcpExtTWRecycled",
          "TcpRetransSegs",
          "TcpOutRsts",
          "TcpAttemptFails",
          "TcpEstabResets",
          "TcpInSegs",
          "TcpOutSegs");

  private Truth() {}

  static void write(java.nio.file.Path folder, Scenario scenario, Run run, Outcome outcome)
      throws IOException {
    Map<String, @Nullable Object> truth = new LinkedHashMap<>();
    truth.put("schemaVersion", SCHEMA_VERSION);
    truth.put("scenario", scenario.name());
    truth.put("what", scenario.what());
    truth.put("kernel", kernel());
    truth.put("link", link(scenario.wiring(), run.faults(), outcome));
    truth.put("captures", captures(scenario));
    truth.put("client", side(run.topology().clientAddress(), outcome.client()));
    truth.put("server", side(run.topology().serverAddress(), outcome.server()));
    truth.put("program", program(outcome));
    HttpTruth http = http(outcome);
    if (http != null) {
      truth.put("http", http);
    }
    List<HttpCircumstances> circumstances = new ArrayList<>(outcome.server().log().circumstances());
    circumstances.addAll(outcome.client().log().circumstances());
    if (!circumstances.isEmpty()) {
      truth.put("httpCircumstances", circumstances);
    }
    truth.put("expect", expect(scenario.expectation(), outcome, run));
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve("truth.json"), mapper.writeValueAsString(truth) + "\n");
    writeLog(folder.resolve("client.jsonl"), outcome.client().log());
    writeLog(folder.resolve("server.jsonl"), outcome.server().log());
    SendingTruth.writeSamples(folder.resolve("client-samples.jsonl"), outcome.client().log());
    SendingTruth.writeSamples(folder.resolve("server-samples.jsonl"), outcome.server().log());
  }

  private static void writeLog(java.nio.file.Path file, ProgramLog log) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (Map<String, Object> event : log.events()) {
      lines.append(mapper.writeValueAsString(event)).append('\n');
    }
    Files.writeString(file, lines);
  }

  static String kernel() throws IOException {
    return "Linux " + Files.readString(java.nio.file.Path.of("/proc/sys/kernel/osrelease")).strip();
  }

  private static Map<String, @Nullable Object> link(
      Wiring wiring, List<Fault> faults, Outcome outcome) {
    boolean veth = wiring.medium() == Medium.VETH;
    Map<String, @Nullable Object> link = new LinkedHashMap<>();
    link.put("medium", wiring.medium().name().toLowerCase(Locale.ROOT));
    link.put("oneWayDelaySeconds", veth ? 0 : wiring.up().oneWayDelayNs() / 1e9);
    link.put("clientToServer", path(wiring.up()));
    link.put("serverToClient", path(wiring.down()));
    link.put("faults", faults.stream().map(Fault::description).toList());
    link.put("lostSegments", outcome.lostSegments());
    link.put("sysctls", new TreeMap<>(wiring.sysctls()));
    link.put("congestionControl", wiring.congestionControl());
    link.put("initialWindow", wiring.initialWindow() == 0 ? null : wiring.initialWindow());
    return link;
  }

  private static Map<String, @Nullable Object> path(Path path) {
    boolean unlimited = path.rateBitsPerSecond() == 0;
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("oneWayDelaySeconds", path.oneWayDelayNs() / 1e9);
    values.put("rateBitsPerSecond", unlimited ? null : path.rateBitsPerSecond());
    values.put("queueBytes", unlimited ? null : path.queueBytes());
    return values;
  }

  private static List<Map<String, Object>> captures(Scenario scenario) {
    List<Map<String, Object>> captures = new ArrayList<>();
    captures.add(capture("capture.pcap", scenario.view().principal()));
    for (Vantage vantage : Vantage.values()) {
      if (scenario.view().also().contains(vantage)) {
        captures.add(capture(vantage.label() + ".pcap", vantage));
      }
    }
    return captures;
  }

  private static Map<String, Object> capture(String file, Vantage vantage) {
    Map<String, Object> capture = new LinkedHashMap<>();
    capture.put("file", file);
    capture.put("vantage", vantage.label());
    return capture;
  }

  private static Map<String, Object> side(String address, Outcome.Side side) {
    Map<String, Long> counters = new TreeMap<>();
    ALWAYS.forEach(name -> counters.put(name, side.counters().get(name)));
    side.counters()
        .values()
        .forEach(
            (name, value) -> {
              if (value != 0) {
                counters.put(name, value);
              }
            });
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("address", address);
    values.put("nstat", counters);
    List<TcpInfo> infos = side.infos();
    values.put("tcpInfo", infos.isEmpty() ? Map.of() : infos.get(infos.size() - 1).values());
    return values;
  }

  private static @Nullable HttpTruth http(Outcome outcome) {
    HttpTruth server = outcome.server().log().http();
    HttpTruth client = outcome.client().log().http();
    if (server == null || client == null) {
      return server == null ? client : server;
    }
    return server.and(client);
  }

  private static Map<String, Object> program(Outcome outcome) {
    List<Long> rounds = outcome.client().log().roundNs();
    List<Long> stalls = new ArrayList<>(outcome.client().log().stallNs());
    stalls.addAll(outcome.server().log().stallNs());
    Map<String, Object> program = new LinkedHashMap<>();
    program.put("connections", outcome.client().log().connectNs().size());
    program.put("connectSeconds", Spread.seconds(outcome.client().log().connectNs()));
    program.put("rounds", rounds.size());
    program.put("roundSeconds", Spread.seconds(rounds));
    program.put("stalledRounds", stalls.size());
    program.put("stallSeconds", stalls.stream().mapToLong(Long::longValue).sum() / 1e9);
    program.put("stallSecondsEach", Spread.seconds(stalls));
    return program;
  }

  private static Map<String, @Nullable Object> expect(
      Expectation expectation, Outcome outcome, Run run) throws IOException {
    ProgramLog log = outcome.client().log();
    Map<String, @Nullable Object> expect = new LinkedHashMap<>();
    expect.put("connections", expectation.connections().orElse(connections(outcome)));
    expect.put("handshakeSeconds", Spread.of(log.handshakeNs()).median());
    expect.put("delayedAcks", delayedAcks(outcome));
    expect.put("nagleStalls", nagleStalls(outcome));
    expect.put("close", expectation.closeKind());
    expect.put("initiator", expectation.initiator());
    expect.put("synRetransmissions", outcome.client().counters().get("TcpExtTCPSynRetrans"));
    expect.put("synAckRetransmissions", outcome.server().counters().get("TcpExtTCPSynRetrans"));
    expect.put("sending", SendingTruth.directions(outcome));
    expect.put("ports", PortTruth.of(outcome, run));
    expect.put("retransmissions", RetransmissionTruth.of(outcome));
    expect.put("findings", findings(expectation, Measured.of(outcome)));
    return expect;
  }

  /** Of programs that are not the lab's own, what the kernels counted. */
  private static int connections(Outcome outcome) {
    int logged = outcome.client().log().connectNs().size();
    long opened = opened(outcome.client()) + opened(outcome.server());
    return logged > 0 || !unwatched(outcome) ? logged : (int) opened;
  }

  private static long opened(Outcome.Side side) {
    return side.counters().get("TcpActiveOpens");
  }

  private static boolean unwatched(Outcome outcome) {
    return outcome.client().log().isUnwatched() || outcome.server().log().isUnwatched();
  }

  /** Null where both kernels opened connections: which direction an ACK was of is not counted. */
  private static @Nullable Map<String, Object> delayedAcks(Outcome outcome) {
    boolean proxied = opened(outcome.client()) > 0 && opened(outcome.server()) > 0;
    return proxied
        ? null
        : directions(outcome.client().delayedAcks(), outcome.server().delayedAcks());
  }

  /** Null where nobody watched the writes. */
  private static @Nullable Map<String, Object> nagleStalls(Outcome outcome) {
    return unwatched(outcome)
        ? null
        : directions(outcome.client().stalls(), outcome.server().stalls());
  }

  static Map<String, Object> findings(Expectation expectation, Measured measured) {
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("present", expectation.presentIn(measured));
    findings.put("absent", expectation.absentIn(measured));
    Map<String, Object> presentAt = new LinkedHashMap<>();
    for (Vantage vantage : Vantage.values()) {
      presentAt.put(vantage.label(), expectation.presentAt(vantage, measured));
    }
    findings.put("presentAt", presentAt);
    return findings;
  }

  private static Map<String, Object> directions(long clientToServer, long serverToClient) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("clientToServer", clientToServer);
    values.put("serverToClient", serverToClient);
    return values;
  }
}
